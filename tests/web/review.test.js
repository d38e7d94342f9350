import assert from "node:assert/strict";
import { test } from "node:test";

import { keyAction } from "../../toolkit/web/src/keys.js";
import { answered, answerFile, isBlank, merged, readAnswers } from "../../toolkit/web/src/ops.js";
import { counts, filtered, minutesLeft, neighbour, nextUndone, progress } from "../../toolkit/web/src/store.js";

const item = (id, code) => ({ id, code });
const bundle = {
  bundle_id: "b1", source_sha256: "s1", reviewer: { id: "roux", name: "" }, codes: [{ id: "lien" }, { id: "argent" }, { id: "vide" }],
  items: [item("g1", "lien"), item("g2", "lien"), item("g3", "argent")],
};
const answer = (decision, at, comment = "") => ({ decision, comment, suggest: "", at });

test("an answer leaves the answers before it as they were", () => {
  const before = {};
  const after = answered(before, "g1", { decision: "agree" }, "2026-01-01T00:00:00.000Z");

  assert.deepEqual(before, {});
  assert.deepEqual(after.g1, answer("agree", "2026-01-01T00:00:00.000Z"));
});

test("the later answer wins, in whichever order two sets are merged", () => {
  const left = { g1: answer("agree", "2026-01-02"), g2: answer("discuss", "2026-01-01") };
  const right = { g1: answer("disagree", "2026-01-01"), g2: answer("agree", "2026-01-01"), g3: answer(null, "2026-01-03", "?") };

  assert.deepEqual(merged(left, right), merged(right, left));
  assert.equal(merged(left, right).g1.decision, "agree");
  assert.deepEqual(merged(merged(left, right), right), merged(left, right));
});

test("a file of answers is read back by the page that wrote it, and by no other", () => {
  const answers = { g1: answer("agree", "2026-01-01T00:00:00Z", "<b>=1+1</b>"), g2: answer(null, "2026-01-01T00:00:00Z") };
  const file = answerFile(bundle, answers, "2026-01-02T00:00:00Z");

  assert.deepEqual(Object.keys(file), ["format", "bundle_id", "source_sha256", "reviewer", "exported_at", "review"]);
  assert.deepEqual(readAnswers(JSON.parse(JSON.stringify(file)), bundle), answers);
  assert.throws(() => readAnswers(file, { ...bundle, bundle_id: "b2" }), /loadOther/);
  assert.throws(() => readAnswers(file, { ...bundle, source_sha256: "s2" }), /loadOther/);
  for (const wrong of [null, [], "x", {}, { ...file, format: "other/1" }, { ...file, review: { g1: { decision: "maybe", at: "" } } }]) {
    assert.throws(() => readAnswers(wrong, bundle), /loadNotAnswers/);
  }
});

test("an answer about an unknown passage is left out", () => {
  const file = { ...answerFile(bundle, {}, ""), review: { g9: answer("agree", "2026-01-01") } };

  assert.deepEqual(readAnswers(file, bundle), {});
});

test("blank answers are known as such", () => {
  assert.ok(isBlank(undefined));
  assert.ok(isBlank(answer(null, "", " \n")));
  assert.ok(!isBlank(answer(null, "", "tiens")));
});

test("progress counts verdicts, not comments", () => {
  const answers = { g1: answer("agree", "1"), g2: answer(null, "1", "à voir") };

  assert.deepEqual(progress(bundle, answers), { done: 1, total: 3, left: 2 });
  assert.equal(nextUndone(bundle, answers, "g3").id, "g2");
  assert.equal(nextUndone(bundle, { g1: answer("agree", "1"), g2: answer("agree", "1"), g3: answer("agree", "1") }, "g1"), null);
});

test("time left starts from what was planned and follows the pace; a coffee does not count", () => {
  assert.equal(minutesLeft(25, 48, []), 20);
  assert.ok(minutesLeft(20, 48, [10, 10, 10]) < 16);
  assert.equal(minutesLeft(10, 48, [3600]), minutesLeft(10, 48, [180]));
  assert.equal(minutesLeft(0, 48, []), 0);
});

test("next and previous stay among what the filter shows", () => {
  const shown = filtered(bundle, { g1: answer("agree", "1") }, { code: "", standing: "none" });

  assert.deepEqual(shown.map((one) => one.id), ["g2", "g3"]);
  assert.equal(neighbour(shown, bundle, "g1", 1).id, "g2");
  assert.equal(neighbour(shown, bundle, "g2", -1), null);
  assert.equal(neighbour(bundle.items, bundle, "g2", -1).id, "g1");
});

test("the summary counts every passage once, by code and verdict", () => {
  const { all, rows } = counts(bundle, { g1: answer("agree", "1"), g3: answer("disagree", "1") });

  assert.deepEqual(rows.map((row) => [row.code.id, row.total]), [["lien", 2], ["argent", 1]]);
  assert.deepEqual(all, { agree: 1, discuss: 0, disagree: 1, none: 1, total: 3 });
});

test("digits go by their place, so that AZERTY needs no Shift", () => {
  const press = (key, code, more = {}) => keyAction({ key, code, ctrlKey: false, metaKey: false, altKey: false, target: {}, ...more }, true);

  assert.equal(press("&", "Digit1"), "agree");
  assert.equal(press('"', "Digit3"), "disagree");
  assert.equal(press("2", "Numpad2"), "discuss");
  assert.equal(press("J", "KeyJ"), "next");
  assert.equal(press("j", "KeyJ", { ctrlKey: true }), null);
  assert.equal(press("1", "Digit1", { target: { tagName: "TEXTAREA" } }), null);
  assert.equal(press("Escape", "Escape", { target: { tagName: "INPUT", type: "text" } }), "leave");
  assert.equal(keyAction({ key: "j", code: "KeyJ", ctrlKey: false, metaKey: false, altKey: false, target: {} }, false), null);
});
