/**
 * Beside the text: the codes to choose from (part of a name, recent ones first), and the card of the passage at hand.
 *
 * @typedef {import("./highlighter_model.js").Model} Model
 * @typedef {import("./highlighter_model.js").Coding} Coding
 * @typedef {import("./i18n/highlighter.js").HighlighterSentences} Sentences
 * @typedef {{
 *   choose: (choice: {code?: string, label?: string}) => void, leave: () => void, vivo: () => void, cite: () => void, recode: () => void, bounds: () => void,
 *   moved: () => void, unmoved: () => void,
 *   remove: () => void, accept: () => void, reject: () => void, confirm: () => void, memo: (id: string, text: string) => void, readonly: boolean,
 * }} Does
 */
import { h, icon, swatch } from "./dom.js";
import { folded, suggested } from "./highlighter_model.js";

/** More codes than this are called by typing. */
const MOST = 150;
/** What Python takes of a name, and of a memo: toolkit/coding/widget.py. */
const LONGEST_NAME = 200;
const LONGEST_MEMO = 200_000;

/** @param {Sentences} t @param {string} unique @param {Does} does */
export function codePanel(t, unique, does) {
  const about = h("p", { class: "about", id: `${unique}-about` });
  const field = h("input", {
    type: "search", role: "combobox", "aria-expanded": "true", "aria-controls": `${unique}-codes`, "aria-autocomplete": "list", "aria-label": t.codeField,
    "aria-describedby": about.id, placeholder: t.codeHint, autocomplete: "off", spellcheck: "false", maxlength: String(LONGEST_NAME), disabled: does.readonly,
  });
  const list = h("ul", { class: "codes", role: "listbox", id: `${unique}-codes`, "aria-label": t.codes });
  const memo = h("textarea", { rows: "1", "aria-label": t.memoWith, placeholder: t.memoWith, maxlength: String(LONGEST_MEMO) });
  const vivo = h("button", { type: "button", class: "quiet small", onclick: () => does.vivo(), "aria-keyshortcuts": "i" }, t.vivo);
  const cite = h("button", { type: "button", class: "quiet small", onclick: () => does.cite(), "aria-keyshortcuts": "q" }, t.cite);
  const moving = [
    h("button", { type: "button", class: "primary small", onclick: () => does.moved(), "aria-keyshortcuts": "Enter" }, t.keepBounds),
    h("button", { type: "button", class: "quiet small", onclick: () => does.unmoved(), "aria-keyshortcuts": "Escape" }, t.cancel),
  ];
  const gestures = h("div", { class: "gestures" }, ...moving, vivo, cite);
  const element = h("section", { class: "palette", "aria-label": t.palette }, about, field, memo, gestures, list);
  const state = { rows: /** @type {{code?: string, label?: string}[]} */ ([]), at: 0, model: /** @type {Model | null} */ (null), of: /** @type {Model | null} */ (null), drawn: "" };

  /** @param {number} to */
  function point(to) {
    if (!state.rows.length) return field.removeAttribute("aria-activedescendant");
    list.querySelector("[aria-selected=true]")?.setAttribute("aria-selected", "false");
    state.at = Math.min(Math.max(to, 0), state.rows.length - 1);
    const option = /** @type {HTMLElement} */ (list.querySelectorAll("[role=option]")[state.at]);
    option.setAttribute("aria-selected", "true");
    field.setAttribute("aria-activedescendant", option.id);
    // Measuring costs a layout: only for who walks through the list.
    if (!element.matches(":focus-within")) return undefined;
    const box = option.getBoundingClientRect();
    const frame = list.getBoundingClientRect();
    if (box.top < frame.top) list.scrollTop -= frame.top - box.top;
    else if (box.bottom > frame.bottom) list.scrollTop += box.bottom - frame.bottom;
    return undefined;
  }

  function draw() {
    const model = state.model;
    if (!model) return;
    const query = field.value.trim();
    const signature = `${query}\n${model.recent.join()}\n${model.codesRead}`;
    if (state.drawn === signature && state.of === model) return;
    state.drawn = signature;
    state.of = model;
    const rows = suggested(model, query);
    const split = query ? -1 : rows.findIndex((row) => row.digit === 0);
    state.rows = [];
    const nodes = [];
    const title = (/** @type {string} */ text) => h("li", { class: "title", role: "presentation" }, text);
    rows.slice(0, MOST).forEach((row, rank) => {
      const code = model.codes.get(row.id);
      if (!code) return;
      if (!query && rank === 0 && row.digit) nodes.push(title(t.recent));
      if (!query && rank === split && split > 0) nodes.push(title(t.allCodes));
      const path = row.depth === 0 && model.path(row.id).length > 1 ? model.path(row.id).slice(0, -1).map((one) => model.label(one)).join(" › ") : "";
      const option = h("li", { role: "option", id: `${unique}-o${state.rows.length}`, "aria-selected": "false", class: "code", title: code.short_definition || code.definition || null },
        dot(model.color(row.id)), h("span", { class: "label" }, code.label, path && h("span", { class: "under" }, path)),
        h("span", { class: "count", "aria-label": t.passages(code.count) }, String(code.count)), row.digit ? h("kbd", { "aria-hidden": "true" }, String(row.digit)) : null);
      option.style.setProperty("--depth", String(query ? 0 : row.depth));
      const choice = { code: row.id };
      option.addEventListener("click", () => does.choose(choice));
      state.rows.push(choice);
      nodes.push(option);
    });
    if (rows.length > MOST) nodes.push(title(t.moreCodes(rows.length - MOST)));
    const known = [...model.codes.values()].some((code) => folded(code.label) === folded(query));
    if (query && !known && !does.readonly) {
      const choice = { label: query };
      const option = h("li", { role: "option", id: `${unique}-o${state.rows.length}`, "aria-selected": "false", class: "code create" }, h("span", { class: "plus", "aria-hidden": "true" }, "+"), h("span", { class: "label" }, t.create(query)));
      option.addEventListener("click", () => does.choose(choice));
      state.rows.push(choice);
      nodes.push(option);
    }
    if (!nodes.length) nodes.push(title(t.noCode));
    list.replaceChildren(...nodes);
    point(query ? 0 : Math.min(state.at, state.rows.length - 1));
  }

  field.addEventListener("input", () => {
    state.at = 0;
    draw();
  });
  // A press on the list takes neither the focus nor what is selected.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  const pick = () => state.rows[state.at] && does.choose(state.rows[state.at]);
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const steps = /** @type {Record<string, number>} */ ({ ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 });
    if (steps[event.key]) {
      event.preventDefault();
      point(state.at + steps[event.key]);
    } else if (event.key === "Enter") {
      event.preventDefault();
      // Held since the text, it would put the first code of the list.
      if (!event.repeat) pick();
    }
  });
  memo.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      if (!event.repeat) pick();
    }
  });

  return {
    element,
    field,
    memo,
    /** @param {Model} model @param {{text: string, choosing: boolean, mode: "" | "recode" | "bounds"}} now */
    update(model, now) {
      const other = now.mode !== "";
      state.model = model;
      about.textContent = now.text;
      element.classList.toggle("choosing", now.choosing);
      element.classList.toggle("recoding", now.mode === "recode");
      memo.hidden = !now.choosing || other || does.readonly;
      vivo.hidden = !now.choosing || other || does.readonly;
      for (const one of moving) one.hidden = now.mode !== "bounds";
      gestures.hidden = !now.choosing;
      draw();
    },
    clear() {
      field.value = "";
      memo.value = "";
      state.at = 0;
    },
  };
}

