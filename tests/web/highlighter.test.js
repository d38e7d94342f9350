import assert from "node:assert/strict";
import { test } from "node:test";

import { clock, heardAt, soundGestureOf, SOUND_KEYS } from "../../toolkit/web/src/highlighter_audio.js";
import { cited } from "../../toolkit/web/src/highlighter_cite.js";
import { gestureOf } from "../../toolkit/web/src/highlighter_keys.js";
import { blockAt, blocksOf, found, foldedWithOrigins, isChanges, isData, lanes, Model, orderOf, suggested } from "../../toolkit/web/src/highlighter_model.js";
import { around, beside, characters, clamped, dragged, sentencesIn, stretched } from "../../toolkit/web/src/highlighter_select.js";

const TEXT = "Titre 🙂\nE : Bonjour, M. Aubin ! Ça va ?\nZoé : Oui 👩🏽‍🌾. L’été, on s’entraide.\n";
const at = (words, text = TEXT) => ({ start: text.indexOf(words), end: text.indexOf(words) + words.length });
const points = (text) => [...text].length;
const before = (words) => points(TEXT.slice(0, TEXT.indexOf(words)));
const code = (id, label, more = {}) => ({ id, label, parent: null, short_definition: "", definition: "", when_to_use: "", when_not_to_use: "", color: "", count: 0, ...more });
const row = (start, end, codeId = "aide", more = {}) => ({ start, end, code: codeId, coder: "C1", state: "accepted", origin: "hand", date: "", outdated: false, ...more });
const data = (more = {}) => ({
  transcript: { id: "E03", fingerprint: "f", date: "", reread: "" }, text: TEXT, speakers: [["E", "interviewer", null], ["Zoé", "participant", "P1"]],
  turns: [[before("E :"), before("Bonjour"), before("\nZoé"), 0, null, [0]], [before("Zoé"), before("Oui"), points(TEXT) - 1, 4000, null, [1]]],
  codes: [code("aide", "Entraide"), code("voisins", "Entre voisins", { parent: "aide" }), code("ete", "L’Été"), code("img", "<img src=x>")],
  codings: { g1: row(before("L’été"), before("on s’entraide")) }, memos: {}, reviews: {}, coders: { C1: "Inès" }, coder: "C1", recent: ["ete"], place: null, texts: [], ...more,
});
const none = { items: {}, codes: {}, memos: {}, reviews: {} };
const all = { code: "", speaker: "", coder: "", state: "" };

test("a snapshot or a change in another form is not read", () => {
  assert.ok(isData(data()));
  for (const wrong of [{ text: 3 }, { codings: { g: { start: -1 } } }, { codes: [{ id: "x" }] }, { turns: [[0, 1]] }, { coder: null }, { memos: [] }, { place: "3" }, { texts: [{ id: "E03" }] }]) assert.equal(isData(data(wrong)), false);
  assert.ok(isChanges({ ...none, items: { g: null, h: row(0, 1) } }));
  assert.equal(isChanges({ ...none, items: { h: { ...row(0, 1), state: 4 } } }), false);
  assert.equal(isChanges({ items: {} }), false);
});

test("turns, and lines outside of them, are shown in order with their numbers", () => {
  const { blocks } = new Model(data());

  assert.deepEqual(blocks.map((one) => [one.number, one.who, TEXT.slice(one.start, one.end)]), [
    [null, "", "Titre 🙂"], [1, "E", "Bonjour, M. Aubin ! Ça va ?"], [2, "Zoé", "Oui 👩🏽‍🌾. L’été, on s’entraide."],
  ]);
  assert.deepEqual(blocksOf("a\n\nb", [], []).map((one) => [one.start, one.end]), [[0, 1], [3, 4]]);
  assert.deepEqual([0, blocks[1].start - 1, blocks[1].start, TEXT.length].map((position) => blockAt(blocks, position)), [0, 0, 1, 2]);
});

test("codings come in code points and go back as they came", () => {
  const model = new Model(data());
  const one = model.coding("g1");

  assert.equal(TEXT.slice(one.start, one.end), "L’été, ");
  assert.deepEqual(model.toPython(one), { start: before("L’été"), end: before("on s’entraide"), fingerprint: "f" });
});

