/**
 * The two ends of the passage at hand, to be drawn elsewhere by the mouse or a finger: what they would hold is seen at
 * once, kept when they are let go, left as it was by Escape. At whole characters; at whole words with Shift.
 *
 * @typedef {import("./highlighter_text.js").TextView} TextView
 * @typedef {import("./highlighter_select.js").Span} Span
 * @typedef {{
 *   view: () => TextView | null, span: () => Span | null, begin: () => boolean, preview: (span: Span) => void, keep: () => void, cancel: () => void,
 * }} Does  `span`: what the grips hold, null when there is nothing to move
 */
import { h } from "./dom.js";
import { dragged } from "./highlighter_select.js";

/** So near the edge of the box, the text scrolls by itself. */
const EDGE = 28;
const EDGES = /** @type {const} */ (["start", "end"]);

/** @param {Does} does */
export function grips(does) {
  const made = { start: grip("start"), end: grip("end") };
  /** @type {{edge: "start" | "end", pointer: number, from: Span, span: Span, x: number, y: number, off: {x: number, y: number}, words: boolean} | null} */
  let held = null;
  let frame = 0;
  let scrolling = 0;
  const sized = typeof ResizeObserver === "undefined" ? null : new ResizeObserver(() => later());
  /** @type {Element | null} */
  let seen = null;

  /** @param {"start" | "end"} edge */
  function grip(edge) {
    const one = h("div", { class: `grip ${edge}`, "aria-hidden": "true" });
    one.addEventListener("pointerdown", (event) => {
      event.stopPropagation();
      event.preventDefault();
      const span = does.span();
      if (held || event.button || !span || !does.begin()) return;
      // The end is where the line is, not where it is held: pressing it moves nothing.
      const box = does.view()?.edgeBox(span, edge);
      const off = box ? { x: event.clientX - box.x, y: event.clientY - (box.top + box.bottom) / 2 } : { x: 0, y: 0 };
      held = { edge, pointer: event.pointerId, from: span, span, x: event.clientX, y: event.clientY, off, words: event.shiftKey };
      one.setPointerCapture(event.pointerId);
      one.classList.add("dragged");
    });
    // The press takes neither the focus nor what is selected.
    one.addEventListener("mousedown", (event) => event.preventDefault());
    one.addEventListener("pointermove", (event) => {
      if (held?.pointer !== event.pointerId) return;
      Object.assign(held, { x: event.clientX, y: event.clientY, words: event.shiftKey });
      follow();
      scroll();
    });
    one.addEventListener("pointerup", (event) => {
      if (held?.pointer !== event.pointerId) return;
      const { from, span } = held;
      letGo();
      if (from.start === span.start && from.end === span.end) does.cancel();
      else does.keep();
      place();
    });
    one.addEventListener("pointercancel", cancel);
    one.addEventListener("lostpointercapture", cancel);
    return one;
  }

  /** The end that is held goes where the pointer is. */
  function follow() {
    const view = does.view();
    if (!held || !view) return;
    const at = view.pointed(held.x - held.off.x, held.y - held.off.y);
    if (at === null) return;
    held.span = dragged(view.model.text, view.model.blocks, held.from, held.edge, at, held.words ? "word" : "character");
    does.preview(held.span);
    place();
  }

  /** Past the edge of the box, what is beyond comes into sight. */
  function scroll() {
    if (scrolling) return;
    const step = () => {
      scrolling = 0;
      const box = does.view()?.element;
      if (!held || !box) return;
      const { top, bottom } = box.getBoundingClientRect();
      const by = held.y < top + EDGE ? held.y - top - EDGE : held.y > bottom - EDGE ? held.y - bottom + EDGE : 0;
      const before = box.scrollTop;
      if (by) box.scrollTop += Math.max(-24, Math.min(24, by / 2));
      if (box.scrollTop === before) return;
      follow();
      scrolling = requestAnimationFrame(step);
    };
    scrolling = requestAnimationFrame(step);
  }

  function letGo() {
    if (!held) return;
    const one = made[held.edge];
    const { pointer } = held;
    held = null;
    one.classList.remove("dragged");
    if (one.hasPointerCapture(pointer)) one.releasePointerCapture(pointer);
  }

  /** Leave the passage as it was; tell whether an end was held. */
  function cancel() {
    if (!held) return false;
    letGo();
    does.cancel();
    place();
    return true;
  }

  function place() {
    const view = does.view();
    if (view && seen !== view.element) {
      if (seen) sized?.unobserve(seen);
      seen = view.element;
      sized?.observe(seen);
    }
    const span = view && does.span();
    // Measured both, then drawn both: a layout that is written between two measures is made twice.
    const boxes = span ? EDGES.map((edge) => measured(view, span, edge)) : [];
    const rows = boxes.map((box, rank) => (box ? put(box, EDGES[rank]) : null));
    for (const edge of EDGES) if (!rows[EDGES.indexOf(edge)]) made[edge].remove();
    for (const row of view?.element.querySelectorAll(".turn.held") ?? []) row.classList.toggle("held", rows.includes(/** @type {HTMLElement} */ (row)));
  }

  /** Where one end goes in its row. @param {TextView} view @param {Span} span @param {"start" | "end"} edge */
  function measured(view, span, edge) {
    const box = view.edgeBox(span, edge);
    if (!box) return null;
    // An end that is held stays in its row: moved to another, it would be let go of.
    const row = (held?.edge === edge && made[edge].parentElement) || box.row;
    const around = row.getBoundingClientRect();
    return { row, left: box.x - around.left - row.clientLeft, top: box.bottom - around.top - row.clientTop, line: box.bottom - box.top };
  }

  /** Draw one end, in its row so that it scrolls with the words. @param {NonNullable<ReturnType<typeof measured>>} box @param {"start" | "end"} edge */
  function put({ row, left, top, line }, edge) {
    made[edge].style.left = `${left}px`;
    made[edge].style.top = `${top}px`;
    made[edge].style.setProperty("--line", `${line}px`);
    if (made[edge].parentElement !== row) row.append(made[edge]);
    row.classList.add("held");
    return row;
  }

  /** Measuring costs a layout: once is enough, and in the frame after the one that shows what was done. */
  function later() {
    if (!frame) {
      frame = requestAnimationFrame(() => {
        frame = requestAnimationFrame(() => {
          frame = 0;
          place();
        });
      });
    }
  }

  return {
    later,
    cancel,
    dragging: () => held !== null,
    close() {
      cancelAnimationFrame(frame);
      cancelAnimationFrame(scrolling);
      sized?.disconnect();
    },
  };
}
