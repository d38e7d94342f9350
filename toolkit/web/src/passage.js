/**
 * A passage in its turn, the turns around it, and the card of its code.
 *
 * @typedef {import("./i18n/en.js").Sentences} Sentences
 * @typedef {import("./ops.js").Item} Item
 * @typedef {import("./ops.js").Bundle} Bundle
 * @typedef {import("./ops.js").CodeCard} CodeCard
 */
import { h, swatch } from "./dom.js";
import { typeset } from "./i18n/index.js";
import { Offsets } from "./offsets.js";
import { pieces } from "./segments.js";

/**
 * « E03, tour 42 ».
 * @param {Item} item
 * @param {Sentences} t
 */
export function cited(item, t) {
  if (!item.turns) return item.transcript;
  const [first, last] = item.turns;
  return first === last ? t.turn(item.transcript, first) : t.turns(item.transcript, first, last);
}

/**
 * The card of a code id, even when the codebook lost it.
 * @param {Bundle} bundle
 * @param {string} id
 * @returns {CodeCard}
 */
export function codeOf(bundle, id) {
  const bare = { theme: "", short_definition: "", definition: "", when_to_use: "", when_not_to_use: "", example: "", color: "" };
  return bundle.codes.find((code) => code.id === id) ?? { id, label: id, ...bare };
}

/**
 * @param {Bundle} bundle
 * @param {Item} item
 * @param {Sentences} t
 * @returns {HTMLElement}
 */
export function passageView(bundle, item, t) {
  const box = h("div", { class: "transcript", lang: bundle.text_lang });
  let passed = false;
  for (const turn of item.window) {
    passed ||= !turn.context;
    const meta = h("p", { class: "meta", lang: bundle.lang });
    if (turn.context) meta.append(h("span", { class: "where" }, passed ? t.contextAfter : t.contextBefore));
    if (turn.number !== null) meta.append(h("span", { class: "speaker" }, turn.speaker || t.noSpeaker));
    if (turn.role === "interviewer") meta.append(h("span", { class: "role" }, t.interviewer));
    if (turn.number !== null) meta.append(h("span", { class: "number" }, t.turnNumber(turn.number)));
    box.append(h("div", { class: turn.context ? "turn context" : "turn" }, meta, words(item, turn, t)));
  }
  const labels = [...new Set(item.others.map((other) => codeOf(bundle, other.code).label))];
  if (labels.length) box.append(h("p", { class: "others", lang: bundle.lang }, t.otherCodes(labels.join(", "))));
  return box;
}

/**
 * The words of one turn, cut where spans start and end.
 * @param {Item} item
 * @param {import("./ops.js").TurnWindow} turn
 * @param {Sentences} t
 */
function words(item, turn, t) {
  const offsets = new Offsets(turn.text);
  const spans = [item, ...item.others].map((span) => ({ start: span.start - turn.start, end: span.end - turn.start }));
  const line = h("p", { class: "words" });
  if (turn.cut_before) line.append(h("span", { class: "cut" }, t.cut), " ");
  let inside = false;
  for (const piece of pieces(offsets.length, spans)) {
    const text = turn.text.slice(offsets.toUtf16(piece.start), offsets.toUtf16(piece.end));
    const main = piece.covers.includes(0);
    if (main !== inside) line.append(h("span", { class: "hidden" }, main ? t.passageStart : t.passageEnd));
    inside = main;
    const other = piece.covers.some((rank) => rank > 0);
    if (main) line.append(h("mark", { class: other ? "other" : null }, text));
    else line.append(other ? h("span", { class: "other" }, text) : text);
  }
  if (inside) line.append(h("span", { class: "hidden" }, t.passageEnd));
  if (turn.cut_after) line.append(" ", h("span", { class: "cut" }, t.cut));
  return line;
}

/**
 * @param {Bundle} bundle
 * @param {Item} item
 * @param {Sentences} t
 * @returns {HTMLElement}
 */
export function codeView(bundle, item, t) {
  const code = dressed(codeOf(bundle, item.code), bundle.text_lang);
  const card = h("section", { class: "code", "aria-label": t.theCode });
  card.append(h("p", { class: "eyebrow" }, code.theme ? t.theme(code.theme) : t.theCode));
  card.append(h("h3", {}, swatch(code.color), h("span", {}, code.label)));
  const short = code.short_definition || code.definition;
  card.append(h("p", { class: short ? "definition" : "definition missing" }, short || t.noDefinition));
  const list = h("dl");
  for (const [term, text] of [[t.whenToUse, code.when_to_use], [t.whenNotToUse, code.when_not_to_use]]) {
    if (text) list.append(h("dt", {}, term), h("dd", {}, text));
  }
  if (list.children.length) card.append(list);
  const more = [
    code.short_definition && code.definition ? [t.fullDefinition, code.definition] : null,
    code.example ? [t.example, code.example] : null,
  ];
  for (const pair of more) {
    if (pair) card.append(h("details", {}, h("summary", {}, pair[0]), h("p", {}, pair[1])));
  }
  card.append(h("p", { class: "coder" }, coder(bundle, item, t)));
  return card;
}

/**
 * The card with the no-break spaces that its author did not type.
 * @param {CodeCard} code
 * @param {string} lang
 * @returns {CodeCard}
 */
function dressed(code, lang) {
  if (!lang.startsWith("fr")) return code;
  return { ...code, ...Object.fromEntries(Object.entries(code).map(([key, text]) => [key, key === "id" ? text : typeset(text)])) };
}

/** @param {Bundle} bundle @param {Item} item @param {Sentences} t */
function coder(bundle, item, t) {
  if (item.coder === null) return t.coderHidden;
  const by = t.codedBy(bundle.coders[item.coder] || item.coder);
  const how = item.origin ? /** @type {Record<string, string>} */ (t.byTool)[item.origin] : undefined;
  return how ? `${by}, ${how}.` : `${by}.`;
}
