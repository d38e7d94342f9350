/**
 * The tree of codes: rows of which only those that are seen exist, however many there are; chosen, opened, dragged.
 *
 * @typedef {import("./i18n/codebook.js").CodebookSentences} Sentences
 * @typedef {import("./codebook_store.js").Book} Book
 * @typedef {import("./codebook_store.js").Row} Row
 */
import { h, swatch } from "./dom.js";
import { scrollFor, windowOf } from "./names_store.js";

/** Height of a row, the same in codebook_widget.css. */
const ROW = 34;
const DEEPEST = 12;

/**
 * @param {Sentences} t
 * @param {string} unique  to make ids of
 * @param {{choose: (id: string, how: "alone" | "more" | "to") => void, toggle: (id: string) => void, search: (text: string) => void, rename: () => void,
 *   drop: (ids: string[], parent: string | null) => void, may: (ids: string[], parent: string | null) => boolean, readonly: boolean}} act
 */
export function codebookTree(t, unique, act) {
  const search = h("input", { type: "search", id: `${unique}-search`, placeholder: t.searchHint, autocomplete: "off", spellcheck: "false", "aria-keyshortcuts": "/" });
  search.addEventListener("input", () => act.search(search.value));
  const shown = h("p", { class: "shown" });
  const none = h("p", { class: "none", hidden: true });
  const rows = h("div", { class: "rows", role: "presentation" });
  const tree = h("div", { class: "tree", role: "tree", tabindex: "0", "aria-label": t.tree, "aria-multiselectable": "true" }, rows);
  const top = h("p", { class: "top", hidden: true }, t.dropTop);
  const element = h("div", { class: "codes" }, h("div", { class: "filters" }, h("label", { class: "hidden", for: search.id }, t.search), search, shown), none, top, tree);
  const drawn = {
    book: /** @type {Book | null} */ (null), list: /** @type {Row[]} */ ([]), current: "", chosen: /** @type {ReadonlySet<string>} */ (new Set()),
    cut: /** @type {ReadonlySet<string>} */ (new Set()), remarks: /** @type {ReadonlyMap<string, number>} */ (new Map()),
  };
  let dragged = /** @type {string[]} */ ([]);
  const height = () => tree.clientHeight || 400;

  /** @param {Row} row @param {number} rank */
  function made(row, rank) {
    const book = /** @type {Book} */ (drawn.book);
    const code = /** @type {import("./codebook_store.js").Code} */ (book.codes.get(row.id));
    const [passages, people, old] = book.count(row.id);
    const remarks = drawn.remarks.get(row.id) ?? 0;
    const element = h("div", {
      class: ["row", row.id === drawn.current && "current", drawn.cut.has(row.id) && "cut"].filter(Boolean).join(" "), role: "treeitem", id: `${unique}-row-${row.id}`,
      "data-id": row.id, "aria-level": String(row.depth), "aria-posinset": String(row.rank), "aria-setsize": String(row.size),
      "aria-expanded": row.children ? String(row.open) : null, "aria-selected": String(drawn.chosen.has(row.id)),
      draggable: act.readonly ? null : "true", title: code.label.length > 24 ? code.label : null,
    },
    h("span", { class: "twist", "data-twist": row.children ? "1" : null, "aria-hidden": "true" }, row.children ? (row.open ? "▾" : "▸") : ""),
    swatch(book.color(row.id)), h("span", { class: "label" }, code.label),
    h("span", { class: "hidden" }, ["", t.passages(passages), passages ? t.people(people) : "", old ? t.older(old) : "", drawn.cut.has(row.id) ? t.beingMoved : ""].filter((one, rank) => one || !rank).join(", ")),
    old ? h("span", { class: "old", title: t.older(old), "aria-hidden": "true" }, t.olderShort(old)) : null,
    remarks ? h("span", { class: "remark", title: t.remarks(remarks), "aria-hidden": "true" }, "!") : null,
    h("span", { class: "times", title: passages ? `${t.passages(passages)}, ${t.people(people)}` : null, "aria-hidden": "true" }, passages ? `${passages} · ${people}` : "–"));
    element.style.top = `${rank * ROW}px`;
    element.style.setProperty("--depth", String(Math.min(row.depth, DEEPEST) - 1));
    return element;
  }

  function draw() {
    if (!drawn.book) return;
    const [first, last] = windowOf(drawn.list.length, tree.scrollTop, height(), ROW);
    rows.style.height = `${drawn.list.length * ROW}px`;
    const seen = drawn.list.slice(first, last).map((row, rank) => ({ row, rank: first + rank }));
    if (dragged.length) {
      // Taking away the row that is being dragged would end the drag: rows are only added until it ends.
      const there = new Set([...rows.children].map((one) => /** @type {HTMLElement} */ (one).dataset.id));
      rows.append(...seen.filter(({ row }) => !there.has(row.id)).map(({ row, rank }) => made(row, rank)));
      return;
    }
    rows.replaceChildren(...seen.map(({ row, rank }) => made(row, rank)));
    if (seen.some(({ row }) => row.id === drawn.current)) tree.setAttribute("aria-activedescendant", `${unique}-row-${drawn.current}`);
    else tree.removeAttribute("aria-activedescendant");
  }

  const idAt = (/** @type {Event} */ event) => /** @type {HTMLElement | null} */ (/** @type {HTMLElement} */ (event.target).closest("[data-id]"))?.dataset.id ?? "";
  tree.addEventListener("scroll", () => requestAnimationFrame(draw));
  tree.addEventListener("click", (event) => {
    const id = idAt(event);
    if (!id) return;
    if (/** @type {HTMLElement} */ (event.target).closest("[data-twist]")) act.toggle(id);
    else act.choose(id, event.shiftKey ? "to" : event.ctrlKey || event.metaKey ? "more" : "alone");
  });
  tree.addEventListener("dblclick", (event) => {
    if (idAt(event) && !/** @type {HTMLElement} */ (event.target).closest("[data-twist]")) act.rename();
  });
  tree.addEventListener("dragstart", (event) => {
    const id = idAt(event);
    if (!id) return;
    dragged = drawn.chosen.has(id) ? [...drawn.chosen] : [id];
    event.dataTransfer?.setData("text/plain", dragged.length === 1 ? drawn.book?.codes.get(id)?.label ?? id : String(dragged.length));
    if (event.dataTransfer) event.dataTransfer.effectAllowed = "move";
    // Drawn after the browser took its picture of the row: a change of layout now would end the drag.
    requestAnimationFrame(() => (top.hidden = false));
  });
  const over = (/** @type {DragEvent} */ event, /** @type {string | null} */ parent, /** @type {HTMLElement} */ mark) => {
    if (!dragged.length || !act.may(dragged, parent)) return;
    event.preventDefault();
    for (const one of element.querySelectorAll(".over")) if (one !== mark) one.classList.remove("over");
    mark.classList.add("over");
  };
  const drop = (/** @type {DragEvent} */ event, /** @type {string | null} */ parent) => {
    event.preventDefault();
    const ids = dragged;
    end();
    if (ids.length && act.may(ids, parent)) act.drop(ids, parent);
  };
  function end() {
    if (!dragged.length) return;
    dragged = [];
    top.hidden = true;
    draw();
    for (const one of element.querySelectorAll(".over")) one.classList.remove("over");
  }
  tree.addEventListener("dragover", (event) => {
    const row = /** @type {HTMLElement | null} */ (/** @type {HTMLElement} */ (event.target).closest("[data-id]"));
    if (row?.dataset.id) over(event, row.dataset.id, row);
  });
  tree.addEventListener("drop", (event) => idAt(event) && drop(event, idAt(event)));
  top.addEventListener("dragover", (event) => over(event, null, top));
  top.addEventListener("drop", (event) => drop(event, null));
  tree.addEventListener("dragend", end);

  return {
    element,
    tree,
    search,
    page: () => Math.max(1, Math.floor(height() / ROW) - 1),
    /**
     * @param {Book} book @param {Row[]} list
     * @param {{current: string, chosen: ReadonlySet<string>, cut: ReadonlySet<string>, remarks: ReadonlyMap<string, number>}} state
     * @param {boolean} follow  keep the current row in sight
     */
    update(book, list, state, follow) {
      Object.assign(drawn, { book, list, ...state });
      shown.textContent = search.value.trim() ? t.shownOf(list.length, book.codes.size) : "";
      none.hidden = list.length > 0;
      none.textContent = book.codes.size ? t.nothingFound : t.empty;
      tree.hidden = !list.length;
      rows.style.height = `${list.length * ROW}px`;
      const rank = list.findIndex((row) => row.id === state.current);
      if (follow && rank >= 0) tree.scrollTop = scrollFor(rank, tree.scrollTop, height(), ROW);
      draw();
    },
  };
}
