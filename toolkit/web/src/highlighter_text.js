/**
 * The interview on the page: one row a turn, the text cut where codings start and end, stripes and names in the margin.
 *
 * @typedef {import("./highlighter_model.js").Model} Model
 * @typedef {import("./highlighter_model.js").Coding} Coding
 * @typedef {import("./highlighter_select.js").Span} Span
 * @typedef {import("./i18n/highlighter.js").HighlighterSentences} Sentences
 */
import { h } from "./dom.js";
import { blockAt, lanes, touched } from "./highlighter_model.js";
import { pieces } from "./segments.js";

/** Longer texts are drawn by chunks, when they come near the screen; the rest follows at leisure, for the search of the browser. */
const LONG = 20_000;
/** Of texts that are longer still, the rest does not follow. */
const ENDLESS = 180_000;
const CHUNK = 40;
/** So many lanes fit in the margin; further ones share the last. */
const LANES = 7;
const NAMED = 4;

export class TextView {
  /**
   * @param {Model} model
   * @param {Sentences} t
   * @param {string} unique
   */
  constructor(model, t, unique) {
    this.model = model;
    this.t = t;
    this.unique = unique;
    this.element = h("div", { class: "text", role: "region", "aria-label": t.text(model.transcript.id), tabindex: "-1" });
    /** @type {(HTMLElement | null)[]} */
    this.rows = model.blocks.map(() => null);
    /** @type {HTMLElement[]} */
    this.chunks = [];
    /** @type {WeakMap<Element, Coding[]>} */
    this.covers = new WeakMap();
    this.current = 0;
    this.active = "";
    /** @type {Coding[]} */
    this.shown = [];
    /** @type {Map<number, {coding: Coding, lane: number}[]>} */
    this.byBlock = new Map();
    this.onmount = () => {};
    /** @type {IntersectionObserver | null} */
    this.watch = null;
    this.leisure = 0;
  }

  /** Draw everything. @param {Coding[]} shown */
  mount(shown) {
    this.arrange(shown);
    const { blocks, text } = this.model;
    if (text.length < LONG || typeof IntersectionObserver === "undefined") {
      this.element.append(...blocks.map((_block, rank) => this.row(rank)));
      return;
    }
    this.watch = new IntersectionObserver((seen) => {
      for (const one of seen) if (one.isIntersecting) this.open(Number(/** @type {HTMLElement} */ (one.target).dataset.chunk));
    }, { root: this.element, rootMargin: "900px 0px" });
    for (let from = 0; from < blocks.length; from += CHUNK) {
      const last = Math.min(from + CHUNK, blocks.length) - 1;
      const chunk = h("div", { class: "chunk", "data-chunk": String(this.chunks.length) });
      chunk.style.minHeight = `${Math.round((blocks[last].end - blocks[from].start) * 0.42 + (last - from) * 26)}px`;
      this.chunks.push(chunk);
    }
    this.element.append(...this.chunks);
    this.open(0);
    for (const chunk of this.chunks) this.watch.observe(chunk);
    if (text.length < ENDLESS && typeof requestIdleCallback !== "undefined") this.follow(1);
  }

  /** Draw the next chunk when nothing else is to be done. @param {number} chunk */
  follow(chunk) {
    if (chunk >= this.chunks.length) return;
    this.leisure = requestIdleCallback(() => {
      this.open(chunk);
      this.follow(chunk + 1);
    }, { timeout: 4000 });
  }

  /** Draw one chunk. @param {number} chunk */
  open(chunk) {
    const place = this.chunks[chunk];
    if (!place || place.childElementCount) return;
    const from = chunk * CHUNK;
    const rows = [];
    for (let rank = from; rank < Math.min(from + CHUNK, this.rows.length); rank += 1) rows.push(this.row(rank));
    place.append(...rows);
    place.style.minHeight = "";
    this.watch?.unobserve(place);
    this.onmount();
  }

  /** Which codings go through which rows, and in which lane. @param {Coding[]} shown */
  arrange(shown) {
    this.shown = shown;
    const lane = lanes(shown);
    this.byBlock = new Map();
    shown.forEach((coding, i) => {
      const [first, last] = touched(this.model.blocks, coding);
      for (let rank = first; rank <= last; rank += 1) {
        const held = this.byBlock.get(rank);
        const one = { coding, lane: Math.min(lane[i], LANES - 1) };
        if (held) held.push(one);
        else this.byBlock.set(rank, [one]);
      }
    });
  }

