/**
 * From one interview to another: which one is open, how far each is coded, the next one.
 *
 * @typedef {import("./highlighter_model.js").Model} Model
 * @typedef {import("./i18n/highlighter.js").HighlighterSentences} Sentences
 */
import { h } from "./dom.js";

/** @param {Sentences} t @param {(id: string) => void} open */
export function textChoice(t, open) {
  const list = h("select", { "aria-label": t.interview, onchange: () => open(list.value) });
  const meter = h("progress", { "aria-label": t.coverage });
  const next = h("button", { type: "button", class: "quiet small", onclick: () => following && open(following) }, t.nextText);
  const element = h("div", { class: "texts", hidden: true }, list, meter, next);
  /** @param {import("./highlighter_model.js").Text} one */
  const lineOf = (one) => (!one.passages ? t.textNew(one.id) : one.turns ? t.textLine(one.id, one.touched, one.turns) : t.textPassages(one.id, one.passages));
  let following = "";
  let drawn = "";

  return {
    element,
    /** @param {Model} model */
    said: (model) => {
      const one = model.texts.get(model.transcript.id);
      return one ? lineOf(one) : model.transcript.id;
    },
    /** @param {Model} model */
    update(model) {
      element.hidden = model.texts.size === 0;
      if (element.hidden) return;
      const rows = [...model.texts.values()];
      const at = rows.findIndex((one) => one.id === model.transcript.id);
      following = rows[at + 1]?.id ?? "";
      next.disabled = !following;
      const here = rows[at];
      if (here) {
        meter.max = Math.max(1, here.turns);
        meter.value = here.touched;
        meter.title = t.touched(here.touched, here.turns);
      }
      const text = JSON.stringify([model.transcript.id, rows]);
      if (text === drawn) return;
      drawn = text;
      list.replaceChildren(...rows.map((one) => h("option", { value: one.id }, lineOf(one))));
      list.value = model.transcript.id;
    },
  };
}
