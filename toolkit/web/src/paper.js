/** The whole review on paper: made when the page is printed, boxes to tick where nothing was decided. */
import { h } from "./dom.js";
import { DECISIONS } from "./ops.js";
import { cited, codeOf, passageView } from "./passage.js";

/**
 * @param {import("./ops.js").Bundle} bundle
 * @param {() => import("./ops.js").Answers} answers
 * @param {import("./i18n/en.js").Sentences} t
 * @param {AbortSignal} signal
 * @returns {HTMLElement}
 */
export function paper(bundle, answers, t, signal) {
  const element = h("div", { class: "paper" });
  const fill = () => element.replaceChildren(
    h("h1", {}, t.title), h("p", {}, [bundle.title, bundle.reviewer.name && t.forReviewer(bundle.reviewer.name), bundle.made_on].filter(Boolean).join(" · ")),
    ...bundle.items.map((item, rank) => sheet(item, rank)));
  const empty = () => element.replaceChildren();

  /** @param {import("./ops.js").Item} item @param {number} rank */
  function sheet(item, rank) {
    const code = codeOf(bundle, item.code);
    const answer = answers()[item.id];
    const boxes = DECISIONS.map((decision) => h("span", { class: "tick" }, `${answer?.decision === decision ? "☒" : "☐"} ${t[decision]}`));
    return h("section", { class: "sheet" },
      h("h2", {}, `${rank + 1}. ${cited(item, t)}`),
      passageView(bundle, item, t),
      h("p", {}, h("strong", {}, code.label), code.short_definition ? `${t.colon} ${code.short_definition}` : ""),
      h("p", { class: "ticks" }, ...boxes),
      h("p", { class: "note" }, answer?.comment ? `${t.comment}${t.colon} ${answer.comment}` : `${t.comment}${t.colon}`),
      answer?.suggest ? h("p", { class: "note" }, `${t.suggest}${t.colon} ${answer.suggest}`) : null);
  }

  const media = matchMedia("print");
  media.addEventListener("change", () => (media.matches ? fill() : empty()), { signal });
  addEventListener("beforeprint", fill, { signal });
  addEventListener("afterprint", empty, { signal });
  return element;
}
