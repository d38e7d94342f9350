/**
 * What the highlighter knows of one interview: no DOM here. Python counts code points; the page counts UTF-16 units;
 * both meet in `readData`, `changed` and `toPython`, and nowhere else.
 *
 * @typedef {{start: number, end: number, code: string, coder: string, state: string, origin: string, date: string, outdated: boolean}} Row
 * @typedef {Row & {id: string, asked: boolean}} Coding
 * @typedef {{id: string, label: string, parent: string | null, short_definition: string, definition: string, when_to_use: string,
 *   when_not_to_use: string, color: string, count: number}} Code
 * @typedef {{text: string, about: string[], coder: string, date: string}} Memo
 * @typedef {{id: string, turns: number, passages: number, touched: number}} Text
 * @typedef {{coding: string, reviewer: string, verdict: string, comment: string}} Review
 * @typedef {{number: number | null, who: string, speakers: number[], role: string, start: number, end: number, ms: number | null}} Block
 * @typedef {{code: string, speaker: string, coder: string, state: string}} Filter
 */
import { Offsets } from "./offsets.js";

export const HIGHLIGHTER_FORMAT = "carnet-highlighter/1";
/** Colours of codes that have none: told apart by most eyes, light or dark. */
export const COLORS = ["#2f7ab8", "#c9622b", "#1f8f6b", "#b0568f", "#a8831b", "#6a5fc1", "#8f5a3c", "#2d8c93", "#c0435f", "#6b8428"];

