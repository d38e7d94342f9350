/**
 * What is asked of a code and of the book: extracts, versions side by side, what to look at again.
 *
 * @typedef {import("./i18n/codebook.js").CodebookSentences} Sentences
 * @typedef {{id: string, place: string, quote: string, before: string, after: string, coder: string, state: string, version: number, outdated: boolean}} Item
 * @typedef {{code: string, which: string, offset: number, total: number, items: Item[]}} Extracts
 * @typedef {{at: string, coder: string, verb: string, version: number | null, changed: [string, string, string][], gone: boolean, erased: boolean}} Version
 * @typedef {[string, string, string, string[], number]} Lint
 */
import { compared } from "./codebook_store.js";
import { h } from "./dom.js";

/** A passage with a little around it. @param {Item} one @param {Sentences} t @param {...(Node | null)} more */
export const extract = (one, t, ...more) => h("li", { class: "extract", "data-id": one.id },
  h("p", { class: "cite" }, [one.place, one.coder, one.state === "proposed" ? t.proposed : ""].filter(Boolean).join(" · "), one.outdated ? h("span", { class: "old" }, t.version(one.version)) : null),
  h("p", { class: "words", lang: "fr" }, h("span", { class: "around" }, `…${one.before}`), h("mark", {}, one.quote), h("span", { class: "around" }, `${one.after}…`)), ...more);

/**
 * @param {Sentences} t
 * @param {{fetch: (which: string, offset: number) => void, confirm: (ids: string[]) => void, example: (text: string) => void, readonly: boolean}} act
 */
export function extractsPage(t, act) {
  const list = h("ul", { class: "extracts" });
  const which = h("div", { class: "chips", role: "group", "aria-label": t.whichExtracts });
  const more = h("button", { type: "button", class: "link" });
  const all = h("button", { type: "button", class: "primary small" });
  const empty = h("p", { class: "none" });
  const element = h("div", { class: "page" }, which, all, empty, list, more);
  return {
    element,
    /** @param {Extracts} given @param {number} old  passages of an older definition */
    update(given, old) {
      const chip = (/** @type {string} */ name, /** @type {string} */ words) => h("button", { type: "button", class: "chip", "aria-pressed": String(given.which === name), onclick: () => act.fetch(name, 0) }, words);
      which.replaceChildren(chip("all", t.allExtracts), chip("telling", t.tellingExtracts), ...(old || given.which === "older" ? [chip("older", t.older(old))] : []));
      const rows = given.items.map((one) => extract(one, t, act.readonly ? null : h("p", { class: "act" },
        one.outdated ? h("button", { type: "button", class: "link", onclick: () => act.confirm([one.id]) }, t.confirmOne) : null,
        h("button", { type: "button", class: "link", onclick: () => act.example(`« ${one.quote.replace(/\s+/g, " ").trim()} » (${one.place})`) }, t.asExample))));
      if (given.offset) list.append(...rows);
      else list.replaceChildren(...rows);
      empty.hidden = given.total > 0;
      empty.textContent = given.which === "older" ? t.noOlder : t.noExtract;
      const left = given.total - given.offset - given.items.length;
      more.hidden = left <= 0;
      more.textContent = t.more(left);
      more.onclick = () => act.fetch(given.which, given.offset + given.items.length);
      const ids = [...list.querySelectorAll("li")].map((one) => one.dataset.id ?? "");
      all.hidden = act.readonly || given.which !== "older" || !ids.length;
      all.textContent = t.confirmAll(ids.length);
      all.onclick = () => act.confirm(ids);
      element.dataset.which = given.which;
      element.dataset.shown = String(ids.length);
    },
  };
}

/** @param {Sentences} t @param {string} lang */
export function versionsPage(t, lang) {
  const list = h("ol", { class: "versions" });
  const empty = h("p", { class: "none", hidden: true }, t.noVersion);
  const element = h("div", { class: "page" }, empty, list);
  const shown = (/** @type {string} */ at) => (at ? new Intl.DateTimeFormat(lang, { dateStyle: "long", timeStyle: "short" }).format(new Date(at)) : "");
  const parts = (/** @type {[string, boolean][]} */ pieces, /** @type {"del" | "ins"} */ tag) => pieces.map(([words, changed]) => (changed && words.trim() ? h(tag, {}, words) : words));

  /** @param {[string, string, string]} change @param {boolean} first */
  function changeRow([field, before, after], first) {
    if (first || !before) return h("div", { class: "change" }, h("h4", {}, field), h("p", { class: "after" }, ...(first ? [after] : [h("ins", {}, after)])));
    const { before: left, after: right } = compared(before, after);
    return h("div", { class: "change two" }, h("h4", {}, field),
      h("p", { class: "before" }, h("span", { class: "hidden" }, t.wasSaid), ...parts(left, "del")),
      h("p", { class: "after" }, h("span", { class: "hidden" }, t.isSaid), ...(after ? parts(right, "ins") : [h("em", {}, t.nothing)])));
  }

  return {
    element,
    /** @param {Version[]} versions  the first one first */
    update(versions) {
      empty.hidden = versions.length > 0;
      list.replaceChildren(...versions.map((one, rank) => h("li", { class: "version" },
        h("p", { class: "cite" }, h("strong", {}, one.version === null ? "" : t.version(one.version)), ` ${[one.verb, one.coder, shown(one.at)].filter(Boolean).join(" · ")}`),
        one.gone ? h("p", { class: "change" }, t.wasDeleted) : null, one.erased ? h("p", { class: "change" }, t.wasErased) : null,
        ...one.changed.map((change) => changeRow(change, rank === 0)))).reverse());
      element.dataset.versions = String(versions.length);
    },
  };
}

/** @param {Sentences} t @param {(id: string) => void} go */
export function lintsPage(t, go) {
  const list = h("ul", { class: "lints" });
  const summary = h("p", { class: "told" });
  const element = h("div", { class: "page" }, h("p", { class: "told" }, t.lintsTold), summary, list);
  const MOST = 200;
  return {
    element,
    /** @param {Lint[]} lints @param {(id: string) => string} labelOf */
    update(lints, labelOf) {
      summary.textContent = t.remarks(lints.length) + (lints.length > MOST ? ` ${t.firstOnly(MOST)}` : "");
      /** @type {Map<string, Lint[]>} */
      const byCode = new Map();
      for (const lint of lints.slice(0, MOST)) byCode.set(lint[3][0], [...(byCode.get(lint[3][0]) ?? []), lint]);
      list.replaceChildren(...[...byCode].map(([id, held]) => h("li", {},
        h("button", { type: "button", class: "link", "data-id": id, onclick: () => go(id) }, labelOf(id)),
        h("ul", {}, ...held.map(([check, title, message, codes, passages]) => h("li", { "data-check": check },
          h("strong", {}, title), codes.length > 1 ? h("span", { class: "with" }, " ", ...codes.slice(1).map((other) => h("button", { type: "button", class: "link", onclick: () => go(other) }, labelOf(other)))) : null,
          passages ? h("span", { class: "n" }, ` · ${t.passages(passages)}`) : null, h("br"), message))))));
      element.dataset.lints = String(lints.length);
    },
  };
}
