import assert from "node:assert/strict";
import { test } from "node:test";

import { gestureOf } from "../../toolkit/web/src/names_keys.js";
import { bond, folded, linesOf, NamesStore, scrollFor, windowOf } from "../../toolkit/web/src/names_store.js";

const line = (id, form, person, decision = "undecided", type = 0) => [id, form, type, 3, 2, form === "Rose", decision, `[${id}]`, "", person];
const made = () => new NamesStore(linesOf({ lines: [
  line("f0", "Inès Œuvrard", "p0"), line("f1", "Inès", "p0", "accepted"), line("f2", "Rose", "p1"), line("f3", "Vaubrun", "n3", "rejected", 1),
] }));
const all = { search: "", type: "", state: "" };
const changes = (items, more = {}) => ({ items, undoable: 1, redoable: 0, left: [], ...more });

test("what is asked is drawn over what is kept, and goes when Python answers", () => {
  const store = made();
  store.ask(7, new Map([["f0", { decision: "accepted" }]]));
  store.ask(8, new Map([["f0", { decision: "rejected", reason: "mot ordinaire" }]]));
  assert.equal(store.line("f0").decision, "rejected");
  assert.equal(store.done, 2);

  store.answered(8);
  assert.equal(store.line("f0").decision, "accepted");
  store.answered(7);
  assert.equal(store.line("f0").decision, "undecided");
  assert.equal(store.isAsked("f0"), false);
});

test("what is kept is counted once, whatever it was before", () => {
  const store = made();
  store.apply(changes({ f0: ["accepted", "Maud", "", "p0"], f1: ["as typed", "Elsa", "", "p0"], f9: ["accepted", "", "", ""] }));

  assert.deepEqual([store.done, store.total, store.undecided], [3, 4, 1]);
  store.apply(changes({ f0: ["undecided", "Maud", "", "p0"] }, { undoable: 0, redoable: 1 }));
  assert.deepEqual([store.done, store.undoable, store.redoable], [2, 0, 1]);
});

test("a search knows neither accents nor capitals, and looks at replacements too", () => {
  const store = made();
  const found = (filter) => store.shown({ ...all, ...filter });

  assert.deepEqual(found({ search: " INES oeu" }), ["f0"]);
  assert.deepEqual(found({ search: "[f2" }), ["f2"]);
  assert.deepEqual(found({ state: "undecided" }), ["f0", "f2"]);
  assert.deepEqual(found({ state: "decided" }), ["f1", "f3"]);
  assert.deepEqual(found({ type: "PLACE" }), ["f3"]);
  assert.deepEqual(found({ type: "PLACE", search: "ines" }), []);
  assert.equal(folded("Œ’É"), "oe'e");
});

test("the next form to decide is after, then round again, and never the same", () => {
  const store = made();
  const shown = store.shown(all);

  assert.equal(store.nextUndecided(shown, "f0"), "f2");
  assert.equal(store.nextUndecided(shown, "f2"), "f0");
  assert.equal(store.nextUndecided(shown, "absent"), "f0");
  store.ask(1, new Map([["f2", { decision: "accepted" }]]));
  assert.equal(store.nextUndecided(shown, "f0"), null);
});

test("forms of one person are bound together, also once Python joined two people", () => {
  const store = made();
  const shown = store.shown(all);
  assert.deepEqual(shown.map((_, rank) => bond(store, shown, rank)), ["first", "last", "", ""]);
  assert.deepEqual(store.forms("f1"), ["f0", "f1"]);

  store.apply(changes({ f2: ["accepted", "Elsa", "", "p0"] }));

  assert.deepEqual(shown.map((_, rank) => bond(store, shown, rank)), ["first", "middle", "last", ""]);
  assert.deepEqual(store.forms("f2"), ["f0", "f1", "f2"]);
});

test("of 50,000 rows only those that are seen are drawn, and the chosen one is brought into sight", () => {
  assert.deepEqual(windowOf(50_000, 0, 400, 50), [0, 14]);
  assert.deepEqual(windowOf(50_000, 1_000_000, 400, 50), [19_994, 20_014]);
  assert.deepEqual(windowOf(3, 0, 400, 50), [0, 3]);
  assert.deepEqual(windowOf(0, 0, 400, 50), [0, 0]);
  assert.equal(scrollFor(0, 120, 400, 50), 0);
  assert.equal(scrollFor(5, 120, 400, 50), 120);
  assert.equal(scrollFor(20, 120, 400, 50), 650);
});

test("keys: letters by what is written on them, digits by their place, and none of them in a field", () => {
  const press = (key, code, more = {}) => gestureOf({ key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, target: {}, ...more });
  const field = { target: { tagName: "INPUT", type: "text" } };

  assert.deepEqual(press("&", "Digit1"), { act: "accept" });
  assert.deepEqual(press("1", "Digit1", { shiftKey: true }), { act: "accept" });
  assert.equal(press("!", "Digit1", { shiftKey: true }), null);
  assert.deepEqual(press("'", "Digit4"), { act: "reject", reason: 1 });
  assert.deepEqual(press("6", "Numpad6"), { act: "reject", reason: 3 });
  assert.deepEqual(press("a", "KeyQ"), { act: "accept" });
  assert.deepEqual(press("A", "KeyQ", { shiftKey: true }), { act: "all" });
  assert.deepEqual(press("A", "KeyQ"), { act: "accept" });
  assert.deepEqual(press("?", "KeyM", { shiftKey: true }), { act: "help" });
  assert.deepEqual(press("z", "KeyW", { ctrlKey: true }), { act: "undo" });
  assert.deepEqual(press("Z", "KeyW", { metaKey: true, shiftKey: true }), { act: "redo" });
  assert.equal(press("s", "KeyS", { ctrlKey: true }), null);
  assert.equal(press("toString", ""), null);
  assert.equal(press("a", "KeyQ", field), null);
  assert.equal(press("z", "KeyW", { ...field, ctrlKey: true }), null);
  assert.deepEqual(press("Escape", "Escape", field), { act: "leave" });
  assert.equal(press("a", "KeyQ", { isComposing: true }), null);
});
