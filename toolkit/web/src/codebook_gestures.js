/**
 * The gestures that change the tree: a new code, a label, another place, a merge, a split, a deletion. Each asks what it lacks
 * in one line, then is sent; nothing is drawn before Python kept it.
 *
 * @typedef {import("./codebook_store.js").Book} Book
 * @typedef {import("./codebook_store.js").Code} Code
 * @typedef {{
 *   t: import("./i18n/codebook.js").CodebookSentences, readonly: boolean, book: Book, line: import("./wire.js").Line,
 *   state: {current: string, chosen: Set<string>, cut: Set<string>, reviewing: boolean},
 *   prompt: ReturnType<typeof import("./codebook_prompt.js").codebookPrompt>, splitting: ReturnType<typeof import("./codebook_split.js").codebookSplit>,
 *   confirm: HTMLElement, question: HTMLElement, yes: HTMLButtonElement, now: () => Code | null, labelOf: (id: string) => string,
 *   send: (op: string, fields?: {[field: string]: any}, ids?: string[]) => unknown, save: (how: {quiet: boolean}) => void,
 *   refresh: (how: {}) => void, focusTree: () => void, say: (text: string) => void, tell: (text: string) => void,
 * }} It
 */
import { forbidden } from "./codebook_store.js";

/** @param {It} it  what the desk lends */
export function gestures(it) {
  const { t, readonly, state } = it;

  function sibling() {
    const code = it.now();
    const parent = code?.parent ?? null;
    ask(code ? t.promptBeside(code.label) : t.promptNew, "", (label) => it.send("add", { label, ...(parent ? { parent } : {}) }));
  }

  function child() {
    const code = it.now();
    if (!code) return sibling();
    return ask(t.promptUnder(code.label), "", (label) => it.send("add", { label, parent: code.id }));
  }

  function rename() {
    const code = it.now();
    if (code) ask(t.promptRename(code.label), code.label, (label) => (label === code.label ? null : it.send("write", { fields: { label } }, [code.id])));
  }

  /** @param {string} title @param {string} value @param {(value: string) => void} done */
  function ask(title, value, done) {
    if (readonly) return;
    it.prompt.ask({ title, value, done: (given) => {
      it.focusTree();
      done(given);
    } });
  }

  const many = () => [...state.chosen].filter((id) => it.book.codes.has(id));
  const what = (/** @type {string[]} */ ids) => t.what(ids.length, it.labelOf(ids[0]));
  const pathOf = (/** @type {string} */ id) => it.book.path(id).slice(0, -1).map(it.labelOf).join(" › ");

  /** @param {string[]} ids @param {string | null} parent */
  function move(ids, parent) {
    if (parent !== null && forbidden(it.book, ids).has(parent)) {
      it.say(t.saidNotHere);
      it.tell(t.saidNotHere);
      return;
    }
    it.send("move", { parent: parent ?? "" }, ids);
  }

  function moveTo() {
    const ids = many();
    if (readonly || !ids.length) return;
    const not = forbidden(it.book, ids);
    it.prompt.ask({ title: t.promptMove(what(ids)), top: true, path: pathOf, find: (text) => it.book.found(text, (id) => !not.has(id)), done: (parent) => {
      it.focusTree();
      move(ids, parent || null);
    } });
  }

  function merge() {
    const ids = many();
    if (readonly || !ids.length) return;
    // Among several chosen codes, the one where the person stands is proposed first.
    const among = ids.length > 1 ? (/** @type {string} */ id) => ids.includes(id) : (/** @type {string} */ id) => id !== ids[0];
    const first = (/** @type {import("./codebook_store.js").Code[]} */ found) => found.sort((a, b) => Number(b.id === state.current) - Number(a.id === state.current));
    it.prompt.ask({
      title: t.promptMerge(what(ids)), path: pathOf, find: (text) => first(it.book.found(text, among, ids.length > 1 ? 50 : 8)).slice(0, 8),
      look: async (into) => {
        const given = await it.line.ask("merging", { codes: ids, into });
        return t.merging(given.before, given.after);
      },
      done: (into) => {
        it.focusTree();
        it.send("merge", { into }, [...new Set([...ids, into])]);
      },
    });
  }

  function split() {
    const code = it.now();
    if (readonly || !code) return;
    it.save({ quiet: true });
    state.reviewing = false;
    it.splitting.begin(code.id, code.label);
    it.refresh({});
  }

  function remove() {
    const ids = many();
    if (readonly || !ids.length) return;
    it.question.textContent = t.confirmDelete(ids.length, it.labelOf(ids[0]));
    it.confirm.hidden = false;
    it.yes.onclick = () => {
      noConfirm();
      it.send("delete", {}, ids);
    };
    it.yes.focus();
  }

  function noConfirm() {
    it.confirm.hidden = true;
    it.focusTree();
  }

  function cut() {
    if (readonly) return;
    state.cut = new Set(many());
    it.refresh({});
    it.say(t.saidCut(state.cut.size));
    it.tell(t.saidCut(state.cut.size));
  }

  function paste() {
    if (state.cut.size && state.current) move([...state.cut], state.current);
  }

  return { sibling, child, rename, move, moveTo, merge, split, remove, noConfirm, cut, paste };
}
