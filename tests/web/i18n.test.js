import assert from "node:assert/strict";
import { test } from "node:test";

import { en } from "../../toolkit/web/src/i18n/en.js";
import { fr } from "../../toolkit/web/src/i18n/fr.js";
import { sentences, spoken, typeset } from "../../toolkit/web/src/i18n/index.js";
import * as codebook from "../../toolkit/web/src/i18n/codebook.js";
import * as editor from "../../toolkit/web/src/i18n/editor.js";
import * as highlighter from "../../toolkit/web/src/i18n/highlighter.js";
import * as names from "../../toolkit/web/src/i18n/names.js";
import * as shell from "../../toolkit/web/src/i18n/shell.js";

const LANGUAGES = [{ en, fr }, codebook, editor, highlighter, names, shell];

/** Every sentence of a language, functions called with 1 and 7 and words. */
function said(language, path = "") {
  return Object.entries(language).flatMap(([key, value]) => {
    const name = `${path}${key}`;
    if (typeof value === "function") return [[name, value(1, 7, 3)], [name, value("Léa", 2, 7)]];
    return typeof value === "string" ? [[name, value]] : said(value, `${name}.`);
  });
}

test("every sentence is said in both languages", () => {
  for (const { en: english, fr: french } of LANGUAGES) {
    assert.deepEqual(said(french).map(([key]) => key).sort(), said(english).map(([key]) => key).sort());
    for (const [key, text] of [...said(french), ...said(english)]) assert.ok(text && !/undefined|NaN|\[object/.test(text), `${key}: ${text}`);
  }
});

test("French is typeset: no-break spaces, typographic apostrophes", () => {
  for (const [key, text] of LANGUAGES.flatMap(({ en: english, fr: french }) => said(spoken("fr", english, french)))) {
    assert.ok(!/ [;:!?%»]|« /.test(text), `${key}: ${text}`);
    assert.ok(!/\w'\w/.test(text), `${key}: ${text}`);
  }
  assert.equal(typeset("« a » : b ?"), "«\u00a0a\u00a0»\u00a0: b\u00a0?");
});

test("any language but English is French", () => {
  assert.equal(sentences("en-GB").agree, "Agree");
  assert.equal(sentences("fr").agree, "D’accord");
  assert.equal(sentences(undefined).agree, "D’accord");
});
