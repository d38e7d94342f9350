/**
 * The passages whose words change, each with what was and what would be, and the buttons that decide.
 *
 * @typedef {[string, string, string, number | null]} Excerpt  before, words, after, turn
 * @typedef {{key: string, id: string, kind: string, why: string, code: string, coder: string, start: number, end: number,
 *   decision: string, choices: string[], reviews: number, quotes: number, old: Excerpt, new: Excerpt}} Item
 * @typedef {import("./i18n/editor.js").EditorSentences} Sentences
 */
import { h, swatch } from "./dom.js";

/**
 * @param {Sentences} t
 * @param {{decide: (key: string, decision: string) => void, go: (item: Item) => void, readonly: boolean,
 *   label: (code: string) => {label: string, color: string}}} does
 */
export function reviewList(t, does) {
  const list = h("ul", { class: "cards" });
  const element = h("section", { class: "review", "aria-label": t.review }, h("h3", {}, t.review), list);
  const heading = /** @type {HTMLElement} */ (element.querySelector("h3"));
  let current = "";
  /** @type {Map<string, string>} */
  let drawnAs = new Map();

  /** @param {readonly Item[]} items @param {string} empty */
  function update(items, empty) {
    heading.textContent = items.length ? `${t.review} (${items.length})` : t.review;
    /** @type {Map<string, HTMLElement>} */
    const had = new Map([...list.children].map((card) => [/** @type {HTMLElement} */ (card).dataset.key ?? "", /** @type {HTMLElement} */ (card)]));
    const focused = list.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement) : null;
    const [key, decision] = [focused?.closest("li")?.dataset.key, focused?.dataset.decision];
    const keys = new Map();
    const cards = items.map((item) => {
      const as = JSON.stringify(item);
      keys.set(item.key, as);
      const known = had.get(item.key);
      return known && drawnAs.get(item.key) === as ? known : card(item);
    });
    drawnAs = keys;
    list.replaceChildren(...(cards.length || !empty ? cards : [h("li", { class: "none" }, empty)]));
    if (focused && key) {
      // Even a card that stays loses the focus when it is put back.
      const again = find(key);
      const same = focused.isConnected ? focused : /** @type {HTMLElement | null | undefined} */ (again?.querySelector(`[data-decision="${decision}"]`) ?? again);
      same?.focus({ preventScroll: true });
    }
    if (!keys.has(current)) current = items[0]?.key ?? "";
    mark();
  }

  /** @param {Item} item */
  function card(item) {
    const { label, color } = does.label(item.code);
    const buttons = item.choices.map((choice) => button(item, choice, /** @type {Record<string, any>} */ (t)[choice]));
    if (item.kind === "coding") buttons.push(button(item, "here", t.here));
    const made = h("li", { class: "card", "data-key": item.key, "data-state": item.decision, tabindex: "-1" },
      h("p", { class: "what" }, item.kind === "quote" ? h("strong", {}, t.extract) : h("strong", {}, swatch(color), label),
        h("span", {}, item.coder), h("span", { class: "why" }, item.why), h("span", { class: "stands" }, t.stands[item.decision] ?? "")),
      excerpt(t.before, item.old, t), excerpt(t.after, item.new, t),
      item.decision === "drop" && (item.reviews || item.quotes) ? h("p", { class: "hanging" }, t.hanging(item.reviews, item.quotes)) : null,
      does.readonly ? null : h("div", { class: "choices" }, ...buttons));
    made.addEventListener("focusin", () => go(item));
    made.addEventListener("click", () => go(item));
    return made;
  }

  /** @param {Item} item @param {string} choice @param {string} words */
  function button(item, choice, words) {
    const pressed = choice === item.decision || (choice === "here" && item.decision === "place");
    return h("button", {
      type: "button", class: pressed ? "quiet pressed" : "quiet", "data-decision": choice, "aria-pressed": String(pressed),
      onclick: () => does.decide(item.key, choice),
    }, words);
  }

  /** @param {Item} item */
  function go(item) {
    if (current !== item.key) {
      current = item.key;
      mark();
    }
    does.go(item);
  }

  function mark() {
    for (const one of list.querySelectorAll("li.card")) one.toggleAttribute("data-current", /** @type {HTMLElement} */ (one).dataset.key === current);
  }

  /** @param {string} key @returns {HTMLElement | null} */
  const find = (key) => [.../** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll("li.card"))].find((one) => one.dataset.key === key) ?? null;

  return {
    element,
    update,
    get current() {
      return current;
    },
    /** Move by one card. @param {1 | -1} step */
    move(step) {
      const cards = [.../** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll("li.card"))];
      const rank = cards.findIndex((one) => one.dataset.key === current);
      cards[Math.min(cards.length - 1, Math.max(0, rank + step))]?.focus();
    },
  };
}

/** @param {string} name @param {Excerpt} shown @param {Sentences} t */
function excerpt(name, [before, words, after, turn], t) {
  return h("p", { class: "excerpt" }, h("span", { class: "name" }, turn === null ? name : `${name}, ${t.turn(turn)}`),
    h("span", { class: "words" }, lastWords(before), h("mark", {}, words), firstWords(after)));
}

/** What comes just before, whole words. @param {string} text */
const lastWords = (text) => (text.length > 40 ? `… ${text.slice(-40).replace(/^\S*\s+/, "")}` : text);

/** What comes just after, whole words. @param {string} text */
const firstWords = (text) => (text.length > 40 ? `${text.slice(0, 40).replace(/\s+\S*$/, "")} …` : text);
