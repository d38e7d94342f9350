import assert from "node:assert/strict";
import { test } from "node:test";
import { beside, openable } from "../../toolkit/web/src/counts_cells.js";

const rows = ["-xx", "-.x", "---", "-x."].map((line) => [...line].map((sign) => ({ text: sign, opens: sign === "x" })));

test("arrows lead from a number to the next one that opens, over those that do not", () => {
  assert.deepEqual(openable(rows), [[0, 1], [0, 2], [1, 2], [3, 1]]);
  assert.deepEqual(beside(rows, [0, 1], "ArrowRight"), [0, 2]);
  assert.deepEqual(beside(rows, [0, 1], "ArrowDown"), [3, 1]);
  assert.deepEqual(beside(rows, [3, 1], "ArrowUp"), [0, 1]);
  assert.deepEqual(beside(rows, [0, 1], "End"), [0, 2]);
  assert.deepEqual(beside(rows, [0, 2], "Home"), [0, 1]);
});

test("at the edge, and for another key, nothing moves", () => {
  assert.equal(beside(rows, [0, 1], "ArrowUp"), null);
  assert.equal(beside(rows, [0, 1], "ArrowLeft"), null);
  assert.equal(beside(rows, [1, 2], "ArrowDown"), null);
  assert.equal(beside(rows, [0, 1], "x"), null);
  assert.equal(beside(rows, [0, 1], "toString"), null);
});