  /** @param {number} rank */
  row(rank) {
    const block = this.model.blocks[rank];
    const words = h("div", { class: "words" });
    const margin = h("div", { class: "margin", "aria-hidden": "true" });
    const who = h("div", { class: "who" }, h("span", { class: "name" }, block.who), h("span", { class: "number" }, block.number === null ? "" : String(block.number)),
      block.ms === null ? null : h("span", { class: "time" }, clock(block.ms)));
    const row = h("div", { class: `turn ${block.role}`, "data-rank": String(rank), id: `${this.unique}-${rank}`, tabindex: rank === this.current ? "0" : "-1", role: "group" }, who, words, margin);
    if (rank && this.model.blocks[rank - 1].who === block.who && block.number === null) row.classList.add("same");
    // Rows off the screen cost nothing; how high they are is guessed until they are seen.
    row.style.setProperty("--guess", `${Math.max(1, Math.ceil((block.end - block.start) / 62)) * 26 + 14}px`);
    this.rows[rank] = row;
    this.fill(rank, row);
    return row;
  }

  /** Draw the words and the margin of a row again. @param {number} rank @param {HTMLElement} row */
  fill(rank, row) {
    const { model } = this;
    const block = model.blocks[rank];
    const held = this.byBlock.get(rank) ?? [];
    const length = block.end - block.start;
    const made = pieces(length, held.map(({ coding }) => ({ start: coding.start - block.start, end: coding.end - block.start })));
    const nodes = made.map((piece) => {
      const said = model.text.slice(block.start + piece.start, block.start + piece.end);
      const codings = piece.covers.map((one) => held[one].coding);
      const place = String(block.start + piece.start);
      return codings.length ? this.mark(said, codings, place) : h("span", { "data-at": place }, said);
    });
    const [words, margin] = [row.children[1], row.children[2]];
    words.replaceChildren(...nodes);
    const codes = [...new Set(held.map(({ coding }) => model.label(coding.code)))];
    row.setAttribute("aria-label", this.t.turnLabel(block.number, block.who, codes.slice(0, 6)));
    margin.replaceChildren(...held.map((one) => this.stripe(one, block.start, length)), this.names(held.filter(({ coding }) => coding.start >= block.start || rank === 0)));
  }

  /** @param {string} said @param {Coding[]} codings @param {string} place */
  mark(said, codings, place) {
    const { model } = this;
    const solid = codings.filter((one) => one.state !== "proposed");
    const bands = (solid.length ? solid : codings).slice(-3);
    const names = [`n${bands.length}`];
    if (!solid.length) names.push("proposed");
    if (codings.some((one) => one.state === "rejected")) names.push("rejected");
    if (codings.some((one) => one.asked)) names.push("asked");
    if (codings.some((one) => one.id === this.active)) names.push("active");
    const mark = h("mark", { class: names.join(" "), "data-at": place }, said);
    bands.forEach((one, i) => mark.style.setProperty(`--c${i + 1}`, model.color(one.code)));
    if (codings.length > 3) mark.dataset.more = String(codings.length);
    this.covers.set(mark, codings);
    return mark;
  }

  /** @param {{coding: Coding, lane: number}} one @param {number} start @param {number} length */
  stripe({ coding, lane }, start, length) {
    const top = Math.max(0, coding.start - start) / Math.max(1, length);
    const bottom = Math.min(length, coding.end - start) / Math.max(1, length);
    const stripe = h("span", { class: `stripe ${coding.state}${coding.id === this.active ? " active" : ""}`, "data-id": coding.id });
    stripe.style.cssText = `--c: ${this.model.color(coding.code)}; --lane: ${lane}; top: ${(top * 100).toFixed(2)}%; height: ${Math.max(0, (bottom - top) * 100).toFixed(2)}%`;
    return stripe;
  }

