/**
 * What the mouse does in the text: words are selected, a passage is clicked.
 *
 * @typedef {import("./highlighter_text.js").TextView} TextView
 * @typedef {import("./highlighter_select.js").Span} Span
 */

/**
 * @param {HTMLElement} root
 * @param {AbortSignal} signal
 * @param {{
 *   view: () => TextView | null, choose: (span: Span | null, how?: {native?: boolean}) => unknown, activate: (id: string) => unknown,
 *   press: () => void, state: () => {chosen: Span | null, active: string, mode: string},
 * }} does
 */
export function mouse(root, signal, does) {
  let pressed = false;
  /** What a released button still has to settle. @type {(() => void) | null} */
  let released = null;
  const settle = () => {
    const run = released;
    released = null;
    run?.();
  };

  root.addEventListener("focusin", (event) => {
    const row = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest(".turn"));
    const view = does.view();
    if (row && view && Number(row.dataset.rank) !== view.current) view.go(Number(row.dataset.rank), false);
  }, { signal });
  root.addEventListener("pointerdown", (event) => {
    pressed = Boolean(does.view()?.element.contains(/** @type {Node} */ (event.target)));
    if (pressed) does.press();
  }, { signal });
  document.addEventListener("pointerup", (event) => {
    if (!pressed) return;
    pressed = false;
    const target = event.composedPath()[0];
    released = () => {
      const span = does.view()?.selected();
      if (span) does.choose(span, { native: true });
      else if (target instanceof Element) clicked(target);
    };
    // The browser settles what is selected after this event; a key or a press that comes sooner finds it settled too.
    setTimeout(settle);
  }, { signal });
  for (const sooner of ["keydown", "pointerdown"]) root.addEventListener(sooner, settle, { signal, capture: true });

  /** A click takes the passage there; the next ones, those that share its words. @param {Element} target */
  function clicked(target) {
    const { chosen, active, mode } = does.state();
    const named = /** @type {HTMLElement | null} */ (target.closest("[data-id]"));
    if (named?.dataset.id) return does.activate(named.dataset.id);
    const mark = target.closest("mark");
    const codings = mark && does.view()?.covers.get(mark);
    if (codings?.length && mode !== "bounds") {
      const at = codings.findIndex((one) => one.id === active);
      return does.activate(codings[(at + 1) % codings.length].id);
    }
    return (chosen || active) && mode !== "bounds" ? does.choose(null) : undefined;
  }
}
