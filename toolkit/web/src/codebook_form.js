/**
 * The anatomy of one code (MacQueen et al. 1998), written in one gesture: what is typed is a draft, kept until Python has it.
 *
 * @typedef {import("./i18n/codebook.js").CodebookSentences} Sentences
 * @typedef {import("./codebook_store.js").Book} Book
 * @typedef {import("./codebook_store.js").Code} Code
 * @typedef {import("./codebook_store.js").Draft} Draft
 */
import { changedFields, DEFINING, FORM, ORIGINS, PALETTE, questionsOf } from "./codebook_store.js";
import { h } from "./dom.js";

const LONG = { short_definition: 2, definition: 4, when_to_use: 2, when_not_to_use: 2, example: 2 };

/**
 * @param {Sentences} t
 * @param {string} unique
 * @param {{save: () => void, typing: () => void, drop: () => void, recreate: () => void, example: () => void, readonly: boolean}} act
 */
export function codebookForm(t, unique, act) {
  const off = act.readonly || null;
  /** @type {Map<string, HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>} */
  const fields = new Map();
  /** @param {string} name @param {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} field @param {...(Node | null)} more */
  const line = (name, field, ...more) => {
    field.id = `${unique}-${name}`;
    fields.set(name, field);
    field.addEventListener("input", act.typing);
    return h("div", { class: `field ${name}` }, h("label", { for: field.id }, t.fields[/** @type {keyof Sentences["fields"]} */ (name)]), field, ...more);
  };
  const area = (/** @type {keyof typeof LONG} */ name) => line(name, h("textarea", { rows: String(LONG[name]), maxlength: "20000", readonly: off, spellcheck: "true", placeholder: t.hints[name] }));
  const typed = (/** @type {string} */ name, /** @type {any} */ more = {}) => h("input", { autocomplete: "off", maxlength: "2000", readonly: off, ...more });
  const groups = h("datalist", { id: `${unique}-groups` });
  const asked = h("p", { class: "asked" });
  const insert = h("button", { type: "button", class: "link", onclick: act.example, disabled: off }, t.insertExample);
  const color = h("input", { type: "color", disabled: off, "aria-label": t.otherColor });
  const swatches = h("div", { class: "palette", role: "group", "aria-label": t.fields.color });
  const choices = ["", ...PALETTE].map((value, rank) => {
    const button = h("button", { type: "button", class: "ink", "data-color": value, "aria-pressed": "false", "aria-label": rank ? t.colors[rank - 1] : t.noColor, title: rank ? t.colors[rank - 1] : t.noColor, disabled: off, onclick: () => paint(value) });
    if (value) button.style.setProperty("--code", value);
    return button;
  });
  swatches.append(...choices, color);
  color.addEventListener("input", () => paint(color.value));
  let painted = "";

  /** @param {string} value */
  function paint(value) {
    painted = value;
    inked();
    act.typing();
  }

  function inked() {
    for (const one of choices) one.setAttribute("aria-pressed", String(one.dataset.color === painted));
    color.value = /^#[0-9a-f]{6}$/.test(painted) ? painted : "#808080";
    color.classList.toggle("used", Boolean(painted) && !choices.some((one) => one.dataset.color === painted));
  }

  const save = h("button", { type: "button", class: "primary small", onclick: act.save, "aria-keyshortcuts": "Control+Enter" }, t.save, h("kbd", { "aria-hidden": "true" }, t.saveKey));
  const drop = h("button", { type: "button", class: "quiet small", onclick: act.drop }, t.dropDraft);
  const again = h("button", { type: "button", class: "primary small", onclick: act.recreate }, t.recreate);
  const state = h("p", { class: "state" });
  const foot = h("div", { class: "foot" }, state, save, drop, again);
  const options = (/** @type {[string, string][]} */ pairs) => pairs.map(([value, words]) => h("option", { value }, words));
  const select = (/** @type {[string, string][]} */ pairs) => h("select", { disabled: off }, ...options(pairs));
  const element = h("form", { class: "form", "aria-label": t.formLabel, onsubmit: (/** @type {Event} */ event) => event.preventDefault() },
    line("label", typed("label", { maxlength: "200" })), area("short_definition"), area("definition"), area("when_to_use"), area("when_not_to_use"), area("example"), insert,
    h("div", { class: "pair" }, line("origin", select([["", t.notSaid], ...ORIGINS.map((name, rank) => /** @type {[string, string]} */ ([name, t.origins[rank]]))])), line("reference", typed("reference"))),
    line("questions", typed("questions", { placeholder: t.questionsHint, spellcheck: "false" }), asked),
    h("div", { class: "pair" }, line("polarity", select([["", t.notSaid], ["+", t.positive], ["-", t.negative]])), line("exclusive_group", typed("exclusive_group", { list: groups.id }), groups)),
    h("div", { class: "field color" }, h("span", { class: "name", "aria-hidden": "true" }, t.fields.color), swatches), foot);
  let code = /** @type {Code | null} */ (null);

  /** @returns {Draft} */
  function values() {
    /** @type {Draft} */
    const held = {};
    for (const name of FORM) {
      const field = fields.get(name);
      held[name] = name === "color" ? painted : name === "questions" ? questionsOf(field?.value ?? "") : field?.value ?? "";
    }
    return held;
  }

  /** @param {Draft | Code} from */
  function fill(from) {
    for (const name of FORM) {
      const value = /** @type {any} */ (from)[name];
      if (name === "color") painted = value ?? "";
      else {
        const field = fields.get(name);
        const text = Array.isArray(value) ? value.join(", ") : String(value ?? "");
        if (field && field.value !== text) field.value = text;
      }
    }
    inked();
  }

  return {
    element,
    values,
    field: (/** @type {string} */ name) => fields.get(name),
    /** What is typed and not written yet. */
    changed: () => (code ? changedFields(code, values()) : {}),
    /**
     * @param {Book} book @param {Code | null} now  the code; null when it is gone @param {Draft | null} draft
     * @param {{busy: boolean, gone: boolean}} how
     */
    update(book, now, draft, { busy, gone }) {
      if (now) code = now;
      if (now || draft) fill({ .../** @type {any} */ (now ?? code ?? {}), ...draft });
      const changed = now ? changedFields(now, values()) : {};
      const names = Object.keys(changed);
      const dirty = names.length > 0;
      const version = names.some((name) => DEFINING.includes(name)) && now && book.count(now.id)[0] > 0;
      state.textContent = gone ? t.goneDraft : busy ? t.writing : dirty ? (version ? t.dirtyVersion((now?.version ?? 0) + 1) : t.dirty) : act.readonly ? "" : t.clean;
      foot.dataset.state = gone ? "gone" : busy ? "busy" : dirty ? "dirty" : "clean";
      save.hidden = gone || act.readonly;
      save.disabled = !dirty || busy;
      drop.hidden = !dirty && !gone;
      again.hidden = !gone || act.readonly;
      for (const name of FORM) element.querySelector(`.field.${name}`)?.classList.toggle("dirty", name in changed);
      groups.replaceChildren(...book.groups().map((name) => h("option", { value: name })));
      const known = new Map(book.questions);
      const said = questionsOf(fields.get("questions")?.value ?? "").map((id) => (known.has(id) ? `${id} : ${known.get(id)}` : known.size ? t.unknownQuestion(id) : "")).filter(Boolean);
      asked.textContent = said.join(" · ");
    },
  };
}
