import assert from "node:assert/strict";
import { test } from "node:test";

import { changedLines, drawn, sharedEnds, shifted, tidy, toPoints, toUnits } from "../../toolkit/web/src/editor_text.js";

const mark = (start, end, id = "g1") => ({ id, start, end, state: "ok" });

test("a mark outside of what is typed keeps its words, one inside is touched", () => {
  const before = "Oui. On s’entraid beaucoup. Voilà.";
  const after = before.replace("entraid", "entraide");

  const [yes, helped, end] = shifted([mark(0, 4), mark(5, 27), mark(28, 34)], before, after);

  assert.deepEqual([yes.touched, helped.touched, end.touched], [false, true, false]);
  assert.equal(after.slice(yes.start, yes.end), "Oui.");
  assert.equal(after.slice(helped.start, helped.end), "On s’entraide beaucoup.");
  assert.equal(after.slice(end.start, end.end), "Voilà.");
});

test("whatever is typed, places stay in the text and in order, and what is untouched keeps its words", () => {
  let seed = 7;
  const dice = (n) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
  for (let round = 0; round < 2000; round += 1) {
    const before = Array.from({ length: dice(40) }, () => "ab \n😀é"[dice(6)] ?? "a").join("");
    const [a, b] = [dice(before.length + 1), dice(before.length + 1)].sort((x, y) => x - y);
    const after = before.slice(0, a) + ["", "x", "ab", "\n"][dice(4)] + before.slice(b);
    const marks = Array.from({ length: 5 }, () => {
      const [start, end] = [dice(before.length + 1), dice(before.length + 1)].sort((x, y) => x - y);
      return { start, end };
    });
    shifted(marks, before, after).forEach((moved, n) => {
      assert.ok(0 <= moved.start && moved.start <= moved.end && moved.end <= after.length);
      if (!moved.touched) assert.equal(after.slice(moved.start, moved.end), before.slice(marks[n].start, marks[n].end));
    });
  }
});

test("both ends that texts share never overlap", () => {
  assert.deepEqual(sharedEnds("oui oui", "oui"), [3, 0]);
  assert.deepEqual(sharedEnds("abc", "axc"), [1, 1]);
  assert.deepEqual(sharedEnds("", "a"), [0, 0]);
});

test("lines put together are the text, and marks that overlap are all there", () => {
  const text = "E : 😀 oui\n\nP : non";

  const lines = drawn(text, [mark(4, 14, "a"), { ...mark(7, 18, "b"), state: "later" }]);

  assert.equal(lines.map((line) => line.runs.map((run) => run.text).join("")).join("\n"), text);
  assert.deepEqual(lines.map((line) => line.start), [0, 11, 12]);
  const covered = (id) => lines.flatMap((line) => line.runs).filter((run) => run.ids.includes(id)).map((run) => run.text).join("|");
  assert.equal(covered("a"), "😀 |oui|P ");
  assert.equal(covered("b"), "oui|P |: no");
  assert.equal(lines[0].runs.at(-1).state, "later");
});

test("only the lines that changed are drawn again", () => {
  assert.deepEqual(changedLines(["a", "b", "c"], ["a", "x", "y", "c"]), { from: 1, oldTo: 2, newTo: 3 });
  assert.deepEqual(changedLines(["a", "a"], ["a"]), { from: 1, oldTo: 2, newTo: 1 });
  assert.deepEqual(changedLines([], ["a"]), { from: 0, oldTo: 0, newTo: 1 });
  assert.deepEqual(changedLines(["a"], ["a"]), { from: 1, oldTo: 1, newTo: 1 });
});

test("places go to Python in code points and come back", () => {
  const text = "😀 oui 😀";

  assert.deepEqual(toPoints(text, 2, 7), [2, 5]);
  assert.deepEqual(toUnits(text, [mark(2, 5)]), [mark(3, 6)]);
  assert.equal(toPoints(text, 2, 3), null);
  assert.equal(toPoints(text, 1, 6), null);
});

test("a text is written in one way", () => {
  assert.equal(tidy("e\u0301te\u0301\r\nfin\r"), "été\nfin\n");
});