test("what is asked is drawn over what is kept, marked, and goes when Python answers", () => {
  const model = new Model(data());
  model.ask(1, new Map([["~1", { ...row(0, 5), start: 0, end: 5 }]]));
  model.ask(2, new Map([["g1", null]]));
  assert.deepEqual(model.codings.map((one) => [one.id, one.asked]), [["~1", true]]);

  model.answered(2);
  model.answered(1);
  assert.deepEqual(model.codings.map((one) => [one.id, one.asked]), [["g1", false]]);
  const places = model.changed({ ...none, items: { g1: null, g2: row(0, 5) }, codes: { ete: null } });
  assert.equal(places.length, 2);
  assert.deepEqual([model.coding("g1"), model.coding("g2").end, model.codes.has("ete")], [null, 5, false]);
});

test("filters keep a code with those under it, a speaker, a coder, a state; what is rejected is hidden", () => {
  const model = new Model(data({ codings: {
    a: row(before("Bonjour"), before(", M."), "voisins"), b: row(before("Oui"), before("L’été"), "ete", { coder: "C2", state: "proposed" }), c: row(before("Oui"), before("L’été"), "aide", { state: "rejected" }),
    d: row(before("L’été"), before("on s’"), "aide", { outdated: true }),
  } }));
  const shown = (filter) => model.shown({ ...all, ...filter }).map((one) => one.id);

  assert.deepEqual(shown({}), ["a", "b", "d"]);
  assert.deepEqual(shown({ code: "aide" }), ["a", "d"]);
  assert.deepEqual(shown({ speaker: "1" }), ["b", "d"]);
  assert.deepEqual(shown({ coder: "C2" }), ["b"]);
  assert.deepEqual([shown({ state: "rejected" }), shown({ state: "proposed" }), shown({ state: "outdated" })], [["c"], ["b"], ["d"]]);
});

test("part of a name calls up codes, accents apart, recent and near ones first", () => {
  const model = new Model(data({ recent: ["voisins"] }));
  const ids = (query) => suggested(model, query).map((one) => one.id);

  assert.deepEqual(ids("ENTR"), ["voisins", "aide"]);
  assert.deepEqual(ids("entraide"), ["aide"]);
  assert.deepEqual(ids("l'ete"), ["ete"]);
  assert.deepEqual(ids("voi"), ["voisins"]);
  assert.deepEqual(ids("(x"), []);
  assert.deepEqual(suggested(model, "").map((one) => [one.id, one.depth, one.digit]), [["voisins", 0, 1], ["aide", 0, 0], ["voisins", 1, 0], ["ete", 0, 0], ["img", 0, 0]]);
  assert.deepEqual(orderOf(new Map([["x", code("x", "X", { parent: "gone" })]])), [{ id: "x", depth: 0 }]);
});

test("spans that overlap never share a lane of the margin", () => {
  const spans = [[0, 10], [2, 4], [3, 12], [4, 6], [10, 11], [12, 13]].map(([start, end]) => ({ start, end }));
  const lane = lanes(spans);

  assert.deepEqual(lane, [0, 1, 2, 1, 0, 0]);
  spans.forEach((one, i) => spans.slice(i + 1).forEach((other, j) => {
    if (one.start < other.end && other.start < one.end) assert.notEqual(lane[i], lane[i + 1 + j]);
  }));
});

test("a rough choice stays inside turns, on whole characters, without blanks around", () => {
  const { blocks } = new Model(data());
  const said = (start, end) => {
    const span = clamped(TEXT, blocks, { start, end });
    return span && TEXT.slice(span.start, span.end);
  };
  const turn = blocks[1];

  assert.equal(said(turn.start, blocks[2].start), "Bonjour, M. Aubin ! Ça va ?");
  assert.equal(said(turn.start - 2, turn.start + 8), "Bonjour,");
  assert.equal(said(at("👩").start + 3, at("👩").start + 5), "👩🏽‍🌾");
  assert.equal(said(at(" va ?").start, at(" va ?").end), "va ?");
  assert.equal(said(turn.end, blocks[2].start), null);
  assert.equal(said(5, 5), null);
  assert.equal(said(0, TEXT.length), TEXT.trimEnd());
});

