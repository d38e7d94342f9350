/**
 * An extract as a thesis prints it: « … » (pseudonym, E03, turn 42).
 *
 * @typedef {import("./highlighter_model.js").Model} Model
 * @typedef {import("./highlighter_select.js").Span} Span
 */
import { touched } from "./highlighter_model.js";

/**
 * The words are those of the text; who speaks next is said where a passage goes through several turns.
 * @param {Model} model
 * @param {Span} span
 * @param {{open: string, shut: string, turns: (first: number, last: number) => string}} t
 */
export function cited(model, span, t) {
  const [first, last] = touched(model.blocks, span);
  const blocks = model.blocks.slice(first, last + 1);
  const said = blocks.map((block, i) => {
    const words = model.text.slice(Math.max(span.start, block.start), Math.min(span.end, block.end)).trim();
    return i && block.who ? `— ${block.who}\u00a0: ${words}` : words;
  });
  const numbers = blocks.flatMap((block) => (block.number === null ? [] : [block.number]));
  const where = numbers.length ? t.turns(numbers[0], numbers[numbers.length - 1]) : "";
  return `${t.open}${said.join(" ")}${t.shut} (${[blocks[0].who, model.transcript.id, where].filter(Boolean).join(", ")})`;
}
