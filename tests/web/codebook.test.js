import assert from "node:assert/strict";
import { test } from "node:test";

import { gestureOf, rankOf, repeats } from "../../toolkit/web/src/codebook_keys.js";
import { Book, changedFields, compared, forbidden, isData, PALETTE, questionsOf, Sorting } from "../../toolkit/web/src/codebook_store.js";

const FIELDS = ["id", "label", "parent", "short_definition", "definition", "when_to_use", "when_not_to_use", "example", "origin", "reference", "questions", "polarity", "exclusive_group", "color", "version"];
const row = (id, label, parent = null, color = "") => [id, label, parent, "", "", "", "", "", "", "", [], "", "", color, 1];
const made = () => new Book({
  fields: FIELDS, counts: { aide: [3, 2, 1] }, questions: [],
  codes: [row("liens", "Les liens", null, "#4455ff"), row("aide", "Entraide", "liens"), row("travail", "Travail"), row("don", "Don", "aide"), row("ete", "L’été")],
});
const key = (name, more = {}) => ({ key: name, code: "", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, target: { tagName: "DIV" }, ...more });

test("a tree is rows, in the order given, each after its parent", () => {
  const rows = made().rows(new Set());
  assert.deepEqual(rows.map((one) => [one.id, one.depth, one.rank, one.size]), [["liens", 1, 1, 3], ["aide", 2, 1, 1], ["don", 3, 1, 1], ["travail", 1, 2, 3], ["ete", 1, 3, 3]]);
  assert.deepEqual(made().rows(new Set(["liens"])).map((one) => one.id), ["liens", "travail", "ete"]);
});

test("a search opens what stands above, without accents nor capitals", () => {
  assert.deepEqual(made().rows(new Set(["liens"]), "DON").map((one) => one.id), ["liens", "aide", "don"]);
  assert.deepEqual(made().rows(new Set(), "l'ete").map((one) => one.id), ["ete"]);
  assert.deepEqual(made().rows(new Set(), "absent"), []);
});

test("changes are followed: born, renamed, gone, in the order that Python gives", () => {
  const book = made();
  book.apply({ items: { don: null, neuf: row("neuf", "Neuf", "travail") }, counts: {}, order: ["liens", "neuf", "aide", "travail", "ete"] });
  assert.deepEqual(book.rows(new Set()).map((one) => one.id), ["liens", "aide", "travail", "neuf", "ete"]);
  assert.deepEqual(book.count("aide"), [0, 0, 0]);
});

test("a code takes the colour of the nearest code above that has one", () => {
  assert.equal(made().color("don"), "#4455ff");
  assert.equal(made().color("ete"), "");
});

test("codes may not be put under themselves", () => {
  assert.deepEqual([...forbidden(made(), ["liens"])].sort(), ["aide", "don", "liens"]);
});

test("a tree that turns in a circle never hangs", () => {
  const book = new Book({ fields: FIELDS, counts: {}, questions: [], codes: [row("a", "A", "b"), row("b", "B", "a"), row("c", "C")] });
  assert.deepEqual(book.rows(new Set()).map((one) => one.id), ["c"]);
  assert.deepEqual(book.path("a"), ["b", "a"]);
  assert.deepEqual([...book.below("a")].sort(), ["a", "b"]);
});

test("codes are found by the beginning of their label first", () => {
  assert.deepEqual(made().found("en").map((one) => one.id), ["aide", "liens"]);
  assert.deepEqual(made().found("", (id) => id !== "liens", 2).map((one) => one.id), ["aide", "travail"]);
});

test("only what differs is written", () => {
  const code = made().codes.get("aide");
  assert.deepEqual(changedFields(code, { label: "Entraide ", definition: "Aider.", questions: [], color: "" }), { definition: "Aider." });
  assert.deepEqual(changedFields(code, { questions: ["Q1"] }), { questions: ["Q1"] });
  assert.deepEqual(questionsOf("Q1, Q2;Q1  Q3"), ["Q1", "Q2", "Q3"]);
});

