/**
 * What a person does to the codings: each gesture is drawn at once, marked as not yet saved, and asked of Python.
 *
 * @typedef {import("./highlighter_model.js").Model} Model
 * @typedef {import("./highlighter_model.js").Coding} Coding
 * @typedef {import("./highlighter_model.js").Row} Row
 * @typedef {import("./highlighter_select.js").Span} Span
 * @typedef {{
 *   readonly model: Model | null, t: import("./i18n/highlighter.js").HighlighterSentences, line: import("./wire.js").Line, readonly: boolean, root: HTMLElement,
 *   state: {chosen: Span | null, active: string, mode: "" | "recode" | "bounds"},
 *   now: () => Coding | null, shown: () => Coding[], refresh: (how?: {all?: boolean, places?: readonly Span[]}) => void,
 *   say: (text: string) => void, tell: (text: string, kind?: "info" | "fault") => void, hush: () => void, activate: (id: string, how?: {quiet?: boolean}) => void,
 *   focusText: () => void, aboutText: () => string, panel: () => ReturnType<typeof import("./highlighter_panel.js").codePanel>,
 *   card: () => ReturnType<typeof import("./highlighter_panel.js").codingCard>,
 * }} Desk
 */
import { cited } from "./highlighter_cite.js";
import { characters } from "./highlighter_select.js";

/** The longest name that the words of a person make. */
const IN_VIVO = 120;

/** @param {Desk} it */
export function gestures(it) {
  /** @param {string} op @param {{[field: string]: any}} fields @param {string[]} ids @param {Map<string, Row | null>} rows @param {string} said */
  function send(op, fields, ids, rows, said) {
    if (!it.model || it.readonly) return null;
    it.hush();
    const sent = it.line.op(op, fields, ids);
    if (!sent) {
      it.refresh();
      return null;
    }
    const places = [...rows].flatMap(([id, row]) => [row, it.model?.coding(id)].flatMap((one) => (one ? [one] : [])));
    it.model.ask(sent.seq, rows);
    it.refresh({ places });
    if (said) it.say(said);
    return sent;
  }

  /** A code for the words chosen, or for the passage at hand. @param {{code?: string, label?: string, in_vivo?: boolean}} choice */
  function put(choice) {
    if (!it.model) return;
    const label = choice.label ?? it.model.label(choice.code ?? "");
    const one = it.now();
    if (it.state.mode === "recode" && one) {
      const sent = send("recode", choice, [one.id], new Map([[one.id, { ...one, code: choice.code ?? label, outdated: false }]]), it.t.saidRecoded(label));
      if (sent) settle();
      return;
    }
    if (!it.state.chosen) return it.say(it.t.nothingChosen);
    const memo = it.panel().memo.value.trim();
    // Until Python gives its id, the passage has a name that Python understands: a quick key finds it.
    const id = it.line.named();
    const before = it.state.active;
    const row = { ...it.state.chosen, code: choice.code ?? label, coder: it.model.coder, state: "accepted", origin: "hand", date: "", outdated: false };
    it.state.active = id;
    const sent = send("mark", { ...it.model.toPython(it.state.chosen), ...choice, ...(memo ? { memo } : {}) }, [], new Map([[id, row]]), it.t.saidCoded(label));
    if (sent) return settle();
    it.state.active = before;
    return it.refresh();
  }

  function settle() {
    it.state.mode = "";
    it.panel().clear();
    it.root.dataset.mode = "";
    if (it.model) it.panel().update(it.model, { text: it.aboutText(), choosing: Boolean(it.state.chosen), mode: "" });
    it.focusText();
  }

  function vivo() {
    if (!it.model || !it.state.chosen) return it.say(it.t.nothingChosen);
    const said = it.model.text.slice(it.state.chosen.start, it.state.chosen.end).replace(/\s+/g, " ");
    // A name too long ends with a whole character: half an emoji would be refused.
    const label = said.slice(0, said.length > IN_VIVO ? characters(said, 0, said.length).findLast((at) => at <= IN_VIVO) : undefined).trim();
    return put({ label, in_vivo: true });
  }

  /** @param {"delete" | "accept" | "reject" | "confirm"} op */
  function act(op) {
    const one = it.now();
    if (!one || !it.model) return it.say(it.t.nothingActive);
    if ((op === "confirm" && !one.outdated) || (op === "accept" && one.state === "accepted") || (op === "reject" && one.state !== "proposed")) return undefined;
    const row = { delete: null, accept: { ...one, state: "accepted" }, reject: { ...one, state: "rejected" }, confirm: { ...one, outdated: false } }[op];
    const said = { delete: it.t.saidDeleted(it.model.label(one.code)) + (it.model.memosOf(one.id).length ? ` ${it.t.memoOutlives}` : ""), accept: it.t.saidAccepted, reject: it.t.saidRejected, confirm: it.t.saidConfirmed }[op];
    // Proposals are decided one after the other.
    const list = it.shown();
    const following = op === "accept" || op === "reject" ? list.slice(list.findIndex((each) => each.id === one.id) + 1).find((each) => each.state === "proposed") : undefined;
    const sent = send(op, {}, [one.id], new Map([[one.id, row]]), said);
    if (!sent) return undefined;
    if (following) it.activate(following.id, { quiet: true });
    else if (op === "delete" || op === "reject") it.state.active = "";
    it.refresh({ places: [one] });
    return it.focusText();
  }

  /** @param {"recode" | "bounds"} mode */
  function enter(mode) {
    const one = it.now();
    if (!one || it.readonly) return it.say(it.t.nothingActive);
    it.state.mode = mode;
    it.state.chosen = mode === "bounds" ? { start: one.start, end: one.end } : null;
    it.panel().clear();
    it.refresh();
    if (mode === "recode") it.panel().field.focus();
    else {
      it.focusText();
      it.say(it.aboutText());
    }
    return undefined;
  }

  function moved() {
    const one = it.now();
    if (!one || !it.model || !it.state.chosen) return;
    const { chosen } = it.state;
    it.state.mode = "";
    it.state.chosen = null;
    if (chosen.start === one.start && chosen.end === one.end) return it.refresh();
    const sent = send("move", it.model.toPython(chosen), [one.id], new Map([[one.id, { ...one, ...chosen }]]), it.t.saidMoved);
    return sent ? it.refresh({ places: [one] }) : it.refresh();
  }

  /** @param {string} memo @param {string} text */
  function keepMemo(memo, text) {
    const one = it.now();
    if (!one || !(text.trim() || memo)) return it.focusText();
    const sent = send("memo", { memo, text }, [one.id], new Map(), it.t.saidMemo);
    it.refresh();
    if (sent) it.focusText();
    else it.card().write(memo, text);
    return undefined;
  }

  function memo() {
    if (it.now()) return it.card().write("");
    if (it.state.chosen && !it.readonly) return it.panel().memo.focus();
    return it.say(it.t.nothingChosen);
  }

  /** @param {"undo" | "redo"} op */
  function way(op) {
    it.hush();
    if (!it.readonly) it.line.op(op);
  }

  /** « … » (pseudonym, E03, turn 42), to paste in the thesis. */
  async function cite() {
    const span = it.state.chosen ?? it.now();
    if (!span || !it.model) return it.say(it.t.nothingChosen);
    const words = cited(it.model, span, it.t);
    try {
      await navigator.clipboard.writeText(words);
      it.tell(it.t.saidCopied);
    } catch {
      it.tell(`${it.t.notCopied} ${words}`);
    }
    return undefined;
  }

  return { put, vivo, act, enter, moved, keepMemo, memo, way, cite };
}
