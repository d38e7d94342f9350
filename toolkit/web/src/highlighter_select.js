/**
 * Which words are chosen, as positions of the text (UTF-16): no DOM here.
 *
 * @typedef {{start: number, end: number}} Span
 * @typedef {import("./highlighter_model.js").Block} Block
 * @typedef {"character" | "word" | "sentence" | "turn"} Unit
 */
import { blockAt } from "./highlighter_model.js";

const graphemes = typeof Intl !== "undefined" && "Segmenter" in Intl ? new Intl.Segmenter("fr", { granularity: "grapheme" }) : null;
const wordly = typeof Intl !== "undefined" && "Segmenter" in Intl ? new Intl.Segmenter("fr", { granularity: "word" }) : null;

/** Where the characters that a reader sees begin, the end included. @param {string} text @param {number} start @param {number} end */
export function characters(text, start, end) {
  const words = text.slice(start, end);
  /** @type {number[]} */
  const cuts = [];
  if (graphemes) for (const part of graphemes.segment(words)) cuts.push(start + part.index);
  else {
    let unit = 0;
    for (const char of words) {
      cuts.push(start + unit);
      unit += char.length;
    }
  }
  return [...cuts, end];
}

/** The words of a stretch of text. @param {string} text @param {number} start @param {number} end @returns {Span[]} */
export function wordsIn(text, start, end) {
  const words = text.slice(start, end);
  if (!wordly) return [...words.matchAll(/[\p{L}\p{N}\p{M}_'’-]+/gu)].map((one) => ({ start: start + one.index, end: start + one.index + one[0].length }));
  return [...wordly.segment(words)].flatMap((one) => (one.isWordLike || /\p{Extended_Pictographic}|\p{RI}/u.test(one.segment) ? [{ start: start + one.index, end: start + one.index + one.segment.length }] : []));
}

const SHORT = /(?:^|[^\p{L}])(?:M|MM|Mme|Mmes|Mlle|Dr|Pr|Me|St|Ste|cf|etc|p|ex|env|art|chap|fig|\p{Lu})$/u;

/**
 * Stretches that read as sentences: to choose words faster, never a unit of analysis.
 * @param {string} text @param {number} start @param {number} end @returns {Span[]}
 */
export function sentencesIn(text, start, end) {
  const words = text.slice(start, end);
  /** @type {Span[]} */
  const made = [];
  let from = 0;
  const close = (/** @type {number} */ to) => {
    const lead = /^\s*/.exec(words.slice(from, to))?.[0].length ?? 0;
    const said = words.slice(from + lead, to).trimEnd();
    if (said) made.push({ start: start + from + lead, end: start + from + lead + said.length });
    from = to;
  };
  for (const one of words.matchAll(/[.!?…]+[\s\u00a0\u202f]*[»”")\]]*(?=\s|$)|\n+/gu)) {
    const after = words.slice(one.index + one[0].length).trimStart();
    const lower = /^[\p{Ll},;:]/u.test(after);
    if (one[0][0] !== "\n" && (lower || (one[0].startsWith(".") && one[0].trim() === "." && SHORT.test(words.slice(0, one.index))))) continue;
    close(one.index + one[0].length);
  }
  close(words.length);
  return made;
}

/**
 * Bring a rough choice to what can be coded: inside turns, at whole characters, without blanks around; null when no word is left.
 * @param {string} text @param {readonly Block[]} blocks @param {Span} rough @returns {Span | null}
 */
export function clamped(text, blocks, rough) {
  if (!blocks.length) return null;
  let start = Math.max(0, Math.min(rough.start, rough.end));
  let end = Math.min(text.length, Math.max(rough.start, rough.end));
  // From outside of the turns, a start goes forward, an end goes back.
  let first = blockAt(blocks, start);
  if (start >= blocks[first].end && first + 1 < blocks.length) first += 1;
  start = Math.max(start, blocks[first].start);
  let last = blockAt(blocks, Math.max(0, end - 1));
  end = Math.min(end, blocks[last].end);
  if (start >= end) return null;
  start = snapped(text, blocks[first], start, -1);
  end = snapped(text, blocks[last], end, 1);
  while (start < end && /\s/.test(text[start])) start += 1;
  while (end > start && /\s/.test(text[end - 1])) end -= 1;
  // Blanks at an edge may have hidden the border between two turns.
  first = blockAt(blocks, start);
  last = blockAt(blocks, Math.max(start, end - 1));
  if (start >= blocks[first].end || end > blocks[last].end) return end - start < rough.end - rough.start ? clamped(text, blocks, { start, end }) : null;
  return start < end ? { start, end } : null;
}

/** @param {string} text @param {Block} block @param {number} position @param {1 | -1} way */
function snapped(text, block, position, way) {
  if (position <= block.start || position >= block.end) return position;
  // Characters are short: what is around is enough, from a place that surely begins one.
  let from = Math.max(block.start, position - 64);
  while (from > block.start && !/\s/.test(text[from - 1])) from -= 1;
  const to = Math.min(block.end, position + 64);
  const cuts = characters(text, from, to);
  if (cuts.includes(position)) return position;
  return way < 0 ? Math.max(...cuts.filter((cut) => cut < position)) : Math.min(...cuts.filter((cut) => cut > position));
}

/** The edges of units in a block. @param {string} text @param {Block} block @param {Unit} unit @returns {Span[]} */
export function unitsIn(text, block, unit) {
  if (unit === "turn") return [{ start: block.start, end: block.end }];
  if (unit === "sentence") return sentencesIn(text, block.start, block.end);
  if (unit === "word") return wordsIn(text, block.start, block.end);
  const cuts = characters(text, block.start, block.end);
  return cuts.slice(0, -1).map((start, i) => ({ start, end: cuts[i + 1] })).filter((one) => /\S/.test(text.slice(one.start, one.end)));
}

/**
 * The next unit that ends after a position (or the last one that starts before it), in the next turn if need be.
 * @param {string} text @param {readonly Block[]} blocks @param {number} position @param {1 | -1} way @param {Unit} unit @returns {Span | null}
 */
export function beside(text, blocks, position, way, unit) {
  let rank = blockAt(blocks, way > 0 ? position : Math.max(0, position - 1));
  for (; rank >= 0 && rank < blocks.length; rank += way) {
    const units = unitsIn(text, blocks[rank], unit);
    const one = way > 0 ? units.find((each) => each.start >= position) : units.findLast((each) => each.end <= position);
    if (one) return one;
  }
  return null;
}

/**
 * Move one edge of a choice by a unit; the choice never becomes empty.
 * @param {string} text @param {readonly Block[]} blocks @param {Span} span @param {"start" | "end"} edge @param {1 | -1} way @param {Unit} unit @returns {Span}
 */
export function stretched(text, blocks, span, edge, way, unit) {
  const from = span[edge];
  let rank = blockAt(blocks, edge === "end" || way < 0 ? Math.max(0, from - 1) : from);
  for (; rank >= 0 && rank < blocks.length; rank += way) {
    const edges = unitsIn(text, blocks[rank], unit).map((one) => one[edge]);
    const to = way > 0 ? edges.find((each) => each > from) : edges.findLast((each) => each < from);
    if (to === undefined) continue;
    const made = { ...span, [edge]: to };
    return made.start < made.end ? made : span;
  }
  return span;
}

/**
 * One edge of a choice drawn to a position: at a whole character or word, with at least one left, the other edge where it is.
 * @param {string} text @param {readonly Block[]} blocks @param {Span} span @param {"start" | "end"} edge @param {number} position @param {"character" | "word"} unit @returns {Span}
 */
export function dragged(text, blocks, span, edge, position, unit) {
  if (!blocks.length) return span;
  const start = edge === "start";
  const near = (/** @type {number} */ at) => unitsIn(text, blocks[blockAt(blocks, at)], unit).map((one) => one[edge]);
  let to = position;
  // Past the other edge, one unit is left.
  if (start ? position >= span.end : position <= span.start) {
    const left = near(start ? span.end - 1 : span.start);
    to = (start ? left.findLast((each) => each < span.end) : left.find((each) => each > span.start)) ?? span[edge];
  } else if (unit === "word") {
    for (const each of near(start ? position : Math.max(0, position - 1))) {
      const further = Math.abs(each - position) - (to === position ? Infinity : Math.abs(to - position));
      if (further < 0 && (start ? each < span.end : each > span.start)) to = each;
    }
  }
  const made = clamped(text, blocks, { ...span, [edge]: to });
  if (!made) return span;
  const whole = { ...span, [edge]: made[edge] };
  return whole.start < whole.end ? whole : span;
}

/** The unit around a position. @param {string} text @param {readonly Block[]} blocks @param {number} position @param {Unit} unit @returns {Span | null} */
export function around(text, blocks, position, unit) {
  const block = blocks[blockAt(blocks, position)];
  if (!block) return null;
  const units = unitsIn(text, block, unit);
  return units.find((one) => one.end > position) ?? units[units.length - 1] ?? null;
}