test("whatever the choice, what is left is whole characters of turns that hold a word", () => {
  const { blocks } = new Model(data());
  let seed = 11;
  const dice = (n) => (seed = (seed * 48271) % 2147483647) % n;
  for (let round = 0; round < 2000; round += 1) {
    const rough = { start: dice(TEXT.length + 6) - 3, end: dice(TEXT.length + 6) - 3 };
    const span = clamped(TEXT, blocks, rough);
    if (!span) continue;
    const [first, last] = [blocks[blockAt(blocks, span.start)], blocks[blockAt(blocks, span.end - 1)]];
    assert.ok(span.start < span.end && span.start < first.end && span.end <= last.end);
    assert.ok(characters(TEXT, first.start, first.end).includes(span.start));
    assert.ok(characters(TEXT, last.start, last.end).includes(span.end));
    assert.doesNotMatch(TEXT.slice(span.start, span.end), /^\s|\s$/);
    assert.deepEqual(clamped(TEXT, blocks, span), span);
  }
});

test("the keyboard chooses by words, sentences and turns, across turns", () => {
  const { blocks } = new Model(data());
  const words = (span) => span && TEXT.slice(span.start, span.end);
  let span = beside(TEXT, blocks, blocks[1].start, 1, "word");
  assert.equal(words(span), "Bonjour");
  span = stretched(TEXT, blocks, span, "end", 1, "sentence");
  assert.equal(words(span), "Bonjour, M. Aubin !");
  span = stretched(TEXT, blocks, span, "end", -1, "word");
  assert.equal(words(span), "Bonjour, M. Aubin");
  span = stretched(TEXT, blocks, span, "start", 1, "word");
  assert.equal(words(span), "M. Aubin");
  span = stretched(TEXT, blocks, { ...span, start: blocks[1].start }, "end", 1, "turn");
  span = stretched(TEXT, blocks, span, "end", 1, "word");
  assert.ok(words(span).endsWith("Ça va ?\nZoé : Oui"));
  assert.equal(words(around(TEXT, blocks, at("été").start, "sentence")), "L’été, on s’entraide.");
  assert.equal(beside(TEXT, blocks, TEXT.length, 1, "word"), null);
  assert.deepEqual(stretched(TEXT, blocks, at("Oui"), "end", -1, "word"), at("Oui"));
});

test("stretches that read as sentences do not stop at M. nor inside « oui ! »", () => {
  const text = "Il a dit « oui ! » et puis M. Aubin est venu. Voilà… donc. Fin ? Oui.";

  assert.deepEqual(sentencesIn(text, 0, text.length).map((one) => text.slice(one.start, one.end)), ["Il a dit « oui ! » et puis M. Aubin est venu.", "Voilà… donc.", "Fin ?", "Oui."]);
});

test("a search knows neither accents nor capitals and finds its words in the text itself", () => {
  const text = "L’ÉTÉ 🙂 l'été, Œuvre";
  const index = foldedWithOrigins(text);
  const hits = (words) => found(index, words).map((one) => text.slice(one.start, one.end));

  assert.deepEqual(hits("l’ete"), ["L’ÉTÉ", "l'été"]);
  assert.deepEqual(hits("oeuv"), ["Œuv"]);
  assert.deepEqual(hits("  "), []);
});

test("digits go by the place of the key, letters by what is written on it, AltGr is nobody’s", () => {
  const key = (key, more = {}) => gestureOf({ key, code: "", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, target: {}, ...more });

  assert.deepEqual(key("&", { code: "Digit1" }), { act: "recent", rank: 1 });
  assert.deepEqual(key("ç", { code: "Digit9" }), { act: "recent", rank: 9 });
  assert.equal(key("à", { code: "Digit0" }), null);
  assert.deepEqual(key("3", { code: "Numpad3" }), { act: "recent", rank: 3 });
  for (const [name, code] of [["PageDown", "Numpad3"], ["PageUp", "Numpad9"], ["Clear", "Numpad5"]]) assert.equal(key(name, { code }), null, name);
  assert.equal(key("?", { code: "Comma", shiftKey: true }).act, "help");
  assert.equal(key("{", { code: "Digit4", ctrlKey: true, altKey: true }), null);
  assert.equal(key("@", { code: "Digit0", getModifierState: (name) => name === "AltGraph" }), null);
  assert.deepEqual(key("ArrowRight", { shiftKey: true, ctrlKey: true }), { act: "stretch", edge: "start", way: 1, unit: "word" });
  assert.equal(key("z", { ctrlKey: true }).act, "undo");
  assert.equal(key("Z", { ctrlKey: true, shiftKey: true }).act, "redo");
  assert.equal(key("s", { ctrlKey: true }), null);
  assert.equal(key("s", { target: { tagName: "INPUT", type: "search" } }), null);
  assert.equal(key("Escape", { target: { tagName: "INPUT", type: "search" } }).act, "leave");
  assert.equal(key("S", { shiftKey: true }), null);
});

