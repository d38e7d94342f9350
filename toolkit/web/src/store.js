/**
 * What the review component knows and derives: no DOM here.
 *
 * @typedef {import("./ops.js").Answers} Answers
 * @typedef {import("./ops.js").Bundle} Bundle
 * @typedef {import("./ops.js").Item} Item
 * @typedef {"agree" | "discuss" | "disagree" | "none"} Standing
 */
import { DECISIONS } from "./ops.js";

/** @type {readonly Standing[]} */
export const STANDINGS = [...DECISIONS, "none"];
/** A pause longer than this is a coffee, not a hesitation. */
const LONGEST_PAUSE = 180;

/** @param {Answers} answers @param {string} id @returns {Standing} */
export const standing = (answers, id) => answers[id]?.decision ?? "none";

/**
 * The items that a filter lets through: a code id or "", a standing or "".
 * @param {Bundle} bundle
 * @param {Answers} answers
 * @param {{code: string, standing: string}} filter
 * @returns {Item[]}
 */
export function filtered(bundle, answers, filter) {
  return bundle.items.filter(
    (item) =>
      (!filter.code || item.code === filter.code) &&
      (!filter.standing || standing(answers, item.id) === filter.standing),
  );
}

/**
 * How far the reviewer is.
 * @param {Bundle} bundle
 * @param {Answers} answers
 */
export function progress(bundle, answers) {
  const done = bundle.items.filter((item) => standing(answers, item.id) !== "none").length;
  return { done, total: bundle.items.length, left: bundle.items.length - done };
}

/**
 * Minutes that the rest should take: the time planned per passage, corrected by the pace seen so far.
 * @param {number} left  passages without verdict
 * @param {number} planned  seconds planned for one passage
 * @param {readonly number[]} seen  seconds between verdicts of this session
 * @returns {number}  0 means less than a minute
 */
export function minutesLeft(left, planned, seen) {
  if (left <= 0) return 0;
  const active = seen.map((seconds) => Math.min(Math.max(seconds, 0), LONGEST_PAUSE));
  const total = active.reduce((sum, seconds) => sum + seconds, 0);
  const pace = (3 * planned + total) / (3 + active.length);
  return Math.round((left * pace) / 60);
}

/**
 * The next item in a direction, among those that the filter shows, in the order of the bundle.
 * @param {readonly Item[]} shown
 * @param {Bundle} bundle
 * @param {string} current
 * @param {1 | -1} step
 * @returns {Item | null}
 */
export function neighbour(shown, bundle, current, step) {
  const order = new Map(bundle.items.map((item, rank) => [item.id, rank]));
  const here = order.get(current) ?? -1;
  const side = shown.filter((item) => Math.sign((order.get(item.id) ?? 0) - here) === step);
  return (step === 1 ? side[0] : side[side.length - 1]) ?? null;
}

/**
 * The first passage without verdict after `current`, going round; null when all are done.
 * @param {Bundle} bundle
 * @param {Answers} answers
 * @param {string} current
 */
export function nextUndone(bundle, answers, current) {
  const here = bundle.items.findIndex((item) => item.id === current);
  const turned = [...bundle.items.slice(here + 1), ...bundle.items.slice(0, here + 1)];
  return turned.find((item) => standing(answers, item.id) === "none") ?? null;
}

/**
 * Counts by code and verdict, in the order of the codes; `all` is their sum.
 * @param {Bundle} bundle
 * @param {Answers} answers
 */
export function counts(bundle, answers) {
  const empty = () => ({ agree: 0, discuss: 0, disagree: 0, none: 0, total: 0 });
  const all = empty();
  /** @type {Map<string, ReturnType<typeof empty>>} */
  const byCode = new Map();
  for (const item of bundle.items) {
    const row = byCode.get(item.code) ?? empty();
    byCode.set(item.code, row);
    for (const tally of [row, all]) {
      tally[standing(answers, item.id)] += 1;
      tally.total += 1;
    }
  }
  const rows = bundle.codes.filter((code) => byCode.has(code.id)).map((code) => ({ code, ...byCode.get(code.id) ?? empty() }));
  return { all, rows };
}
