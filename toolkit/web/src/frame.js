/**
 * What stands around the passage: the bar, the list of passages, the line of keys.
 *
 * @typedef {import("./i18n/en.js").Sentences} Sentences
 * @typedef {import("./ops.js").Bundle} Bundle
 * @typedef {import("./ops.js").Item} Item
 */
import { h, icon } from "./dom.js";
import { cited, codeOf } from "./passage.js";
import { standing, STANDINGS } from "./store.js";

/**
 * @param {Bundle} bundle
 * @param {Sentences} t
 * @param {{save: () => void, summary: () => void, skip: () => void}} act
 */
export function bar(bundle, t, act) {
  const skip = h("button", { type: "button", class: "skip", onclick: act.skip }, t.skip);
  const words = h("p", { class: "count" });
  const meter = h("progress", { max: String(bundle.items.length), "aria-label": t.progressLabel });
  const summary = h("button", { type: "button", class: "quiet", onclick: act.summary, "aria-keyshortcuts": "s" }, t.summary);
  const name = bundle.reviewer.name;
  const element = h(
    "header", { class: "bar" },
    h("div", { class: "name" },
      h("h1", {}, t.title),
      h("p", { class: "study" }, [bundle.title, name && t.forReviewer(name)].filter(Boolean).join(" · "))),
    h("div", { class: "progress" }, words, meter),
    h("div", { class: "actions" }, summary,
      h("button", { type: "button", class: "primary save", onclick: act.save, "aria-keyshortcuts": "e" }, icon("save"), h("span", {}, t.save))),
  );
  return {
    skip,
    element,
    /** @param {number} done @param {number} total @param {string} text @param {string} view */
    update(done, total, text, view) {
      meter.value = done;
      meter.max = Math.max(1, total);
      words.textContent = text;
      summary.textContent = view === "summary" ? t.back : t.summary;
    },
  };
}

/**
 * @param {Bundle} bundle
 * @param {Sentences} t
 * @param {{choose: (id: string) => void, filter: (filter: {code: string, standing: string}) => void,
 *   load: (file: File) => void}} act
 */
