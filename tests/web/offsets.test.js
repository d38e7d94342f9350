import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { Offsets } from "../../toolkit/web/src/offsets.js";

// Written by Python (toolkit.model.Offsets); tests/web/test_web_golden.py fails when the two no longer agree.
const { cases } = JSON.parse(readFileSync(new URL("./offsets.json", import.meta.url), "utf8"));

test("positions are those that Python gives", () => {
  assert.ok(cases.length >= 8);
  for (const { text, utf16 } of cases) {
    const offsets = new Offsets(text);

    assert.equal(offsets.length, utf16.length - 1, JSON.stringify(text));
    utf16.forEach((unit, position) => {
      assert.equal(offsets.toUtf16(position), unit);
      assert.equal(offsets.fromUtf16(unit), position);
    });
  }
});

test("a quote cut by converted positions is the one that Python cuts", () => {
  for (const { text, quotes } of cases) {
    const offsets = new Offsets(text);
    for (const [start, end, quote] of quotes) {
      assert.equal(text.slice(offsets.toUtf16(start), offsets.toUtf16(end)), quote);
    }
  }
});

test("a position inside a character or outside the text is refused", () => {
  const offsets = new Offsets("a😀b");

  assert.throws(() => offsets.fromUtf16(2), /inside a character/);
  assert.throws(() => offsets.toUtf16(4), /outside/);
  assert.throws(() => offsets.toUtf16(-1), /outside/);
  assert.throws(() => offsets.toUtf16(1.5), /outside/);
});
