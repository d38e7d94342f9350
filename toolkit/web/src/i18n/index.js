/** The sentences of a component, in the language of its host. */
import { en } from "./en.js";
import { fr } from "./fr.js";

const NBSP = "\u00a0";

/**
 * The no-break spaces of French typography: inside « » and before ; : ! ? %.
 * @param {string} text
 */
export const typeset = (text) =>
  text.replace(/« /g, `«${NBSP}`).replace(/ »/g, `${NBSP}»`).replace(/ (?=[;:!?%](?!\w))/g, NBSP);

/**
 * The sentences in the language asked for, French unless it is English, dressed as its typography wants.
 * @template T
 * @param {unknown} lang
 * @param {T} english
 * @param {T} french
 * @returns {T}
 */
export function spoken(lang, english, french) {
  if (String(lang).toLowerCase().startsWith("en")) return english;
  /** @param {any} value @returns {any} */
  const dress = (value) => {
    if (typeof value === "string") return typeset(value);
    if (typeof value === "function") return (/** @type {any[]} */ ...given) => dress(value(...given));
    if (Array.isArray(value)) return value.map(dress);
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, dress(inner)]));
  };
  return dress(french);
}

/**
 * The sentences of the review page.
 * @param {unknown} lang
 * @returns {import("./en.js").Sentences}
 */
export const sentences = (lang) => spoken(lang, en, fr);