export function itemList(bundle, t, act) {
  const used = new Set(bundle.items.map((item) => item.code));
  const labels = [...used].map((id) => codeOf(bundle, id));
  const code = h("select", { id: "carnet-by-code" }, h("option", { value: "" }, t.allCodes),
    ...labels.map((card) => h("option", { value: card.id }, card.label)));
  const state = h("select", { id: "carnet-by-state" }, h("option", { value: "" }, t.allStandings),
    ...STANDINGS.map((name) => h("option", { value: name }, t[name])));
  const changed = () => act.filter({ code: code.value, standing: state.value });
  code.addEventListener("change", changed);
  state.addEventListener("change", changed);
  const count = h("p", { class: "shown" });
  const clear = h("button", { type: "button", class: "link", onclick: () => {
    code.value = state.value = "";
    changed();
    code.focus();
  } }, t.clearFilters);
  const none = h("p", { class: "none-shown", hidden: true }, t.nothingShown);
  const rows = h("ol", { class: "items" });
  const file = h("input", { type: "file", accept: ".json,application/json", class: "hidden", id: "carnet-load", onchange: () => {
    const chosen = file.files?.[0];
    if (chosen) act.load(chosen);
    file.value = "";
  } });
  const ranks = new Map(bundle.items.map((item, rank) => [item.id, rank + 1]));
  const inside = h(
    "div", { class: "inside" },
    h("div", { class: "filters" },
      h("div", {}, h("label", { for: "carnet-by-code" }, t.filterCode), code),
      h("div", {}, h("label", { for: "carnet-by-state" }, t.filterStanding), state)),
    h("div", { class: "found" }, count, clear), none, rows,
    h("p", { class: "load" }, file, h("label", { for: "carnet-load" }, t.load)),
  );
  const toggle = h("button", { type: "button", class: "toggle quiet", "aria-expanded": "false", "aria-controls": "carnet-list", onclick: () => {
    const open = element.classList.toggle("open");
    toggle.setAttribute("aria-expanded", String(open));
  } }, t.list);
  inside.id = "carnet-list";
  const element = h("nav", { class: "list", "aria-label": t.list }, toggle, inside);

  // One stop for Tab; up and down go from row to row.
  rows.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const buttons = [...rows.querySelectorAll("button")];
    const here = buttons.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    if (!step || here < 0) return;
    event.preventDefault();
    buttons[Math.min(Math.max(here + step, 0), buttons.length - 1)].focus();
  });

  /** @param {Item} item @param {import("./ops.js").Answers} answers @param {boolean} current @param {boolean} stop */
  const row = (item, answers, current, stop) => {
    const name = standing(answers, item.id);
    return h("li", {}, h("button", {
      type: "button", class: `item ${name}`, "data-id": item.id, "aria-current": current ? "true" : null, tabindex: stop ? "0" : "-1",
      onclick: () => {
        element.classList.remove("open");
        toggle.setAttribute("aria-expanded", "false");
        act.choose(item.id);
      },
    },
    icon(name), h("span", { class: "place" }, h("span", { class: "nth" }, `${ranks.get(item.id)}. `), cited(item, t)),
    h("span", { class: "label" }, codeOf(bundle, item.code).label), h("span", { class: "state" }, t[name])));
  };

  return {
    element,
    /** @param {Item[]} shown @param {import("./ops.js").Answers} answers @param {string} current */
    update(shown, answers, current) {
      const focused = /** @type {HTMLElement | null} */ (rows.contains(document.activeElement) ? document.activeElement : null)?.dataset.id;
      const stop = shown.some((item) => item.id === current) ? current : shown[0]?.id;
      rows.replaceChildren(...shown.map((item) => row(item, answers, item.id === current, item.id === stop)));
      count.textContent = t.shown(shown.length, bundle.items.length);
      clear.hidden = !code.value && !state.value;
      none.hidden = shown.length > 0;
      const again = [...rows.querySelectorAll("button")].find((button) => button.dataset.id === focused);
      again?.focus({ preventScroll: true });
      if (rows.scrollHeight > rows.clientHeight) {
        const mark = /** @type {HTMLElement | null} */ (rows.querySelector("[aria-current]"));
        if (mark) rows.scrollTop = Math.min(Math.max(rows.scrollTop, mark.offsetTop + mark.offsetHeight - rows.clientHeight), mark.offsetTop);
      }
    },
  };
}

/**
 * @param {Sentences} t
 * @param {{seals: boolean, onSealed: (on: boolean) => void, onKeys: (on: boolean) => void}} act
 */
export function help(t, act) {
  const key = (/** @type {string[]} */ names, /** @type {string} */ words) => {
    const keys = names.flatMap((name, rank) => [rank ? " " : "", h("kbd", {}, name)]);
    return h("span", { class: "key" }, ...keys, ` ${words}`);
  };
  const box = (/** @type {string} */ id, /** @type {string} */ words, /** @type {(on: boolean) => void} */ on) => {
    const input = h("input", { type: "checkbox", id, checked: true, onchange: () => on(input.checked) });
    return h("span", { class: "box" }, input, h("label", { for: id }, words));
  };
  const draft = h("p", { class: "draft" });
  const keys = h(
    "aside", { class: "keys", "aria-label": t.keysTitle }, h("strong", { "aria-hidden": "true" }, t.keysTitle),
    key(["1", "2", "3"], t.keyVerdicts), key(["j", "→"], t.next.toLowerCase()), key(["k", "←"], t.previous.toLowerCase()),
    key(["n"], t.keyUndone), key(["c"], t.keyComment), key([t.escape], t.keyEscape), key(["s"], t.keySummary), key(["e"], t.keySave),
  );
  const element = h(
    "footer", { class: "foot" },
    h("p", { class: "settings" }, box("carnet-keys", t.keysOn, (on) => {
      keys.hidden = !on;
      act.onKeys(on);
    }), act.seals && box("carnet-seal", t.sealAnswers, act.onSealed)),
    draft,
  );
  const drafts = /** @type {Record<string, string>} */ ({ local: t.draftLocal, sealed: t.draftSealed, memory: t.draftMemory, none: t.draftNone });
  return {
    keys,
    element,
    /** @param {string} place */
    update(place) {
      const text = `${drafts[place]} ${t.nothingLeaves}`;
      if (draft.textContent !== text) draft.textContent = text;
    },
  };
}
