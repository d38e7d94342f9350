/**
 * Overlapping spans cannot be nested in HTML: the text is cut wherever a span starts or ends,
 * and each piece knows the spans that cover it.
 *
 * @typedef {{start: number, end: number}} Span
 * @typedef {{start: number, end: number, covers: number[]}} Piece  `covers`: ranks in the list of spans
 */

/**
 * Cut `[0, length)` into pieces, in order, without gap nor empty piece.
 * Spans that reach outside the text are clipped; empty ones cover nothing.
 * @param {number} length
 * @param {readonly Span[]} spans
 * @returns {Piece[]}
 */
export function pieces(length, spans) {
  const clip = (/** @type {number} */ value) => Math.min(Math.max(value, 0), length);
  const cuts = new Set([0, length]);
  for (const span of spans) {
    if (clip(span.start) >= clip(span.end)) continue;
    cuts.add(clip(span.start));
    cuts.add(clip(span.end));
  }
  const sorted = [...cuts].sort((a, b) => a - b);
  /** @type {Piece[]} */
  const made = [];
  for (let i = 0; i + 1 < sorted.length; i += 1) {
    const [start, end] = [sorted[i], sorted[i + 1]];
    const covers = [];
    for (let rank = 0; rank < spans.length; rank += 1) {
      if (spans[rank].start <= start && spans[rank].end >= end && spans[rank].start < spans[rank].end) covers.push(rank);
    }
    made.push({ start, end, covers });
  }
  return made;
}
