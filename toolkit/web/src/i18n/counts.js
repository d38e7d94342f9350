/** The sentences of a counted table. English first; the same keys in French. */
import { spoken } from "./index.js";

/** @typedef {typeof en} CountsSentences */
export const en = {
  loading: "The table is on its way…",
  hint: "Open a number to read the extracts behind it: click, or arrows then Enter.",
  nothing: "No number here has an extract behind it.",
  open: (/** @type {string} */ n, /** @type {string} */ row, /** @type {string} */ column) => `${n}: read the extracts of “${row}”, ${column}`,
  heading: (/** @type {string} */ row, /** @type {string} */ column) => `${row} · ${column}`,
  count: (/** @type {number} */ n) => (n === 1 ? "1 extract" : `${n} extracts`),
  more: "More extracts",
  close: "Close",
};

/** @type {CountsSentences} */
export const fr = {
  loading: "Le tableau arrive…",
  hint: "Ouvrez un nombre pour lire les extraits qui le fondent : un clic, ou les flèches puis Entrée.",
  nothing: "Aucun nombre de ce tableau n’a d’extrait à lire.",
  open: (n, row, column) => `${n} : lire les extraits de « ${row} », ${column}`,
  heading: (row, column) => `${row} · ${column}`,
  count: (n) => (n < 2 ? `${n} extrait` : `${n} extraits`),
  more: "Voir plus d’extraits",
  close: "Fermer",
};

/** @param {unknown} lang */
export const countsSentences = (lang) => spoken(lang, en, fr);
