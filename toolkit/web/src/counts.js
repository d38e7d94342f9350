/**
 * A counted table whose cells lead to their extracts: a component `(el, host)`, held by toolkit/counting/widget.py.
 *
 * @typedef {{text: string, opens: boolean}} Cell
 * @typedef {{caption: string, headings: string[], flush: boolean[], names: string[], rows: Cell[][], notes: string[]}} Counted
 * @typedef {{where: string, who: string, codes: string, words: string}} Extract
 * @typedef {{total: number, after: number, extracts: Extract[]}} Behind
 */
import { beside, openable } from "./counts_cells.js";
import { h } from "./dom.js";
import { countsSentences } from "./i18n/counts.js";
import { shell } from "./shell.js";
import { Line } from "./wire.js";

export const COUNTS_FORMAT = "carnet-counts/1";
let views = 0;

/**
 * @param {HTMLElement} el
 * @param {import("./wire.js").Host} host
 * @returns {() => void}  undoes everything
 */
export function counts(el, host) {
  const t = countsSentences(host.get("lang"));
  const unique = `carnet-counts-${(views += 1)}`;
  const frame = shell(el, host, "carnet-counts");
  const { root, body, say, tell, hush } = frame;
  /** @type {Counted} */
  let counted = { caption: "", headings: [], flush: [], names: [], rows: [], notes: [] };
  const state = { at: /** @type {[number, number] | null} */ (null), asked: 0, shown: 0 };

  const line = new Line(host, COUNTS_FORMAT, {
    snapshot: begin,
    applied: () => {},
    rejected: (why) => tell(`${why.reason} ${why.hint}`, "fault"),
    standing: (standing) => frame.stand(standing, 0),
  });

  // What is seen.

  const table = h("table", {});
  const notes = h("ul", { class: "notes" });
  const left = h("div", { class: "table", tabindex: "-1" }, h("p", { class: "opening" }, t.loading));
  const title = h("h2", { id: `${unique}-title`, tabindex: "-1" });
  const close = h("button", { type: "button", class: "link", onclick: () => shut(), "aria-keyshortcuts": "Escape" }, t.close);
  const list = h("ol", {});
  const more = h("button", { type: "button", class: "quiet", hidden: true, onclick: () => fetchMore() }, t.more);
  const panel = h("aside", { class: "extracts", hidden: true, "aria-labelledby": title.id }, h("header", {}, title, close), list, more);
  body.append(h("div", { class: "both" }, left, panel));

  /** @param {Counted} data */
  function begin(data) {
    counted = data;
    const opened = state.at;
    state.at = null;
    frame.holding(() => {
      draw();
      if (opened && counted.rows[opened[0]]?.[opened[1]]?.opens) show(opened[0], opened[1]);
      else panel.hidden = true;
    }, left);
    frame.ready();
  }

  function draw() {
    const first = openable(counted.rows)[0];
    const head = h("tr", {}, ...counted.headings.map((heading, j) => h("th", { scope: "col", class: counted.flush[j] ? "n" : null }, heading)));
    const rows = counted.rows.map((row, i) => h("tr", {}, ...row.map((cell, j) => {
      const inside = cell.opens ? button(i, j, cell, first) : cell.text;
      const kind = counted.flush[j] ? "n" : null;
      return j ? h("td", { class: kind }, inside) : h("th", { scope: "row" }, inside);
    })));
    table.replaceChildren(h("caption", {}, counted.caption), h("thead", {}, head), h("tbody", {}, ...rows));
    notes.replaceChildren(...counted.notes.map((note) => h("li", {}, note)));
    left.replaceChildren(table, h("p", { class: "hint" }, first ? t.hint : t.nothing), notes);
  }

  /** @param {number} i @param {number} j @param {Cell} cell @param {[number, number] | undefined} first */
  function button(i, j, cell, first) {
    const here = first && first[0] === i && first[1] === j;
    return h("button", {
      type: "button", class: "cell", tabindex: here ? "0" : "-1", "data-line": i, "data-column": j, "aria-pressed": "false",
      "aria-label": t.open(cell.text, counted.names[i], counted.headings[j]), onclick: () => show(i, j),
    }, cell.text);
  }

  /** @param {[number, number] | null} place */
  function cellAt(place) {
    return place && /** @type {HTMLElement | null} */ (table.querySelector(`[data-line="${place[0]}"][data-column="${place[1]}"]`));
  }

  // What is done.

  /** @param {number} i @param {number} j */
  function show(i, j) {
    cellAt(state.at)?.setAttribute("aria-pressed", "false");
    state.at = [i, j];
    roam(i, j, false);
    cellAt(state.at)?.setAttribute("aria-pressed", "true");
    state.shown = 0;
    list.replaceChildren();
    more.hidden = true;
    panel.hidden = false;
    title.textContent = j ? t.heading(counted.names[i], counted.headings[j]) : counted.names[i];
    panel.scrollTop = 0;
    void fetchMore();
  }

  async function fetchMore() {
    const at = state.at;
    if (!at) return;
    const asked = (state.asked += 1);
    let /** @type {Behind} */ behind;
    try {
      behind = await line.ask("quotes", { line: at[0], column: at[1], after: state.shown });
    } catch {
      return;
    }
    // Another cell was opened meanwhile.
    if (asked !== state.asked) return;
    hush();
    frame.holding(() => {
      list.append(...behind.extracts.map((one) => h("li", {},
        h("p", { class: "where" }, [one.where, one.who].filter(Boolean).join(" · ")),
        h("blockquote", {}, one.words),
        h("p", { class: "codes" }, one.codes))));
      state.shown = behind.after + behind.extracts.length;
      more.hidden = state.shown >= behind.total;
    }, title);
    // On a narrow screen they lie below the table.
    if (!behind.after) title.scrollIntoView({ block: matchMedia("(max-width: 760px)").matches ? "start" : "nearest" });
    panel.dataset.shown = String(state.shown);
    say(t.count(behind.total));
    title.dataset.total = t.count(behind.total);
  }

  function shut() {
    const cell = cellAt(state.at);
    cell?.setAttribute("aria-pressed", "false");
    state.at = null;
    state.asked += 1;
    panel.hidden = true;
    list.replaceChildren();
    (cell ?? root).focus({ preventScroll: true });
  }

  /** @param {number} i @param {number} j @param {boolean} [focus] */
  function roam(i, j, focus = true) {
    for (const other of table.querySelectorAll('.cell[tabindex="0"]')) other.setAttribute("tabindex", "-1");
    const cell = cellAt([i, j]);
    cell?.setAttribute("tabindex", "0");
    if (focus) cell?.focus();
  }

  frame.keys((event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key === "Escape" && !panel.hidden) {
      shut();
      return true;
    }
    const cell = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest?.(".cell"));
    if (!cell) return false;
    const next = beside(counted.rows, [Number(cell.dataset.line), Number(cell.dataset.column)], event.key);
    if (!next) return false;
    roam(next[0], next[1]);
    return true;
  });

  line.open();
  return () => {
    line.close();
    frame.close();
  };
}
