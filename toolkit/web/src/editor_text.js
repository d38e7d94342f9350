/**
 * The text of the editor and the marks on it, as values: what a keystroke does to places, how lines are drawn.
 * Positions are UTF-16 units here; they come from Python, and go back, through `Offsets`.
 *
 * @typedef {{id: string, start: number, end: number, state: string}} Mark
 * @typedef {{text: string, ids: string[], state: string}} Run
 * @typedef {{start: number, runs: Run[], key: string}} Line
 */
import { Offsets } from "./offsets.js";
import { pieces } from "./segments.js";

/** From the most to the least pressing: where marks overlap, the first says how the words look. */
export const STATES = ["later", "drop", "keep", "place", "notice", "touched", "ok"];

/**
 * Where each mark goes, at once, when a text becomes another; Python says better a moment later.
 * A mark that the edit touches is `touched`.
 * @template {{start: number, end: number}} M
 * @param {readonly M[]} marks
 * @param {string} before
 * @param {string} after
 * @returns {(M & {touched: boolean})[]}
 */
export function shifted(marks, before, after) {
  const [head, tail] = sharedEnds(before, after);
  const more = after.length - before.length;
  const last = before.length - tail;
  return marks.map((mark) => {
    if (mark.end <= head) return { ...mark, touched: false };
    if (mark.start >= last) return { ...mark, start: mark.start + more, end: mark.end + more, touched: false };
    const start = Math.min(mark.start, head);
    const end = mark.end >= last ? mark.end + more : last + more;
    return { ...mark, start, end: Math.max(start, end), touched: true };
  });
}

/**
 * How many characters two texts share at their beginning, and at their end without those.
 * @param {string} a
 * @param {string} b
 * @returns {[number, number]}
 */
export function sharedEnds(a, b) {
  const most = Math.min(a.length, b.length);
  let head = 0;
  while (head < most && a.charCodeAt(head) === b.charCodeAt(head)) head += 1;
  let tail = 0;
  while (tail < most - head && a.charCodeAt(a.length - 1 - tail) === b.charCodeAt(b.length - 1 - tail)) tail += 1;
  return [head, tail];
}

/**
 * The marks of Python (code points) as UTF-16 places.
 * @param {string} text
 * @param {readonly {id: string, start: number, end: number, state: string}[]} marks
 * @returns {Mark[]}
 */
export function toUnits(text, marks) {
  const offsets = new Offsets(text);
  return marks.map((mark) => ({ ...mark, start: offsets.toUtf16(mark.start), end: offsets.toUtf16(mark.end) }));
}

/**
 * A place of the text (UTF-16) as Python counts it; null inside a character or when it holds no word.
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @returns {[number, number] | null}
 */
export function toPoints(text, start, end) {
  while (start < end && /\s/.test(text[start])) start += 1;
  while (end > start && /\s/.test(text[end - 1])) end -= 1;
  if (start >= end) return null;
  const offsets = new Offsets(text);
  try {
    return [offsets.fromUtf16(start), offsets.fromUtf16(end)];
  } catch {
    return null;
  }
}

/**
 * The lines of a text, each cut where marks begin and end. Lines with the same key look the same.
 * @param {string} text
 * @param {readonly Mark[]} marks
 * @returns {Line[]}
 */
export function drawn(text, marks) {
  const sorted = [...marks].filter((mark) => mark.start < mark.end).sort((a, b) => a.start - b.start);
  /** @type {Mark[]} */
  let open = [];
  let next = 0;
  let at = 0;
  return text.split("\n").map((words) => {
    const start = at;
    const end = start + words.length;
    at = end + 1;
    while (next < sorted.length && sorted[next].start < end) open.push(sorted[next++]);
    open = open.filter((mark) => mark.end > start);
    const here = open.map((mark) => ({ start: mark.start - start, end: mark.end - start }));
    const runs = pieces(words.length, here).map((piece) => {
      const over = piece.covers.map((rank) => open[rank]);
      const state = STATES.find((one) => over.some((mark) => mark.state === one)) ?? (over.length ? "ok" : "");
      return { text: words.slice(piece.start, piece.end), ids: over.map((mark) => mark.id), state };
    });
    return { start, runs, key: runs.map((run) => `${run.state} ${run.ids.join(",")}\u0000${run.text}`).join("\u0001") };
  });
}

/**
 * Which lines changed: those of `[from, oldTo)` are replaced by those of `[from, newTo)`.
 * @param {readonly string[]} old
 * @param {readonly string[]} fresh
 */
export function changedLines(old, fresh) {
  const most = Math.min(old.length, fresh.length);
  let from = 0;
  while (from < most && old[from] === fresh[from]) from += 1;
  let tail = 0;
  while (tail < most - from && old[old.length - 1 - tail] === fresh[fresh.length - 1 - tail]) tail += 1;
  return { from, oldTo: old.length - tail, newTo: fresh.length - tail };
}

/**
 * What the whole text is made of, as Python cleans it: one way to write accents, one kind of line break.
 * @param {string} text
 */
export const tidy = (text) => text.replace(/\r\n?/g, "\n").normalize("NFC");
