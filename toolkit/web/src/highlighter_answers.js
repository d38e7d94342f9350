/**
 * The answers of a coding page: what the gestures made of the codings, codes and memos of the bundle, as one file that
 * `carnet codings import` reads. What was touched and then undone is told too, or an earlier file would bring it back.
 *
 * @typedef {import("./highlighter_local.js").LocalDesk} LocalDesk
 * @typedef {import("./highlighter_local.js").Edit} Edit
 */
import { canonical, sha256Hex } from "./sha256.js";

export const ANSWERS_FORMAT = "carnet-coding-answers/1";
const CODING = /** @type {const} */ (["transcript", "start", "end", "code", "code_version", "coder", "state", "origin", "date"]);
const MEMO = /** @type {const} */ (["text", "about", "coder", "date"]);
const CODE = /** @type {const} */ (["label", "parent", "short_definition", "definition", "when_to_use", "when_not_to_use", "color", "origin", "version"]);
const FIELDS = { codings: CODING, memos: MEMO, codes: CODE };
/** How many characters around a passage go with it, to find it again in a text revised since. */
const CONTEXT = 32;

/** @param {LocalDesk} desk @param {string} at  ISO @returns {any} */
export function answerFile(desk, at) {
  const { bundle_id, study, head, coder, made_on } = desk.bundle;
  const base = desk.base();
  /** @param {"codings" | "memos"} shelf */
  const items = (shelf) => [...desk.touched].filter(([key]) => key.startsWith(`${shelf}:`)).map(([key, moment]) => ({ id: key.slice(shelf.length + 1), at: moment }))
    .map(({ id, at: moment }) => ({ id, at: moment, before: base[shelf].get(id) ?? null, after: desk.shelves[shelf].get(id) ?? null }));
  const codes = [...desk.shelves.codes].filter(([id]) => !base.codes.has(id)).map(([id, { label, parent, origin }]) => ({ id, label, parent, origin }));
  const codings = items("codings").map((one) => ({ ...one, words: one.after ? wordsOf(desk, /** @type {any} */ (one.after)) : null }));
  const labels = Object.fromEntries(codings.flatMap(({ after }) => {
    const code = /** @type {any} */ (after)?.code;
    return code ? [[code, desk.shelves.codes.get(code)?.label ?? code]] : [];
  }));
  const texts = Object.fromEntries([...desk.texts.values()].map(({ transcript }) => [transcript.id, transcript.fingerprint]));
  const file = { format: ANSWERS_FORMAT, bundle_id, study, head, coder, made_on, exported_at: at, texts, labels, codes, codings, memos: items("memos") };
  return { ...file, sha256: sha256Hex(canonical(file)) };
}

/** @param {LocalDesk} desk @param {import("./highlighter_local.js").Coding} one */
function wordsOf(desk, { transcript, start, end }) {
  const held = desk.texts.get(transcript);
  if (!held) throw new Error("text");
  const cut = (/** @type {number} */ from, /** @type {number} */ to) => held.text.slice(held.offsets.toUtf16(from), held.offsets.toUtf16(to));
  return { quote: cut(start, end), prefix: cut(Math.max(0, start - CONTEXT), start), suffix: cut(end, Math.min(held.offsets.length, end + CONTEXT)) };
}

/**
 * What a file of answers of this page brings to it. What the page has already changed otherwise stays as it is here.
 * Throws an Error whose message is a key of the sentences.
 * @param {LocalDesk} desk @param {any} file
 * @returns {{edits: Edit[], left: number}}
 */
export function takenUp(desk, file) {
  if (typeof file !== "object" || file === null || file.format !== ANSWERS_FORMAT) throw new Error("notAnswers");
  const { sha256, ...rest } = file;
  if (sha256 !== sha256Hex(canonical(rest))) throw new Error("damaged");
  if (file.bundle_id !== desk.bundle.bundle_id) throw new Error("otherPage");
  /** @type {Edit[]} */
  const edits = [];
  let left = 0;
  const base = desk.base();
  /** @param {"codings" | "codes" | "memos"} shelf @param {string} id @param {any} row */
  const bring = (shelf, id, row) => {
    /** @type {any} */
    const now = desk.shelves[shelf].get(id) ?? null;
    const after = row && Object.fromEntries(FIELDS[shelf].map((field) => [field, row[field]]));
    if (canonical(now) === canonical(after)) return;
    if (canonical(now) === canonical(base[shelf].get(id) ?? null)) edits.push({ shelf, id, before: now, after });
    else left += 1;
  };
  const plain = { short_definition: "", definition: "", when_to_use: "", when_not_to_use: "", color: "", version: 1 };
  for (const { id, ...code } of file.codes) bring("codes", id, { ...plain, ...code });
  for (const one of file.codings) bring("codings", one.id, one.after);
  for (const one of file.memos) bring("memos", one.id, one.after);
  return { edits, left };
}