const isText = (/** @type {any} */ value) => typeof value === "string";
const isTextOrNull = (/** @type {any} */ value) => value === null || typeof value === "string";
const isWhole = (/** @type {any} */ value) => Number.isSafeInteger(value) && value >= 0;
const isObject = (/** @type {any} */ value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isTexts = (/** @type {any} */ value) => Array.isArray(value) && value.every(isText);

/** @type {Record<string, Record<string, (value: any) => boolean>>} */
const FORMS = {
  codings: { start: isWhole, end: isWhole, code: isText, coder: isText, state: isText, origin: isText, date: isText, outdated: (value) => typeof value === "boolean" },
  codes: { id: isText, label: isText, parent: isTextOrNull, short_definition: isText, definition: isText, when_to_use: isText, when_not_to_use: isText, color: isText, count: isWhole },
  memos: { text: isText, about: isTexts, coder: isText, date: isText },
  reviews: { coding: isText, reviewer: isText, verdict: isText, comment: isText },
  texts: { id: isText, turns: isWhole, passages: isWhole, touched: isWhole },
  transcript: { id: isText, fingerprint: isText, date: isText, reread: isText },
};
const fits = (/** @type {string} */ form, /** @type {any} */ value) => isObject(value) && Object.entries(FORMS[form]).every(([field, check]) => check(value[field]));
const allFit = (/** @type {string} */ form, /** @type {any} */ values, nothing = false) =>
  isObject(values) && Object.values(values).every((value) => (nothing && value === null) || fits(form, value));

/** Tell whether a snapshot is in the form agreed. @param {any} data */
export function isData(data) {
  return isObject(data) && isText(data.text) && fits("transcript", data.transcript) && isText(data.coder) && isTexts(data.recent)
    && isObject(data.coders) && Object.values(data.coders).every(isText)
    && Array.isArray(data.speakers) && data.speakers.every((/** @type {any} */ one) => Array.isArray(one) && isText(one[0]) && isText(one[1]))
    && Array.isArray(data.turns) && data.turns.every((/** @type {any} */ one) => Array.isArray(one) && one.slice(0, 3).every(isWhole) && Array.isArray(one[5]) && one[5].every(isWhole))
    && Array.isArray(data.codes) && data.codes.every((/** @type {any} */ one) => fits("codes", one))
    && (data.place === null || isWhole(data.place)) && Array.isArray(data.texts) && data.texts.every((/** @type {any} */ one) => fits("texts", one))
    && allFit("codings", data.codings) && allFit("memos", data.memos) && allFit("reviews", data.reviews);
}

/** Tell whether what a change brings is in the form agreed. @param {any} changes */
export function isChanges(changes) {
  return isObject(changes) && allFit("codings", changes.items, true) && allFit("codes", changes.codes, true)
    && allFit("memos", changes.memos, true) && allFit("reviews", changes.reviews, true) && (changes.texts === undefined || allFit("texts", changes.texts));
}

/**
 * What is shown of a text, in order: its turns, and every other line that holds words.
 * @param {string} text  @param {any[]} turns  in UTF-16  @param {[string, string, string | null][]} speakers
 * @returns {Block[]}
 */
export function blocksOf(text, turns, speakers) {
  /** @type {Block[]} */
  const blocks = [];
  const between = (/** @type {number} */ from, /** @type {number} */ to) => {
    for (const found of text.slice(from, to).matchAll(/[^\n]*\S[^\n]*/g)) {
      const start = from + found.index;
      blocks.push({ number: null, who: "", speakers: [], role: "", start, end: start + found[0].length, ms: null });
    }
  };
  let last = 0;
  turns.forEach(([label, start, end, ms, , who], rank) => {
    between(last, label);
    const names = who.map((/** @type {number} */ one) => speakers[one]?.[0] ?? "");
    blocks.push({ number: rank + 1, who: names.join(" + "), speakers: who, role: speakers[who[0]]?.[1] ?? "", start, end, ms });
    last = end;
  });
  between(last, text.length);
  return blocks;
}

/** The rank of the last block that starts at or before a position; 0 before the first. @param {readonly Block[]} blocks @param {number} position */
export function blockAt(blocks, position) {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (blocks[middle].start <= position) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

/** The ranks of the first and last blocks that a span touches. @param {readonly Block[]} blocks @param {{start: number, end: number}} span */
export const touched = (blocks, span) => [blockAt(blocks, span.start), blockAt(blocks, Math.max(span.start, span.end - 1))];

/**
 * Which lane of the margin each span takes, so that two that overlap never share one.
 * @param {readonly {start: number, end: number}[]} spans  sorted by start
 * @returns {number[]}
 */
export function lanes(spans) {
  /** @type {number[]} */
  const ends = [];
  return spans.map((span) => {
    let lane = ends.findIndex((end) => end <= span.start);
    if (lane < 0) lane = ends.length;
    ends[lane] = span.end;
    return lane;
  });
}

/** Accents, capitals, apostrophes and spaces apart. @param {string} text */
export const folded = (text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae").replace(/[’ʼ]/g, "'").replace(/\s/g, " ");

/** A text folded, with where each of its units comes from. @param {string} text */
export function foldedWithOrigins(text) {
  const parts = [];
  const origins = [];
  let unit = 0;
  for (const char of text) {
    const plain = char <= "\x7f" ? (char === "\n" || char === "\t" ? " " : char.toLowerCase()) : folded(char);
    parts.push(plain);
    for (let i = 0; i < plain.length; i += 1) origins.push(unit);
    unit += char.length;
  }
  origins.push(unit);
  return { plain: parts.join(""), origins };
}

/**
 * Places of some words, accents and capitals apart.
 * @param {{plain: string, origins: number[]}} index  @param {string} words  @param {number} [most]
 */
export function found(index, words, most = 2000) {
  const wanted = folded(words);
  /** @type {{start: number, end: number}[]} */
  const hits = [];
  if (!wanted.trim()) return hits;
  for (let at = index.plain.indexOf(wanted); at >= 0 && hits.length < most; at = index.plain.indexOf(wanted, at + wanted.length)) {
    const start = index.origins[at];
    const end = index.origins[at + wanted.length];
    if (end > start) hits.push({ start, end });
  }
  return hits;
}

export class Model {
  /** @param {any} data  a snapshot, checked */
  constructor(data) {
    this.text = /** @type {string} */ (data.text);
    this.offsets = new Offsets(this.text);
    const at = (/** @type {number} */ position) => this.offsets.toUtf16(position);
    this.transcript = /** @type {{id: string, fingerprint: string, date: string, reread: string}} */ (data.transcript);
    this.speakers = /** @type {[string, string, string | null][]} */ (data.speakers);
    this.blocks = blocksOf(this.text, data.turns.map((/** @type {any} */ [label, start, end, ...more]) => [at(label), at(start), at(end), ...more]), this.speakers);
    /** Where the coder was last. @type {number | null} */
    this.place = data.place === null ? null : at(data.place);
    /** Every interview, when the view goes from one to another. @type {Map<string, Text>} */
    this.texts = new Map(data.texts.map((/** @type {Text} */ one) => [one.id, one]));
    this.coder = /** @type {string} */ (data.coder);
    this.coders = /** @type {Record<string, string>} */ (data.coders);
    this.recent = /** @type {string[]} */ ([...data.recent]);
    /** @type {Map<string, Code>} */ this.codes = new Map(data.codes.map((/** @type {Code} */ code) => [code.id, code]));
    /** @type {Map<string, Row>} */ this.kept = new Map();
    /** @type {Map<string, Memo>} */ this.memos = new Map(Object.entries(data.memos));
    /** @type {Map<string, Review>} */ this.reviews = new Map(Object.entries(data.reviews));
    /** What was asked and is not yet kept, by number of the question. @type {Map<number, Map<string, Row | null>>} */
    this.asked = new Map();
    /** How often the codes were read: what is drawn of them is drawn again only then. */
    this.codesRead = 0;
    for (const [id, row] of Object.entries(data.codings)) this.kept.set(id, this.here(row));
    this.codesChanged();
    this.renew();
  }

  /** @param {Row} row @returns {Row} */
  here(row) {
    return { ...row, start: this.offsets.toUtf16(row.start), end: this.offsets.toUtf16(row.end) };
  }

  /** @param {{start: number, end: number}} span */
  toPython(span) {
    return { start: this.offsets.fromUtf16(span.start), end: this.offsets.fromUtf16(span.end), fingerprint: this.transcript.fingerprint };
  }

  /** Draw something before it is kept. @param {number} seq @param {Map<string, Row | null>} rows */
  ask(seq, rows) {
    this.asked.set(seq, rows);
    this.renew();
  }

  /** @param {number | undefined} seq */
  answered(seq) {
    if (seq !== undefined && this.asked.delete(seq)) this.renew();
  }

  /** What was drawn under a name of its own is now known by its id. @param {string} before @param {string} after */
  rename(before, after) {
    for (const rows of this.asked.values()) {
      const row = rows.get(before);
      if (row === undefined) continue;
      rows.delete(before);
      rows.set(after, row);
    }
    this.renew();
  }

  /** Take in what is kept; tell which blocks look otherwise. @param {any} changes */
  changed(changes) {
    /** @type {{start: number, end: number}[]} */
    const places = [];
    for (const [id, row] of Object.entries(changes.items)) {
      const before = this.kept.get(id);
      if (before) places.push(before);
      if (row === null) this.kept.delete(id);
      else {
        const now = this.here(/** @type {Row} */ (row));
        this.kept.set(id, now);
        places.push(now);
      }
    }
    for (const field of /** @type {const} */ (["codes", "memos", "reviews"])) {
      const held = /** @type {Map<string, any>} */ (this[field]);
      for (const [id, row] of Object.entries(changes[field])) row === null ? held.delete(id) : held.set(id, row);
    }
    for (const [id, row] of Object.entries(changes.texts ?? {})) this.texts.set(id, /** @type {Text} */ (row));
    if (Object.keys(changes.codes).length) this.codesChanged();
    this.renew();
    return places;
  }

  /** Everything that is drawn, in the order of the text. */
  renew() {
    /** @type {Map<string, Coding>} */
    const all = new Map();
    for (const [id, row] of this.kept) all.set(id, { ...row, id, asked: false });
    for (const rows of this.asked.values()) {
      for (const [id, row] of rows) row === null ? all.delete(id) : all.set(id, { ...row, id, asked: true });
    }
    this.all = all;
    this.codings = [...all.values()].sort((a, b) => a.start - b.start || b.end - a.end || (a.id < b.id ? -1 : 1));
  }

  codesChanged() {
    this.codesRead += 1;
    this.order = orderOf(this.codes);
    this.roots = this.order.filter((row) => row.depth === 0).map((row) => row.id);
    /** @type {Map<string, string>} */ this.colors = new Map();
  }

  /** @param {string} id */
  coding(id) {
    return this.all?.get(id) ?? null;
  }

  /** @param {string} id */
  label(id) {
    return this.codes.get(id)?.label ?? id;
  }

  /** The colour of a code: its own, that of the code above it, else one of its theme. @param {string} id @returns {string} */
  color(id) {
    const held = this.colors?.get(id);
    if (held) return held;
    const path = this.path(id);
    const own = path.map((one) => this.codes.get(one)?.color ?? "").reverse().find((color) => /^#[0-9a-f]{6}$/i.test(color));
    const color = own ?? COLORS[Math.max(0, (this.roots ?? []).indexOf(path[0])) % COLORS.length];
    this.colors?.set(id, color);
    return color;
  }

  /** From the theme down to the code. @param {string} id */
  path(id) {
    const path = [id];
    for (let up = this.codes.get(id)?.parent; up && this.codes.has(up) && !path.includes(up); up = this.codes.get(up)?.parent) path.unshift(up);
    return path;
  }

  /** The codings that a filter lets through. @param {Filter} filter */
  shown(filter) {
    return (this.codings ?? []).filter((one) => {
      if (filter.code && !this.path(one.code).includes(filter.code)) return false;
      if (filter.coder && one.coder !== filter.coder) return false;
      if (filter.state === "outdated" ? !one.outdated : filter.state ? one.state !== filter.state : one.state === "rejected") return false;
      if (!filter.speaker) return true;
      const [first, last] = touched(this.blocks, one);
      return this.blocks.slice(first, last + 1).some((block) => block.speakers.includes(Number(filter.speaker)));
    });
  }

  /** @param {string} id  of a coding */
  memosOf(id) {
    return [...this.memos].filter(([, memo]) => memo.about.includes(id));
  }

  /** @param {string} id  of a coding */
  reviewsOf(id) {
    return [...this.reviews.values()].filter((one) => one.coding === id);
  }

  /** The codes that the digits put, as the list shows them: one that was deleted elsewhere has no digit. */
  digits() {
    return this.recent.filter((id) => this.codes.has(id));
  }

  /** A code was used: it comes first. @param {string} id */
  used(id) {
    this.recent = [id, ...this.recent.filter((one) => one !== id)].slice(0, 9);
  }
}

/**
 * Codes as a tree, parents first; a code under one that is not there is at the top.
 * @param {ReadonlyMap<string, Code>} codes
 * @returns {{id: string, depth: number}[]}
 */
export function orderOf(codes) {
  /** @type {Map<string | null, string[]>} */
  const under = new Map();
  for (const code of codes.values()) {
    const parent = code.parent !== null && codes.has(code.parent) ? code.parent : null;
    const held = under.get(parent);
    if (held) held.push(code.id);
    else under.set(parent, [code.id]);
  }
  /** @type {{id: string, depth: number}[]} */
  const rows = [];
  /** @param {string | null} parent @param {number} depth */
  const walk = (parent, depth) => {
    for (const id of under.get(parent) ?? []) {
      rows.push({ id, depth });
      walk(id, depth + 1);
    }
  };
  walk(null, 0);
  return rows;
}

/**
 * The codes that part of a name calls up, recent ones first; with nothing typed, recent ones, then the tree.
 * @param {Model} model
 * @param {string} query
 * @returns {{id: string, depth: number, digit: number}[]}
 */
export function suggested(model, query) {
  const recent = model.digits();
  const digit = (/** @type {string} */ id) => recent.indexOf(id) + 1;
  const words = folded(query).trim();
  if (!words) {
    return [...recent.map((id) => ({ id, depth: 0, digit: digit(id) })), ...(model.order ?? []).map((row) => ({ ...row, digit: 0 }))];
  }
  const parts = words.split(/ +/);
  const ranked = [...model.codes.values()].flatMap((code) => {
    const name = folded(code.label);
    if (!parts.every((part) => name.includes(part))) return [];
    const place = digit(code.id);
    const near = name === words ? 0 : name.startsWith(words) ? 2 : new RegExp(`(^|[^\\p{L}])${escaped(parts[0])}`, "u").test(name) ? 3 : 4;
    return [{ id: code.id, depth: 0, digit: place, rank: near === 0 ? -1 : place ? place / 10 : near }];
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ id, depth, digit: place }) => ({ id, depth, digit: place }));
}

/** @param {string} text */
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
