/**
 * What stands around every notebook component: its root, the line that says what is saved, the banner when Python is
 * gone, the voice for screen readers, and keys that JupyterLab does not steal.
 *
 * @typedef {import("./wire.js").Standing} Standing
 */
import { h, icon } from "./dom.js";
import { shellSentences } from "./i18n/shell.js";

/**
 * @param {HTMLElement} el
 * @param {import("./wire.js").Host} host
 * @param {string} name  class of the component, beside `carnet-widget`
 */
export function shell(el, host, name) {
  // A page without Python says otherwise what is kept, and where.
  const t = /** @type {import("./i18n/shell.js").ShellSentences} */ (host.get("said") ?? shellSentences(host.get("lang")));
  const stop = new AbortController();
  const status = h("div", { class: "hidden", role: "status" });
  const saved = h("p", { class: "saved", "data-standing": "opening" }, t.opening);
  const banner = h("div", { class: "banner", role: "alert", hidden: true });
  const notice = h("div", { class: "notice", hidden: true });
  const words = h("p", {});
  const close = h("button", { type: "button", class: "link", onclick: () => holding(hush) }, t.close);
  notice.append(words, close);
  const body = h("div", { class: "body" });
  const root = h("section", { class: `carnet-widget ${name}`, tabindex: "-1" }, banner, body, notice, status);
  el.replaceChildren(root);

  const sized = () => root.style.setProperty("--height", `${Number(host.get("height")) || 640}px`);
  sized();
  host.on("change:height", sized);

  /** @param {string} text */
  function say(text) {
    // The same words twice are announced twice.
    status.textContent = "";
    requestAnimationFrame(() => (status.textContent = text));
  }

  /** A sentence that stays until it is closed or the next gesture. @param {string} text @param {"info" | "fault"} [kind] */
  function tell(text, kind = "info") {
    words.textContent = text;
    notice.className = `notice ${kind}`;
    notice.hidden = false;
    say(text);
  }

  function hush() {
    notice.hidden = true;
  }

  /** What has the focus here, wherever the component lies. */
  function active() {
    const place = /** @type {Document | ShadowRoot} */ (root.getRootNode());
    return root.contains(place.activeElement) ? /** @type {HTMLElement} */ (place.activeElement) : null;
  }

  /**
   * Draw, and keep the focus inside when what had it goes away: keys would else be commands of the notebook.
   * @param {() => void} draw @param {HTMLElement} [home]
   */
  function holding(draw, home = root) {
    const before = active();
    draw();
    const after = active();
    const gone = !after || after.closest("[hidden]") !== null || /** @type {any} */ (after).disabled === true;
    if (before && gone) (home.closest("[hidden]") ? root : home).focus({ preventScroll: true });
  }

  return {
    root,
    active,
    holding,
    body,
    saved,
    say,
    tell,
    hush,
    signal: stop.signal,
    /** Show what is kept. @param {Standing} standing @param {number} pending */
    stand(standing, pending) {
      const lost = standing === "dead" && pending ? `${t.lost(pending)} ` : "";
      const trouble = standing === "slow" || standing === "dead" || standing === "outdated";
      banner.hidden = !trouble;
      // Only what changes is said again.
      const text = trouble ? `${lost}${t[standing]}` : "";
      if (banner.textContent !== text) banner.textContent = text;
      banner.className = `banner ${standing}`;
      const short = standing === "saving" || standing === "slow" ? t.saving(Math.max(1, pending)) : trouble ? t.notSaved : t[standing];
      saved.replaceChildren(icon(standing === "kept" ? "agree" : trouble ? "disagree" : "none"), h("span", {}, short));
      saved.dataset.standing = standing;
      root.dataset.standing = standing;
    },
    /**
     * Hear keys inside the component. The handler returns true for a key that it took. Keys alone never reach the
     * commands of JupyterLab (« b » would add a cell); Ctrl+S and its like do.
     * @param {(event: KeyboardEvent) => boolean} handler
     */
    keys(handler) {
      root.addEventListener("keydown", (event) => {
        const taken = handler(event);
        if (taken) event.preventDefault();
        const alone = !event.ctrlKey && !event.metaKey && !event.altKey && !(event.shiftKey && event.key === "Enter");
        if (taken || alone) event.stopPropagation();
      }, { signal: stop.signal });
    },
    /** Say, after two frames, that everything is drawn, and how long it took. @param {number} [since]  when drawing began */
    ready(since = performance.now()) {
      requestAnimationFrame(() => requestAnimationFrame(() => {
        root.dataset.took = String(Math.round(performance.now() - since));
        root.dataset.ready = "1";
      }));
    },
    close() {
      stop.abort();
      host.off("change:height", sized);
      root.remove();
    },
  };
}
