/**
 * The list of forms: search, filters, and rows of which only those that are seen exist, however many there are.
 *
 * @typedef {import("./i18n/names.js").NamesSentences} Sentences
 * @typedef {import("./names_store.js").NamesStore} NamesStore
 * @typedef {import("./names_store.js").Line} Line
 * @typedef {import("./names_store.js").Filter} Filter
 */
import { h, icon } from "./dom.js";
import { bond, DECISIONS, scrollFor, TYPES, windowOf } from "./names_store.js";

/** Height of a row, the same in names_widget.css. */
const ROW = 50;
const ICONS = /** @type {const} */ ({ undecided: "none", accepted: "agree", "as typed": "typed", rejected: "disagree" });

/** @param {import("./names_store.js").Decision} decision */
export const stateIcon = (decision) => icon(ICONS[decision]);

/**
 * @param {Sentences} t
 * @param {string} unique  to make ids of
 * @param {{filter: (filter: Filter) => void, choose: (id: string) => void, all: () => void, readonly: boolean}} act
 */
export function namesList(t, unique, act) {
  const search = h("input", { type: "search", id: `${unique}-search`, placeholder: t.searchHint, autocomplete: "off", spellcheck: "false", "aria-keyshortcuts": "/" });
  const type = h("select", { id: `${unique}-type` }, h("option", { value: "" }, t.allTypes), ...TYPES.map((name, rank) => h("option", { value: name }, t.types[rank])));
  const state = h("select", { id: `${unique}-state` }, h("option", { value: "" }, t.allStates), h("option", { value: "decided" }, t.decided),
    ...DECISIONS.map((name) => h("option", { value: name }, t.states[name])));
  const filter = () => act.filter({ search: search.value, type: type.value, state: state.value });
  for (const field of [search, type, state]) field.addEventListener("input", filter);
  const count = h("p", { class: "shown" });
  const wipe = h("button", { type: "button", class: "link", onclick: () => clear() }, t.clearFilters);
  const all = h("button", { type: "button", class: "link all", onclick: act.all, "aria-keyshortcuts": "Shift+A" });
  const none = h("p", { class: "none", hidden: true });
  const rows = h("div", { class: "rows" });
  const list = h("div", { class: "forms", role: "listbox", tabindex: "0", "aria-label": t.list }, rows);
  const element = h("div", { class: "side" },
    h("div", { class: "filters" }, h("label", { class: "hidden", for: search.id }, t.search), search,
      h("label", { class: "hidden", for: type.id }, t.type), type, h("label", { class: "hidden", for: state.id }, t.state), state),
    h("div", { class: "found" }, count, wipe, all), none, list);

  let drawn = { store: /** @type {NamesStore | null} */ (null), shown: /** @type {string[]} */ ([]), current: "" };
  const height = () => list.clientHeight || 400;

  /** @param {Line} line @param {number} rank */
  function row(line, rank) {
    const { store, shown, current } = drawn;
    const kept = /** @type {NamesStore} */ (store);
    const names = ["form", line.decision.replace(" ", "-"), kept.isAsked(line.id) && "asked", bond(kept, shown, rank)].filter(Boolean);
    const becomes = line.decision === "rejected" ? line.reason || t.states.rejected : line.replacement;
    const element = h("div", {
      class: names.join(" "), role: "option", id: `${unique}-${line.id}`, "data-id": line.id, "aria-selected": line.id === current ? "true" : "false",
      "aria-posinset": String(rank + 1), "aria-setsize": String(shown.length),
    },
    stateIcon(line.decision), h("span", { class: "said" }, line.form), h("span", { class: "hidden" }, `, ${t.states[line.decision]}, `),
    h("span", { class: "times" }, t.count(line.count)),
    h("span", { class: "becomes" }, t.types[line.type], line.decision === "rejected" ? " : " : " → ", becomes));
    element.style.top = `${rank * ROW}px`;
    return element;
  }

  function draw() {
    const { store, shown, current } = drawn;
    if (!store) return;
    const [first, last] = windowOf(shown.length, list.scrollTop, height(), ROW);
    const made = [];
    for (let rank = first; rank < last; rank += 1) made.push(row(/** @type {Line} */ (store.line(shown[rank])), rank));
    rows.style.height = `${shown.length * ROW}px`;
    rows.replaceChildren(...made);
    const seen = made.some((element) => element.dataset.id === current);
    if (seen) list.setAttribute("aria-activedescendant", `${unique}-${current}`);
    else list.removeAttribute("aria-activedescendant");
  }

  function clear() {
    search.value = type.value = state.value = "";
    filter();
  }

  list.addEventListener("scroll", () => requestAnimationFrame(draw));
  list.addEventListener("click", (event) => {
    const id = /** @type {HTMLElement | null} */ (/** @type {HTMLElement} */ (event.target).closest("[data-id]"))?.dataset.id;
    if (id) act.choose(id);
  });

  return {
    element,
    list,
    search,
    clear,
    /** How many rows are seen at once. */
    page: () => Math.max(1, Math.floor(height() / ROW) - 1),
    /** @param {NamesStore} store @param {string[]} shown @param {string} current @param {boolean} follow  keep the current row in sight */
    update(store, shown, current, follow) {
      drawn = { store, shown, current };
      const waiting = shown.filter((id) => store.line(id)?.decision === "undecided").length;
      count.textContent = t.shown(shown.length, store.total);
      wipe.hidden = shown.length === store.total;
      all.hidden = act.readonly || !waiting;
      all.textContent = t.acceptAll(waiting);
      none.hidden = shown.length > 0;
      none.textContent = store.total ? t.nothingShown : t.empty;
      list.hidden = !shown.length;
      rows.style.height = `${shown.length * ROW}px`;
      const rank = shown.indexOf(current);
      if (follow && rank >= 0) list.scrollTop = scrollFor(rank, list.scrollTop, height(), ROW);
      draw();
    },
  };
}
