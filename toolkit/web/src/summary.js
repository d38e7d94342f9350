/** The end of a review: how many of each verdict, by code, and what to talk over. */
import { h, icon } from "./dom.js";
import { isBlank } from "./ops.js";
import { codeOf } from "./passage.js";
import { counts, progress, standing, STANDINGS } from "./store.js";

/**
 * @param {import("./ops.js").Bundle} bundle
 * @param {import("./ops.js").Answers} answers
 * @param {import("./i18n/en.js").Sentences} t
 * @param {{go: (id: string) => void, save: () => void, back: () => void,
 *   talk: (item: import("./ops.js").Item, t: import("./i18n/en.js").Sentences) => string}} act
 * @returns {HTMLElement}
 */
export function summaryView(bundle, answers, t, act) {
  const { done, total, left } = progress(bundle, answers);
  const { all, rows } = counts(bundle, answers);
  const talk = bundle.items.filter((item) => ["discuss", "disagree"].includes(standing(answers, item.id)));
  const alone = bundle.items.filter((item) => standing(answers, item.id) === "none" && !isBlank(answers[item.id])).length;
  const undone = bundle.items.find((item) => standing(answers, item.id) === "none");
  const tally = (/** @type {typeof all} */ row) => [...STANDINGS.map((name) => row[name]), row.total].map((n) => h("td", { class: n ? "" : "zero" }, String(n)));
  const head = [...STANDINGS.map((name) => h("th", { scope: "col" }, icon(name), h("span", {}, t[name]))), h("th", { scope: "col" }, t.total)];
  return h(
    "section", { class: "summary", "aria-labelledby": "carnet-heading" },
    h("h2", { id: "carnet-heading", tabindex: "-1" }, t.summary),
    h("p", { class: "lead" }, t.summaryLead(done, total)),
    alone > 0 && h("p", { class: "alone" }, t.summaryAlone(alone)),
    h("p", { class: "buttons" },
      h("button", { type: "button", class: left ? "quiet" : "primary", onclick: act.save }, icon("save"), h("span", {}, t.save)),
      undone && h("button", { type: "button", class: "primary", onclick: () => act.go(undone.id) }, h("span", {}, t.nextUndone), icon("right")),
      h("button", { type: "button", class: "quiet", onclick: act.back }, t.back)),
    h("h3", {}, t.summaryByCode),
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t.summaryByCode },
      h("table", {}, h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t.filterCode), ...head)),
        h("tbody", {}, ...rows.map((row) => h("tr", {}, h("th", { scope: "row" }, row.code.label), ...tally(row)))),
        h("tfoot", {}, h("tr", {}, h("th", { scope: "row" }, t.total), ...tally(all))))),
    h("h3", {}, t.summaryTalk),
    talk.length
      ? h("ul", { class: "talk" }, ...talk.map((item) => {
        const answer = answers[item.id];
        const name = standing(answers, item.id);
        return h("li", {},
          h("button", { type: "button", class: "link", onclick: () => act.go(item.id) }, act.talk(item, t)),
          h("span", { class: `tag ${name}` }, icon(name), t[name]), h("span", { class: "label" }, codeOf(bundle, item.code).label),
          answer.comment.trim() && h("p", {}, answer.comment), answer.suggest.trim() && h("p", { class: "suggested" }, `${t.suggest}${t.colon} ${answer.suggest}`));
      }))
      : h("p", { class: "lead" }, t.summaryNoTalk),
  );
}
