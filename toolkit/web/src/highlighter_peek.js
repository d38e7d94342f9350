/**
 * What a passage says when the mouse rests on it: its codes, what they mean, who put them, memos and verdicts.
 * In the top layer: a notebook would put anything `fixed` in the wrong place.
 *
 * @typedef {import("./highlighter_model.js").Model} Model
 * @typedef {import("./highlighter_model.js").Coding} Coding
 * @typedef {import("./i18n/highlighter.js").HighlighterSentences} Sentences
 */
import { h, swatch } from "./dom.js";

const REST = 220;

/**
 * @param {HTMLElement} root
 * @param {Sentences} t
 * @param {() => Model | null} model
 * @param {(mark: Element) => Coding[] | null} codingsOf
 * @param {AbortSignal} signal
 */
export function peeking(root, t, model, codingsOf, signal) {
  const box = h("div", { class: "peek", popover: "manual", "aria-hidden": "true" });
  root.append(box);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /** @param {Coding} one @param {Model} held */
  function entry(one, held) {
    const code = held.codes.get(one.code);
    const memos = held.memosOf(one.id).map(([, memo]) => h("p", { class: "memo" }, memo.text.length > 280 ? `${memo.text.slice(0, 280)}…` : memo.text));
    const verdicts = held.reviewsOf(one.id).map((review) => h("p", { class: "verdict" }, t.verdict(held.coders[review.reviewer] ?? review.reviewer, t.verdicts[review.verdict] ?? review.verdict)));
    return h("div", { class: "entry" }, h("p", { class: "name" }, swatch(held.color(one.code)), held.label(one.code)),
      (code?.short_definition || code?.definition) ? h("p", { class: "definition" }, code.short_definition || code.definition) : null,
      h("p", { class: "facts" }, one.asked ? `${t.notYet} ` : "", `${t.states[one.state] ?? one.state}, ${t.by(held.coders[one.coder] ?? one.coder, one.date)}`), one.outdated ? h("p", { class: "facts" }, t.outdated) : null, ...memos, ...verdicts);
  }

  /** @param {Element} target */
  function show(target) {
    const held = model();
    if (!held || !target.isConnected) return;
    const id = /** @type {HTMLElement | null} */ (target.closest("[data-id]"))?.dataset.id;
    const mark = target.closest("mark");
    const codings = id ? [held.coding(id)].flatMap((one) => (one ? [one] : [])) : (mark && codingsOf(mark)) || [];
    if (!codings.length) return;
    box.replaceChildren(...codings.slice(0, 5).map((one) => entry(one, held)));
    box.showPopover();
    const near = (mark ?? target).getClientRects()[0] ?? target.getBoundingClientRect();
    const size = box.getBoundingClientRect();
    const below = near.bottom + size.height + 12 < innerHeight;
    box.style.left = `${Math.max(8, Math.min(near.left, innerWidth - size.width - 8))}px`;
    box.style.top = `${below ? near.bottom + 6 : Math.max(8, near.top - size.height - 6)}px`;
  }

  function hide() {
    clearTimeout(timer);
    if (box.matches(":popover-open")) box.hidePopover();
  }

  // Words that are drawn again under a mouse at rest ask for nothing.
  let moved = false;
  let at = "";
  root.addEventListener("pointermove", (event) => {
    const here = `${event.clientX},${event.clientY}`;
    moved ||= here !== at;
    at = here;
  }, { signal, capture: true });
  root.addEventListener("keydown", () => {
    moved = false;
    hide();
  }, { signal });
  root.addEventListener("pointerover", (event) => {
    if (`${event.clientX},${event.clientY}` !== at) moved = true;
    const target = /** @type {Element} */ (event.target);
    const on = target.closest(".text mark, .text [data-id]");
    clearTimeout(timer);
    if (!on || event.buttons) return hide();
    if (!moved) return undefined;
    timer = setTimeout(() => show(target), REST);
    return undefined;
  }, { signal });
  root.addEventListener("pointerleave", hide, { signal });
  root.addEventListener("wheel", hide, { signal, passive: true });
  return { hide, close: hide };
}
