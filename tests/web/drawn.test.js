import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { Offsets } from "../../toolkit/web/src/offsets.js";
import { pieces } from "../../toolkit/web/src/segments.js";

// Written by tests/web/golden.py: what Python finds on texts and spans drawn with the same dice.
const { alphabet, seed, cases, sha256 } = JSON.parse(readFileSync(new URL("./drawn.json", import.meta.url), "utf8"));

test("on 20,000 drawn texts, positions, passages and pieces are those of Python", () => {
  let thrown = seed;
  const dice = (n) => (thrown = (thrown * 48271) % 2147483647) % n;
  const told = createHash("sha256");
  for (let round = 0; round < cases; round += 1) {
    const text = Array.from({ length: dice(30) }, () => alphabet[dice(alphabet.length)]).join("");
    const offsets = new Offsets(text);
    const edges = [dice(offsets.length + 1), dice(offsets.length + 1)].sort((a, b) => a - b);
    const [start, end] = edges.map((position) => offsets.toUtf16(position));
    assert.deepEqual([offsets.fromUtf16(start), offsets.fromUtf16(end)], edges);
    const spans = Array.from({ length: dice(5) }, () => ({ start: dice(50) - 5, end: dice(50) - 5 }));

    const cut = pieces(offsets.length, spans).map((one) => `${one.start}-${one.end}:${one.covers.join(".")}`);
    told.update(`${start},${end},${text.slice(start, end)};${cut.join("|")}\0`);
  }
  assert.equal(told.digest("hex"), sha256);
});
