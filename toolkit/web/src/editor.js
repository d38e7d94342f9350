/**
 * The editor of a coded text: a component `(el, host)`, held by toolkit/transcripts/text_editor.py.
 * At the left the text of the study, at the right the new one; marks move at once as one types, then as Python says.
 *
 * @typedef {import("./editor_text.js").Mark} Mark
 * @typedef {import("./editor_list.js").Item} Item
 */
import { h } from "./dom.js";
import { reviewList } from "./editor_list.js";
import { changedLines, drawn, shifted, tidy, toPoints, toUnits } from "./editor_text.js";
import { editorSentences } from "./i18n/editor.js";
import { shell } from "./shell.js";
import { Line as Wire } from "./wire.js";

export const EDITOR_FORMAT = "carnet-editor/1";
/** Milliseconds without a key after which Python is asked. */
export const PAUSE = 350;
let views = 0;

/**
 * @param {HTMLElement} el
 * @param {import("./wire.js").Host} host
 * @returns {() => void}  undoes everything
 */
export function editor(el, host) {
  const t = editorSentences(host.get("lang"));
  const unique = `carnet-editor-${(views += 1)}`;
  const readonly = Boolean(host.get("readonly"));
  const frame = shell(el, host, "carnet-editor");
  const { root, body, tell, hush, say } = frame;
  const state = {
    /** What the study holds. @type {any} */ base: null,
    /** @type {Map<string, {label: string, color: string}>} */ codes: new Map(),
    /** The code and the coder of each coding. @type {Map<string, string>} */ codings: new Map(),
    /** The number of the turn that begins on a line. @type {Map<number, string>} */ numbers: new Map(),
    /** Marks on the old text, in UTF-16. @type {Mark[]} */ old: [],
    /** Marks on the new text, in UTF-16. @type {Mark[]} */ marks: [],
    text: "",
    mode: "typo",
    another: false,
    /** @type {Map<string, string | [number, number]>} decisions by key; a place in UTF-16 of the new text */ decisions: new Map(),
    /** The last answer about this very text. @type {any} */ told: null,
    asked: 0,
    selection: [0, 0],
  };
  /** @type {ReturnType<typeof setTimeout> | undefined} */ let pause;

  const line = new Wire(host, EDITOR_FORMAT, {
    snapshot,
    applied,
    rejected: (why) => {
      tell(`${why.reason} ${why.hint}`.trim(), "fault");
      state.told = null;
      ask(0);
    },
    standing: (standing) => {
      frame.stand(standing, line.pending.size);
      tools();
    },
  });

  // What is seen.

  const title = h("h2");
  const modes = h("fieldset", { class: "modes" }, h("legend", { class: "hidden" }, t.mode), ...["typo", "retranscription"].map((mode) =>
    h("label", {}, h("input", { type: "radio", name: `${unique}-mode`, value: mode, checked: mode === "typo", disabled: readonly, onchange: () => chosen(mode) }),
      /** @type {Record<string, any>} */ (t)[mode])));
  const hint = h("p", { class: "hint", id: `${unique}-hint` });
  const restore = h("button", { type: "button", class: "quiet", onclick: () => back() }, t.restore);
  const save = h("button", { type: "button", class: "primary", onclick: () => store(), "aria-keyshortcuts": "Control+Enter" }, t.save);
  const oldSheet = h("div", { class: "sheet old", lang: "fr", tabindex: "0", role: "region", "aria-label": t.oldText });
  const mirror = h("div", { class: "mirror", "aria-hidden": "true" });
  const area = h("textarea", { spellcheck: "true", lang: "fr", autocomplete: "off", readonly, "aria-describedby": `${unique}-hint`, oninput: () => typed() });
  const newSheet = h("div", { class: "sheet new" }, h("div", { class: "stack" }, mirror, area));
  const caret = h("p", { class: "caret" });
  const counts = h("p", { class: "counts" });
  const warnings = h("ul", { class: "warnings" });
  const fault = h("div", { class: "fault", role: "alert", hidden: true });
  const list = reviewList(t, {
    decide,
    go: show,
    readonly,
    label: (code) => state.codes?.get(code) ?? { label: code, color: "" },
  });
  body.append(
    h("header", { class: "bar" }, title, modes, frame.saved, h("div", { class: "actions" }, restore, save)),
    hint,
    h("div", { class: "panes" },
      h("section", { class: "pane" }, h("h3", {}, t.oldText), oldSheet),
      h("section", { class: "pane" }, h("h3", {}, t.newText), newSheet, caret)),
    h("div", { class: "under" }, h("div", { class: "told" }, counts, fault, warnings), list.element, h("p", { class: "hint keys" }, t.keysHint)),
  );

  /** @type {{old: string[], fresh: string[]}} */ const keys = { old: [], fresh: [] };

  /** Draw only the lines that changed. @param {HTMLElement} sheet @param {"old" | "fresh"} which @param {string} text @param {readonly Mark[]} marks */
  function draw(sheet, which, text, marks) {
    const lines = drawn(text, marks);
    const fresh = lines.map((one) => one.key);
    const { from, oldTo, newTo } = changedLines(keys[which], fresh);
    const made = document.createDocumentFragment();
    const numbers = which === "old" ? state.numbers : null;
    for (const one of lines.slice(from, newTo)) {
      const number = numbers?.get(one.start);
      const shown = h("div", { class: "line", "data-turn": number ?? null });
      for (const run of one.runs) shown.append(run.ids.length ? h("mark", { "data-state": run.state, "data-ids": run.ids.join(" "), title: which === "old" ? named(run.ids) : null }, run.text) : run.text);
      // An empty line is as high as another.
      if (!one.runs.length) shown.append("\u200b");
      made.append(shown);
    }
    for (let n = oldTo - from; n > 0; n -= 1) sheet.children[from].remove();
    sheet.insertBefore(made, sheet.children[from] ?? null);
    keys[which] = fresh;
  }

  /** @param {readonly string[]} ids */
  const named = (ids) => ids.map((id) => state.codings?.get(id) ?? "").filter(Boolean).join(", ");

  /** What each coding is now: decided, to decide, followed. */
  function states() {
    /** @type {Map<string, string>} */
    const found = new Map();
    for (const one of state.told?.noticed ?? []) found.set(one[0], "notice");
    for (const item of items()) if (item.kind === "coding") found.set(item.id, item.decision);
    return found;
  }

  /** The passages to review, with what was decided here. @returns {Item[]} */
  function items() {
    return (state.told?.review ?? []).map((/** @type {Item} */ item) => {
      const decision = state.decisions.get(item.key);
      return decision === undefined ? item : { ...item, decision: typeof decision === "string" ? decision : "place" };
    });
  }

  function paint() {
    const known = states();
    const as = (/** @type {Mark} */ mark) => ({ ...mark, state: known.get(mark.id) ?? "ok" });
    draw(oldSheet, "old", state.base.text, state.old.map(as));
    draw(mirror, "fresh", state.text, state.marks.map((mark) => (mark.state === "touched" ? mark : as(mark))));
    here();
  }

  function tools() {
    const dirty = Boolean(state.base) && state.text !== state.base.text;
    const standing = root.dataset.standing;
    save.disabled = readonly || !dirty || !state.told?.changed || line.pending.size > 0 || (standing !== "kept" && standing !== "slow");
    restore.disabled = readonly || !dirty;
    root.dataset.draft = dirty ? "1" : "0";
    if (!state.base) return;
    const told = state.told;
    counts.textContent = !dirty ? t.same : told?.marks ? `${t.counts(told.marks.length - items().filter((item) => item.kind === "coding").length, items().length)} · ${t.draft}`
      : told ? t.draft : `${t.working} ${t.draft}`;
    const said = [...(told?.warnings ?? [])];
    const notes = (told?.noticed ?? []).map((/** @type {[string, string]} */ [id, why]) => `${named([id]) || id} : ${why}`);
    if (notes.length) said.push(`${t.noticed} (${notes.length}) : ${notes.slice(0, 6).join(" ; ")}${notes.length > 6 ? " …" : ""}`);
    warnings.replaceChildren(...said.map((text) => h("li", {}, text)));
    fault.hidden = !told?.fault;
    fault.replaceChildren();
    if (told?.fault) {
      fault.append(h("p", {}, `${told.fault.reason} ${told.fault.hint}`));
      if (told.fault.another) fault.append(h("button", { type: "button", class: "quiet", onclick: () => ((state.another = true), ask(0)) }, t.anotherText));
    }
    list.update(dirty ? items() : [], dirty && told?.marks ? t.nothing : "");
  }

  // What Python says.

  /** @param {any} data */
  function snapshot(data) {
    const kept = state.base && state.text !== state.base.text && !readonly ? state.text : null;
    load(data, kept ?? data.draft, kept === null ? data.mode : state.mode);
    frame.ready();
  }

  /** @param {any} data @param {string} text @param {string} mode */
  function load(data, text, mode) {
    state.base = data;
    state.codes = new Map(data.codes.map((/** @type {string[]} */ [id, label, color]) => [id, { label, color }]));
    state.codings = new Map(data.marks.map((/** @type {any[]} */ [id, , , code, coder]) => [id, `${state.codes.get(code)?.label ?? code} (${coder})`]));
    state.old = toUnits(data.text, data.marks.map((/** @type {any[]} */ [id, start, end]) => ({ id, start, end, state: "ok" })));
    const starts = toUnits(data.text, data.turns.map((/** @type {number[]} */ [number, start]) => ({ id: String(number), start, end: start, state: "" })));
    state.numbers = new Map(starts.map((one) => [data.text.lastIndexOf("\n", one.start - 1) + 1, one.id]));
    title.textContent = t.title(data.id);
    area.setAttribute("aria-label", t.newLabel(data.id));
    keys.old = [];
    oldSheet.replaceChildren();
    state.told = null;
    if (text === data.text) state.decisions.clear();
    put(text);
    state.marks = /** @type {Mark[]} */ (shifted(state.old, data.text, text).map((mark) => ({ ...mark, state: mark.touched ? "touched" : "ok" })));
    choose(mode);
    root.dataset.answered = "1";
    paint();
    tools();
    if (text !== data.text) ask(0);
  }

  /** @param {any} changes @param {import("./wire.js").Sent | null} sent */
  function applied(changes, sent) {
    const mine = sent !== null;
    if (mine || state.text === state.base?.text) {
      state.another = false;
      load(changes.saved, changes.saved.text, "typo");
      if (mine) tell(t.saved(changes.waiting));
    } else load(changes.saved, state.text, state.mode);
  }

  /** Ask what the draft does, once the hand rests. @param {number} [wait] */
  function ask(wait = PAUSE) {
    clearTimeout(pause);
    const number = (state.asked += 1);
    if (!state.base || readonly) return;
    root.dataset.answered = "0";
    pause = setTimeout(async () => {
      const text = state.text;
      let told;
      try {
        told = await line.ask("draft", { ...draft(), text });
      } catch {
        return;
      }
      if (number !== state.asked || text !== state.text) return;
      if (told.text !== null) {
        const [start, end] = [area.selectionStart, area.selectionEnd];
        put(told.text);
        area.setSelectionRange(Math.min(start, told.text.length), Math.min(end, told.text.length));
      }
      state.told = told;
      if (told.marks) {
        state.marks = toUnits(state.text, told.marks.map((/** @type {any[]} */ [id, start, end, why]) => ({ id, start, end, state: why ? "notice" : "ok" })));
        for (const key of [...state.decisions.keys()]) if (!told.review.some((/** @type {Item} */ item) => item.key === key)) state.decisions.delete(key);
      }
      paint();
      tools();
      root.dataset.answered = "1";
    }, wait);
  }

  function draft() {
    const decisions = [...state.decisions].map(([key, decision]) => {
      if (typeof decision === "string") return [key, decision];
      const place = toPoints(state.text, ...decision);
      return place ? [key, ...place] : [key, "later"];
    });
    return { text: state.text, mode: state.mode, another: state.another, decisions };
  }

  // What the person does.

  /** @param {string} text */
  function put(text) {
    state.text = text;
    if (area.value !== text) area.value = text;
  }

  function typed() {
    hush();
    const before = state.text;
    const after = tidy(area.value);
    if (after !== area.value) {
      const [start, end] = [area.selectionStart, area.selectionEnd];
      area.value = after;
      area.setSelectionRange(Math.min(start, after.length), Math.min(end, after.length));
    }
    state.text = after;
    state.marks = shifted(state.marks, before, after).map((mark) => ({ ...mark, state: mark.touched ? "touched" : mark.state }));
    for (const [key, decision] of state.decisions) {
      if (typeof decision === "string") continue;
      const [moved] = shifted([{ start: decision[0], end: decision[1] }], before, after);
      if (moved.touched) state.decisions.delete(key);
      else state.decisions.set(key, [moved.start, moved.end]);
    }
    if (state.told) state.told = { ...state.told, digest: "", changed: false, fault: null };
    paint();
    tools();
    ask();
  }

  /** @param {string} mode */
  function choose(mode) {
    state.mode = mode;
    for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (modes.querySelectorAll("input"))) input.checked = input.value === mode;
    hint.textContent = mode === "typo" ? t.typoHint : t.retranscriptionHint;
  }

  /** @param {string} mode */
  function chosen(mode) {
    choose(mode);
    if (mode === "retranscription" && state.text === state.base?.text) {
      // A paste then takes the place of the whole text.
      area.focus();
      area.select();
    }
    if (state.text !== state.base?.text) ask(0);
  }

  function back() {
    state.decisions.clear();
    state.another = false;
    state.asked += 1;
    clearTimeout(pause);
    load(state.base, state.base.text, state.mode);
    // Python forgets the draft too.
    line.ask("draft", draft()).catch(() => {});
    area.focus();
  }

  function store() {
    if (save.disabled || !state.told?.digest) return;
    line.op("save", { ...draft(), digest: state.told.digest }, [state.base.id]);
    tools();
  }

  /** @param {string} key @param {string} decision */
  function decide(key, decision) {
    if (readonly) return;
    if (decision === "here") {
      const [start, end] = state.selection;
      if (!toPoints(state.text, start, end)) return tell(t.noSelection);
      state.decisions.set(key, [start, end]);
      say(t.marked);
    } else {
      state.decisions.set(key, decision);
      say(t.decided(String(/** @type {Record<string, any>} */ (t)[decision])));
    }
    hush();
    paint();
    tools();
    ask(0);
  }

  /** Bring a passage into view on both sides. @param {Item} item */
  function show(item) {
    for (const sheet of [oldSheet, newSheet]) {
      const mark = /** @type {HTMLElement | undefined} */ ([...sheet.querySelectorAll("mark")].find((one) => (/** @type {HTMLElement} */ (one).dataset.ids ?? "").split(" ").includes(item.id)));
      if (!mark) continue;
      const [box, view] = [mark.getBoundingClientRect(), sheet.getBoundingClientRect()];
      if (box.top < view.top || box.bottom > view.bottom) sheet.scrollTop += box.top - view.top - view.height / 3;
    }
  }

  /** Say which codes cover the caret. */
  function here() {
    const at = area.selectionStart;
    const over = state.marks.filter((mark) => mark.start <= at && at <= mark.end && mark.start < mark.end);
    const words = over.length ? t.caret(named(over.map((mark) => mark.id))) : t.noCode;
    if (caret.textContent !== words) caret.textContent = words;
  }

  function selected() {
    if (document.activeElement !== area && el.getRootNode() === document) return;
    state.selection = [area.selectionStart, area.selectionEnd];
    here();
  }

  document.addEventListener("selectionchange", selected, { signal: frame.signal });
  area.addEventListener("select", selected, { signal: frame.signal });
  area.addEventListener("keyup", selected, { signal: frame.signal });

  frame.keys((event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      store();
      return true;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || !list.element.contains(/** @type {Node} */ (event.target))) return false;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      list.move(event.key === "ArrowDown" ? 1 : -1);
      return true;
    }
    const decision = Object.keys(t.keys).find((one) => t.keys[one] === event.key.toLowerCase());
    const item = items().find((one) => one.key === list.current);
    if (!decision || !item || (decision !== "here" && !item.choices.includes(decision)) || (decision === "here" && item.kind !== "coding")) return false;
    decide(item.key, decision);
    return true;
  });

  tools();
  line.open();
  return () => {
    clearTimeout(pause);
    line.close();
    frame.close();
  };
}