test("two versions are compared by words", () => {
  const { before, after } = compared("se rendre service", "se rendre un service");
  assert.equal(before.map(([words]) => words).join(""), "se rendre service");
  assert.equal(after.map(([words]) => words).join(""), "se rendre un service");
  assert.deepEqual(after.filter(([words, changed]) => changed && words.trim()).map(([words]) => words.trim()), ["un"]);
});

test("what is sorted outlives new labels and passages that went", () => {
  const sorting = new Sorting("aide", ["Un", "Deux"]);
  sorting.more([{ id: "g1" }, { id: "g2" }], 3);
  sorting.put(0, false);
  sorting.put(1, true);
  sorting.move(1);
  sorting.put(5, false);
  sorting.put(1, false);
  assert.deepEqual(sorting.pairs, [["g1", [0, 1]], ["g2", [1]]]);
  sorting.renewed([{ id: "g2" }], 1);
  assert.deepEqual(sorting.pairs, [["g2", [1]]]);
  sorting.move(5);
  assert.equal(sorting.current, null);
});

test("keys of the tree: letters as written, digits by their place, AltGr and fields left alone", () => {
  assert.equal(gestureOf(key("n")), "child");
  assert.equal(gestureOf(key("Insert")), "sibling");
  assert.equal(gestureOf(key("F2")), "rename");
  assert.equal(gestureOf(key("x", { ctrlKey: true })), "cut");
  assert.equal(gestureOf(key("z", { ctrlKey: true, shiftKey: true })), "redo");
  assert.equal(gestureOf(key("n", { getModifierState: () => true })), null);
  assert.equal(gestureOf(key("n", { target: { tagName: "INPUT", type: "text" } })), null);
  assert.equal(gestureOf(key("Escape", { target: { tagName: "TEXTAREA" } })), "leave");
  assert.equal(gestureOf(key("s", { ctrlKey: true })), null);
  assert.equal(rankOf(key("&", { code: "Digit1" })), 1);
  assert.equal(rankOf(key("à", { code: "Digit0" })), 0);
  assert.equal(rankOf(key("1", { code: "Digit1", ctrlKey: true })), null);
});

test("a snapshot that is not one is not shown", () => {
  assert.ok(isData({ fields: FIELDS, codes: [row("a", "A")], counts: {} }));
  assert.ok(!isData({ fields: FIELDS, codes: [{ id: "a" }] }));
  assert.ok(!isData(null));
});

const linear = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
const light = (hex) => linear(hex).reduce((sum, c, rank) => sum + c * [0.2126, 0.7152, 0.0722][rank], 0);
const contrast = (one, two) => (Math.max(light(one), light(two)) + 0.05) / (Math.min(light(one), light(two)) + 0.05);
// Machado, Oliveira & Fernandes 2009 (IEEE TVCG 15(6)), full severity.
const EYES = {
  protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
};
function lab(hex, matrix) {
  const [r, g, b] = matrix.map((line) => Math.min(1, Math.max(0, line.reduce((sum, value, rank) => sum + value * linear(hex)[rank], 0))));
  const xyz = [(0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047, 0.2126 * r + 0.7152 * g + 0.0722 * b, (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883];
  const [x, y, z] = xyz.map((value) => (value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116));
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

test("the colours offered stand out on both papers and differ for eyes that do not tell red from green", () => {
  for (const color of PALETTE) for (const paper of ["#ffffff", "#1d2127"]) assert.ok(contrast(color, paper) >= 3, `${color} on ${paper}`);
  for (const [eye, matrix] of Object.entries(EYES)) {
    for (const one of PALETTE) for (const two of PALETTE) {
      const apart = Math.hypot(...lab(one, matrix).map((value, rank) => value - lab(two, matrix)[rank]));
      assert.ok(one === two || apart >= 20, `${one} and ${two}, ${eye}: ${apart}`);
    }
  }
});

test("a key held down walks on, and changes nothing twice", () => {
  for (const name of ["ArrowDown", "ArrowUp", "PageDown", "j", "k"]) assert.ok(repeats(gestureOf(key(name))), name);
  for (const name of ["Delete", "r", "s", "d", "p", "m", "z", "y", "n", "Insert", "F2"]) assert.ok(!repeats(gestureOf(key(name))), name);
  assert.ok(!repeats(gestureOf(key("z", { ctrlKey: true }))));
});
