import assert from "node:assert/strict";
import { test } from "node:test";

import { pieces } from "../../toolkit/web/src/segments.js";

test("overlapping spans are cut where each starts and ends", () => {
  const made = pieces(10, [{ start: 2, end: 6 }, { start: 4, end: 8 }]);

  assert.deepEqual(made, [
    { start: 0, end: 2, covers: [] }, { start: 2, end: 4, covers: [0] }, { start: 4, end: 6, covers: [0, 1] },
    { start: 6, end: 8, covers: [1] }, { start: 8, end: 10, covers: [] },
  ]);
});

test("spans outside the text are clipped, empty ones cover nothing, an empty text has no piece", () => {
  assert.deepEqual(pieces(4, [{ start: -3, end: 2 }, { start: 3, end: 9 }]).map((piece) => piece.covers), [[0], [], [1]]);
  assert.deepEqual(pieces(4, [{ start: 2, end: 2 }]), [{ start: 0, end: 4, covers: [] }]);
  assert.deepEqual(pieces(0, [{ start: 0, end: 3 }]), []);
});

test("whatever the spans, pieces tile the text and each position has exactly the spans that cover it", () => {
  let seed = 7;
  const random = (n) => (seed = (seed * 48271) % 2147483647) % n;
  for (let round = 0; round < 300; round += 1) {
    const length = random(30);
    const spans = Array.from({ length: random(8) }, () => ({ start: random(40) - 5, end: random(40) - 5 }));

    const made = pieces(length, spans);

    assert.equal(made.reduce((sum, piece) => sum + piece.end - piece.start, 0), length);
    made.forEach((piece, i) => {
      assert.equal(piece.start, i ? made[i - 1].end : 0);
      const at = spans.flatMap((span, rank) => (span.start <= piece.start && piece.start < span.end ? [rank] : []));
      assert.deepEqual(piece.covers, at);
    });
  }
});
