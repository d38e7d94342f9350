/**
 * What is shown of the codings, and the search in the text.
 *
 * @typedef {import("./highlighter_model.js").Model} Model
 * @typedef {import("./highlighter_model.js").Filter} Filter
 * @typedef {import("./i18n/highlighter.js").HighlighterSentences} Sentences
 */
import { h } from "./dom.js";

/** @type {Filter} */
export const EVERYTHING = { code: "", speaker: "", coder: "", state: "" };

/** @param {Sentences} t @param {{filter: (filter: Filter) => void, search: (words: string) => void, hit: (way: 1 | -1) => void, step: (way: 1 | -1) => void}} does */
export function filterBar(t, does) {
  const select = (/** @type {string} */ label) => h("select", { "aria-label": label, onchange: () => does.filter(now()) });
  const fields = { code: select(t.byCode), speaker: select(t.bySpeaker), coder: select(t.byCoder), state: select(t.byState) };
  /** @type {Map<HTMLSelectElement, string>} */
  const held = new Map();
  const search = h("input", { type: "search", "aria-label": t.find, placeholder: t.find, autocomplete: "off", spellcheck: "false", oninput: () => does.search(search.value) });
  const hits = h("span", { class: "hits", "aria-live": "off" });
  const hidden = h("span", { class: "hiddennow" });
  const all = h("button", { type: "button", class: "link", hidden: true, onclick: () => clear() }, t.showAll);
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    does.hit(event.shiftKey ? -1 : 1);
  });
  const step = (/** @type {1 | -1} */ way) => h("button", { type: "button", class: "quiet small", "aria-label": way > 0 ? t.next : t.previous, "aria-keyshortcuts": way > 0 ? "n" : "p", onclick: () => does.step(way) }, way > 0 ? "▸" : "◂");
  const element = h("div", { class: "tools" }, h("div", { class: "finder" }, search, hits), h("div", { class: "filters", role: "group", "aria-label": t.filters }, fields.code, fields.speaker, fields.coder, fields.state),
    h("div", { class: "steps" }, hidden, all, step(-1), step(1)));

  /** @returns {Filter} */
  const now = () => ({ code: fields.code.value, speaker: fields.speaker.value, coder: fields.coder.value, state: fields.state.value });

  function clear() {
    for (const field of Object.values(fields)) field.value = "";
    does.filter(now());
  }

  /** @param {HTMLSelectElement} field @param {[string, string][]} options */
  function fill(field, options) {
    const text = JSON.stringify(options);
    if (held.get(field) === text) return;
    const value = field.value;
    field.replaceChildren(...options.map(([id, label]) => h("option", { value: id }, label)));
    field.value = options.some(([id]) => id === value) ? value : "";
    held.set(field, text);
  }

  return {
    element,
    search,
    /** Nothing is filtered nor searched any more, without a word. */
    reset() {
      for (const field of [...Object.values(fields), search]) field.value = "";
      hits.textContent = "";
    },
    /** @param {string} text */
    hits: (text) => {
      hits.textContent = text;
    },
    /** @param {Model} model @param {number} away  how many the filter hides */
    update(model, away) {
      const codes = new Set((model.codings ?? []).map((one) => one.code));
      const used = new Set([...codes].flatMap((code) => model.path(code)));
      const indent = (/** @type {number} */ depth) => "\u2003".repeat(depth);
      fill(fields.code, [["", t.all.code], ...(model.order ?? []).filter((row) => used.has(row.id)).map((row) => /** @type {[string, string]} */ ([row.id, indent(row.depth) + model.label(row.id)]))]);
      fill(fields.speaker, [["", t.all.speaker], ...model.speakers.map(([label], rank) => /** @type {[string, string]} */ ([String(rank), label]))]);
      const coders = [...new Set((model.codings ?? []).map((one) => one.coder))];
      fill(fields.coder, [["", t.all.coder], ...coders.map((id) => /** @type {[string, string]} */ ([id, model.coders[id] ?? id]))]);
      fields.coder.hidden = coders.length < 2;
      fill(fields.state, [["", t.all.state], ...Object.entries(t.filterStates)]);
      hidden.textContent = away ? t.hiddenNow(away) : "";
      all.hidden = !Object.values(now()).some(Boolean);
    },
  };
}
