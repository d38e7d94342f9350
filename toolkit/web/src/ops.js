/**
 * The answers of a reviewer as values: what one gesture changes, how two files merge, what a file holds.
 *
 * @typedef {"agree" | "discuss" | "disagree"} Decision
 * @typedef {{decision: Decision | null, comment: string, suggest: string, at: string}} Answer
 * @typedef {{[id: string]: Answer}} Answers
 * @typedef {{format: string, bundle_id: string, source_sha256: string, reviewer: string, exported_at: string,
 *   review: Answers}} AnswerFile
 * @typedef {{number: number | null, speaker: string, role: string, start: number, text: string,
 *   context: boolean, cut_before: boolean, cut_after: boolean}} TurnWindow
 * @typedef {{id: string, transcript: string, turns: [number, number] | null, start: number, end: number,
 *   code: string, coder: string | null, origin: string | null, window: TurnWindow[],
 *   others: {start: number, end: number, code: string}[]}} Item
 * @typedef {{id: string, label: string, theme: string, short_definition: string, definition: string,
 *   when_to_use: string, when_not_to_use: string, example: string, color: string}} CodeCard
 * @typedef {{format: string, bundle_id: string, source_sha256: string, title: string, made_on: string,
 *   lang: string, text_lang: string, reviewer: {id: string, name: string}, blind: boolean, minutes: number,
 *   coders: {[id: string]: string}, codes: CodeCard[], items: Item[]}} Bundle
 */

export const BUNDLE_FORMAT = "carnet-review/1";
export const ANSWERS_FORMAT = "carnet-review-answers/1";
/** @type {readonly Decision[]} */
export const DECISIONS = ["agree", "discuss", "disagree"];

/** @returns {Answer} */
export const blank = () => ({ decision: null, comment: "", suggest: "", at: "" });

/** Nothing was decided nor written. @param {Answer | undefined} answer */
export const isBlank = (answer) => !answer || (!answer.decision && !answer.comment.trim() && !answer.suggest.trim());

/**
 * The answers after one gesture; the ones given are left as they were.
 * @param {Answers} answers
 * @param {string} id
 * @param {Partial<Answer>} patch
 * @param {string} at
 * @returns {Answers}
 */
export function answered(answers, id, patch, at) {
  return { ...answers, [id]: { ...(answers[id] ?? blank()), ...patch, at } };
}

/**
 * Merge two sets of answers, item by item: the later one wins. The order of the two does not matter.
 * @param {Answers} left
 * @param {Answers} right
 * @returns {Answers}
 */
export function merged(left, right) {
  const result = { ...left };
  for (const [id, answer] of Object.entries(right)) {
    const held = result[id];
    if (!held || rank(answer) > rank(held)) result[id] = answer;
  }
  return result;
}

/** @param {Answer} answer */
const rank = (answer) => [answer.at, answer.decision ?? "", answer.comment, answer.suggest].join("\u0000");

/**
 * What « Enregistrer mes réponses » writes.
 * @param {Bundle} bundle
 * @param {Answers} answers
 * @param {string} at
 * @returns {AnswerFile}
 */
export function answerFile(bundle, answers, at) {
  /** @type {Answers} */
  const review = {};
  for (const item of bundle.items) {
    const answer = answers[item.id];
    // An answer that was wiped is sent too, or an earlier file would bring it back.
    if (answer?.at) review[item.id] = answer;
  }
  return {
    format: ANSWERS_FORMAT,
    bundle_id: bundle.bundle_id,
    source_sha256: bundle.source_sha256,
    reviewer: bundle.reviewer.id,
    exported_at: at,
    review,
  };
}

/**
 * Read an answer file back; throws an Error whose message is a key of the sentences.
 * @param {unknown} file
 * @param {Bundle} bundle
 * @returns {Answers}
 */
export function readAnswers(file, bundle) {
  if (!isObject(file) || file.format !== ANSWERS_FORMAT || !isObject(file.review)) throw new Error("loadNotAnswers");
  if (file.bundle_id !== bundle.bundle_id || file.source_sha256 !== bundle.source_sha256) throw new Error("loadOther");
  const known = new Set(bundle.items.map((item) => item.id));
  /** @type {Answers} */
  const found = {};
  for (const [id, value] of Object.entries(file.review)) {
    if (!known.has(id)) continue;
    if (!isObject(value) || typeof value.at !== "string") throw new Error("loadNotAnswers");
    const decision = value.decision ?? null;
    if (decision !== null && !DECISIONS.includes(/** @type {Decision} */ (decision))) throw new Error("loadNotAnswers");
    found[id] = {
      decision: /** @type {Decision | null} */ (decision),
      comment: typeof value.comment === "string" ? value.comment : "",
      suggest: typeof value.suggest === "string" ? value.suggest : "",
      at: value.at,
    };
  }
  return found;
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