  /** The names of the codes that begin here, so that no colour has to be known by heart. @param {{coding: Coding}[]} held */
  names(held) {
    const list = h("span", { class: "names" });
    for (const { coding } of held.slice(0, NAMED)) {
      const name = h("span", { class: `chip ${coding.state}${coding.id === this.active ? " active" : ""}`, "data-id": coding.id }, `${this.model.label(coding.code)}${coding.outdated ? " ↻" : ""}`);
      name.style.setProperty("--c", this.model.color(coding.code));
      list.append(name);
    }
    if (held.length > NAMED) list.append(h("span", { class: "others" }, `+ ${held.length - NAMED}`));
    return list;
  }

  /** Draw again the rows of some places. @param {Coding[]} shown @param {readonly Span[]} places */
  redraw(shown, places) {
    this.arrange(shown);
    const ranks = new Set();
    for (const place of places) {
      const [first, last] = touched(this.model.blocks, place);
      for (let rank = first; rank <= last; rank += 1) ranks.add(rank);
    }
    for (const rank of ranks) {
      const row = this.rows[rank];
      if (row) this.fill(rank, row);
    }
  }

  /** Draw every row again. @param {Coding[]} shown */
  redrawAll(shown) {
    this.arrange(shown);
    this.rows.forEach((row, rank) => row && this.fill(rank, row));
  }

  /** Make sure that a row is drawn, and return it. @param {number} rank */
  ensure(rank) {
    if (!this.rows[rank] && this.chunks.length) this.open(Math.floor(rank / CHUNK));
    return this.rows[rank];
  }

  /** Bring a place to the eye. @param {number} position @param {{center?: boolean}} [how] */
  reveal(position, { center = false } = {}) {
    const row = this.ensure(blockAt(this.model.blocks, position));
    if (!row) return;
    const at = this.node(position);
    const target = at?.node.parentElement ?? row;
    const box = target.getBoundingClientRect();
    const frame = this.element.getBoundingClientRect();
    if (!center && box.top >= frame.top + 8 && box.bottom <= frame.bottom - 8) return;
    // Only the box scrolls, never the page around it.
    this.element.scrollTop += box.top - frame.top - (center ? frame.height * 0.35 : box.top < frame.top ? 24 : Math.max(24, frame.height - box.height - 24));
  }

  /** Give a row the focus. @param {number} rank @param {boolean} [focus] */
  go(rank, focus = true) {
    const before = this.rows[this.current];
    this.current = rank;
    const row = this.ensure(rank);
    // Each of these costs a computing of styles: what is so already is left alone.
    if (before && before !== row) before.tabIndex = -1;
    if (!row) return;
    if (row.tabIndex !== 0) row.tabIndex = 0;
    if (focus && /** @type {Document | ShadowRoot} */ (row.getRootNode()).activeElement !== row) row.focus({ preventScroll: true });
  }

  /** The node of the text at a position, and how far in it. @param {number} position @param {boolean} [end] */
  node(position, end = false) {
    const rank = blockAt(this.model.blocks, end ? Math.max(0, position - 1) : position);
    const row = this.rows[rank];
    if (!row) return null;
    const block = this.model.blocks[rank];
    const inside = Math.min(Math.max(position, block.start), block.end);
    for (const piece of row.children[1].children) {
      const at = Number(/** @type {HTMLElement} */ (piece).dataset.at);
      const text = /** @type {Text} */ (piece.firstChild);
      if (!text || inside > at + text.length || (!end && inside === at + text.length)) continue;
      return { node: text, offset: inside - at };
    }
    return null;
  }

  /** Ranges that cover a span, row by row: speakers and margins stay out. @param {Span} span */
  ranges(span) {
    const [first, last] = touched(this.model.blocks, span);
    const made = [];
    for (let rank = first; rank <= last; rank += 1) {
      const block = this.model.blocks[rank];
      const from = this.node(Math.max(span.start, block.start));
      const to = this.node(Math.min(span.end, block.end), true);
      if (!from || !to) continue;
      const range = document.createRange();
      range.setStart(from.node, from.offset);
      range.setEnd(to.node, to.offset);
      made.push(range);
    }
    return made;
  }