test("an extract says its words, who speaks and where, whatever the number of turns", () => {
  const model = new Model(data());
  const t = { open: "« ", shut: " »", turns: (first, last) => (first === last ? `tour ${first}` : `tours ${first}–${last}`) };

  assert.equal(cited(model, at("on s’entraide"), t), "« on s’entraide » (Zoé, E03, tour 2)");
  assert.equal(cited(model, { start: at("Ça va").start, end: at("Oui").end }, t), "« Ça va ? — Zoé\u00a0: Oui » (E, E03, tours 1–2)");
  assert.equal(cited(model, { start: 0, end: 5 }, t), "« Titre » (E03)");
});

test("the keys of the recording are those that the text leaves free", () => {
  const body = { tagName: "DIV", closest: () => null, isContentEditable: false };
  const press = (key, more = {}) => ({ key, code: "", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, target: body, ...more });
  for (const [key, act] of Object.entries(SOUND_KEYS)) {
    assert.equal(gestureOf(press(key)), null, key);
    assert.equal(soundGestureOf(press(key)), act);
    assert.equal(soundGestureOf(press(key, { ctrlKey: true })), null);
  }
  assert.equal(soundGestureOf(press("d", { target: { tagName: "TEXTAREA" } })), null);
  assert.equal(soundGestureOf(press(" ", { target: { tagName: "BUTTON" } })), null);
});

test("the turn heard is the last that began, those without a time apart", () => {
  const blocks = [null, 0, null, 4000, 4000, 9000].map((ms) => ({ ms }));
  assert.deepEqual([-1, 0, 3999, 4000, 8999, 10 ** 7].map((ms) => heardAt(blocks, ms)), [-1, 1, 1, 4, 4, 5]);
  assert.equal(heardAt([{ ms: null }], 5), -1);
  assert.deepEqual([0, 59_999, 61_000, 3_661_000].map(clock), ["00:00", "00:59", "01:01", "1:01:01"]);
});

test("an end drawn anywhere leaves whole characters of turns, one at least, and the other end where it was", () => {
  const { blocks } = new Model(data());
  const cuts = new Set(blocks.flatMap((block) => characters(TEXT, block.start, block.end)));
  const from = { start: TEXT.indexOf("M. Aubin"), end: TEXT.indexOf("on s’entraide") };
  for (const unit of ["character", "word"]) {
    for (const edge of ["start", "end"]) {
      for (let position = 0; position <= TEXT.length; position += 1) {
        const made = dragged(TEXT, blocks, from, edge, position, unit);
        assert.ok(made.start < made.end);
        assert.equal(made[edge === "start" ? "end" : "start"], from[edge === "start" ? "end" : "start"]);
        assert.ok(made[edge] === from[edge] || cuts.has(made[edge]), `${edge} ${position} ${made[edge]}`);
        assert.ok(blocks.some((block) => block.start <= made[edge] && made[edge] <= block.end));
      }
    }
  }
  const said = (span) => TEXT.slice(span.start, span.end);
  assert.equal(said(dragged(TEXT, blocks, at("M. Aubin"), "end", TEXT.indexOf("va ?") + 1, "word")), "M. Aubin ! Ça va");
  assert.equal(said(dragged(TEXT, blocks, at("M. Aubin"), "end", TEXT.indexOf("va ?") + 1, "character")), "M. Aubin ! Ça v");
  assert.equal(said(dragged(TEXT, blocks, at("M. Aubin"), "start", TEXT.length, "character")), "n");
});

test("what was drawn before it was kept is found again under its id, and what was done to it meanwhile too", () => {
  const model = new Model(data());
  model.ask(1, new Map([["~a-1", { ...row(0, 5), start: 0, end: 5 }]]));
  model.ask(2, new Map([["~a-1", { ...row(0, 5, "ete"), start: 0, end: 5 }]]));
  assert.deepEqual(model.codings.map((one) => [one.id, one.code]), [["~a-1", "ete"], ["g1", "aide"]]);

  model.answered(1);
  model.changed({ ...none, items: { g9: row(0, 5) } });
  model.rename("~a-1", "g9");
  assert.deepEqual(model.codings.map((one) => [one.id, one.code, one.asked]), [["g9", "ete", true], ["g1", "aide", false]]);
});