/** @param {string} color */
function dot(color) {
  return swatch(color);
}

/** @param {Sentences} t @param {Does} does */
export function codingCard(t, does) {
  const element = h("section", { class: "card", "aria-label": t.card, hidden: true });
  const state = { writing: /** @type {string | null} */ (null), draft: "" };
  /** @type {Model | null} */ let model = null;
  /** @type {Coding | null} */ let coding = null;
  const button = (/** @type {string} */ label, /** @type {() => void} */ act, /** @type {string} */ key, kind = "quiet") =>
    h("button", { type: "button", class: `${kind} small`, onclick: act, "aria-keyshortcuts": key }, label, h("kbd", { "aria-hidden": "true" }, key === "Delete" ? t.deleteKey : key));

  function draw() {
    if (!model || !coding) {
      element.hidden = true;
      return;
    }
    const one = coding;
    element.hidden = false;
    const code = model.codes.get(one.code);
    const path = model.path(one.code).slice(0, -1).map((id) => /** @type {Model} */ (model).label(id)).join(" › ");
    /** @type {HTMLElement[]} */
    const parts = [
      h("p", { class: "under" }, path),
      h("h3", {}, dot(model.color(one.code)), model.label(one.code)),
      h("p", { class: "facts" }, one.asked ? h("strong", { class: "unsaved" }, t.notYet) : null, h("span", { class: `tag ${one.state}` }, t.states[one.state] ?? one.state),
        ` ${t.by(model.coders[one.coder] ?? one.coder, one.date)}${t.origins[one.origin] ? `, ${t.origins[one.origin]}` : ""}`),
    ];
    if (code?.short_definition || code?.definition) parts.push(h("p", { class: "definition" }, code.short_definition || code.definition));
    if (code?.when_to_use) parts.push(h("details", {}, h("summary", {}, t.when), h("p", {}, code.when_to_use), code.when_not_to_use && h("p", {}, `${t.whenNot} ${code.when_not_to_use}`)));
    if (one.outdated) parts.push(h("p", { class: "old" }, t.outdated, !does.readonly && button(t.confirm, does.confirm, "v")));
    for (const review of model.reviewsOf(one.id)) {
      parts.push(h("p", { class: `verdict ${review.verdict}` }, icon(/** @type {any} */ (["agree", "discuss", "disagree"].includes(review.verdict) ? review.verdict : "none")),
        h("span", {}, t.verdict(model.coders[review.reviewer] ?? review.reviewer, t.verdicts[review.verdict] ?? review.verdict), review.comment && `${t.open}${review.comment}${t.shut}`)));
    }
    for (const [id, memo] of model.memosOf(one.id)) {
      parts.push(state.writing === id ? writer(id, state.draft || memo.text) : h("p", { class: "memo" }, h("span", {}, memo.text),
        !does.readonly && h("button", { type: "button", class: "link", onclick: () => write(id) }, t.editMemo)));
    }
    if (state.writing === "") parts.push(writer("", state.draft));
    if (!does.readonly) {
      const acts = [one.state !== "accepted" && button(t.accept, does.accept, "a", "primary"), one.state === "proposed" && button(t.reject, does.reject, "x")];
      parts.push(h("div", { class: "acts" }, ...acts, button(t.recode, does.recode, "r"), button(t.bounds, does.bounds, "b"), button(t.memo, () => write(""), "m"), button(t.citeShort, does.cite, "q"),
        button(t.remove, does.remove, "Delete")));
    }
    element.replaceChildren(...parts);
    element.style.setProperty("--c", model.color(one.code));
  }

  /** @param {string} id @param {string} text */
  function writer(id, text) {
    const field = h("textarea", { rows: "3", "aria-label": t.memoField, maxlength: String(LONGEST_MEMO) });
    field.value = text;
    // What was typed survives a card drawn again.
    field.addEventListener("input", () => {
      state.draft = field.value;
    });
    const keep = () => {
      state.writing = null;
      does.memo(id, field.value);
    };
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        keep();
      }
    });
    return h("div", { class: "writer" }, field, h("div", { class: "acts" }, h("button", { type: "button", class: "primary small", onclick: keep }, t.keepMemo), h("button", { type: "button", class: "quiet small", onclick: () => stop() }, t.cancel)));
  }

  /** @param {string} id @param {string} [draft]  words that could not be kept */
  function write(id, draft = "") {
    if (!coding || does.readonly) return;
    state.writing = id;
    state.draft = draft;
    draw();
    /** @type {HTMLTextAreaElement | null} */ (element.querySelector("textarea"))?.focus();
  }

  function stop() {
    state.writing = null;
    draw();
    does.leave();
  }

  return {
    element,
    write,
    /** The passage is known by its id from now on. @param {string} before @param {string} after */
    rename(before, after) {
      if (coding?.id === before) coding = { ...coding, id: after };
    },
    /** The words being written, if any. */
    draft: () => (state.writing === null ? "" : state.draft),
    /** Leave a memo that is being written; tell whether there was one. */
    leave() {
      const was = state.writing !== null;
      state.writing = null;
      if (was) draw();
      return was;
    },
    /** @param {Model} shown @param {Coding | null} one */
    update(shown, one) {
      model = shown;
      const same = coding?.id === one?.id;
      coding = one;
      // A memo being written is not swept away by what happens elsewhere.
      if (same && state.writing !== null && one) return;
      if (!same) state.writing = null;
      draw();
    },
  };
}