  /** The position of a point of the page; outside of the words, the nearest edge. @param {Node} node @param {number} offset */
  position(node, offset) {
    const element = node instanceof Element ? node : node.parentElement;
    const piece = /** @type {HTMLElement | null} */ (element?.closest("[data-at]"));
    if (piece && this.element.contains(piece)) {
      const inner = node instanceof Text ? offset : offset > 0 ? (piece.textContent ?? "").length : 0;
      return Number(piece.dataset.at) + inner;
    }
    const row = /** @type {HTMLElement | null} */ (element?.closest(".turn"));
    const { blocks } = this.model;
    if (row && this.element.contains(row)) {
      const block = blocks[Number(row.dataset.rank)];
      const words = row.children[1];
      if (node === words) {
        const next = /** @type {HTMLElement | undefined} */ (words.children[offset]);
        return next ? Number(next.dataset.at) : block.end;
      }
      return words.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING ? block.end : block.start;
    }
    // Beyond the rows: the one after this point, if there is one.
    const point = document.createRange();
    point.setStart(node, offset);
    for (let rank = 0; rank < this.rows.length; rank += 1) {
      const one = this.rows[rank];
      if (one && point.comparePoint(one, 0) >= 0) return blocks[rank].start;
    }
    return this.element.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_PRECEDING ? 0 : this.model.text.length;
  }

  /** The position nearest to a point of the screen, always among words; null where no row is. @param {number} x @param {number} y @returns {number | null} */
  pointed(x, y) {
    const root = /** @type {any} */ (this.element.getRootNode());
    const inside = (/** @type {number} */ value, /** @type {number} */ low, /** @type {number} */ high) => Math.min(Math.max(value, low + 1), high - 1);
    const frame = this.element.getBoundingClientRect();
    const height = inside(y, frame.top, frame.bottom);
    const row = root.elementsFromPoint(frame.left + frame.width / 2, height).map((/** @type {Element} */ one) => one.closest(".turn")).find((/** @type {Element | null} */ one) => one && this.element.contains(one));
    if (!row) return null;
    const words = row.children[1].getBoundingClientRect();
    const [left, top] = [inside(x, words.left, words.right), inside(height, words.top, words.bottom)];
    const page = /** @type {any} */ (document);
    const caret = page.caretPositionFromPoint?.(left, top, { shadowRoots: root instanceof ShadowRoot ? [root] : [] });
    const range = caret ? null : page.caretRangeFromPoint?.(left, top);
    const [node, offset] = caret ? [caret.offsetNode, caret.offset] : range ? [range.startContainer, range.startOffset] : [null, 0];
    return node && row.contains(node) ? this.position(node, offset) : null;
  }

  /** Where one end of a span is on the screen, and in which row. @param {Span} span @param {"start" | "end"} edge */
  edgeBox(span, edge) {
    const start = edge === "start";
    const row = this.rows[touched(this.model.blocks, span)[start ? 0 : 1]];
    const at = row && this.node(start ? span.start : span.end, !start);
    if (!row || !at || !row.contains(at.node)) return null;
    const range = document.createRange();
    range.selectNodeContents(at.node);
    if (start) range.setStart(at.node, at.offset);
    else range.setEnd(at.node, at.offset);
    const boxes = range.getClientRects();
    const box = boxes[start ? 0 : boxes.length - 1];
    return box ? { row, x: start ? box.left : box.right, top: box.top, bottom: box.bottom } : null;
  }

  /** What the mouse has selected in the text, roughly; null when nothing, or elsewhere. @returns {Span | null} */
  selected() {
    const root = /** @type {any} */ (this.element.getRootNode());
    const selection = /** @type {any} */ (root.getSelection?.() ?? document.getSelection());
    if (!selection) return null;
    /** @type {{startContainer: Node, startOffset: number, endContainer: Node, endOffset: number} | undefined} */
    let range;
    if (root instanceof ShadowRoot && selection.getComposedRanges) {
      range = selection.getComposedRanges({ shadowRoots: [root] })[0];
    } else if (selection.rangeCount) range = selection.getRangeAt(0);
    if (!range || (range.startContainer === range.endContainer && range.startOffset === range.endOffset)) return null;
    if (!this.element.contains(range.startContainer) && !this.element.contains(range.endContainer)) return null;
    const start = this.position(range.startContainer, range.startOffset);
    const end = this.position(range.endContainer, range.endOffset);
    return start < end ? { start, end } : null;
  }

  close() {
    if (this.leisure) cancelIdleCallback(this.leisure);
    this.watch?.disconnect();
  }
}

/** @param {number} ms */
function clock(ms) {
  const seconds = Math.floor(ms / 1000);
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  return `${hours ? `${hours}:` : ""}${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
