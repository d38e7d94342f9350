/**
 * What the desk of the codebook knows and derives: no DOM here.
 *
 * @typedef {{id: string, label: string, parent: string | null, short_definition: string, definition: string, when_to_use: string,
 *   when_not_to_use: string, example: string, origin: string, reference: string, questions: string[], polarity: string,
 *   exclusive_group: string, color: string, version: number, sought: string}} Code
 * @typedef {{id: string, depth: number, rank: number, size: number, children: number, open: boolean}} Row
 * @typedef {{[field: string]: any}} Draft
 */
import { folded } from "./names_store.js";

export const CODEBOOK_FORMAT = "carnet-codebook/1";
/** The fields of the form, in its order. */
export const FORM = /** @type {const} */ ([
  "label", "short_definition", "definition", "when_to_use", "when_not_to_use", "example", "origin", "reference", "questions", "polarity",
  "exclusive_group", "color",
]);
/** What says what a code means: a change there makes a new version. */
export const DEFINING = ["short_definition", "definition", "when_to_use", "when_not_to_use"];
export const ORIGINS = ["literature", "guide", "induction", "in vivo", "participant"];

/**
 * Colours for codes. Each has a contrast of 3 at least with white and with the dark paper, and they differ for people who do
 * not tell red from green (deuteranopia, protanopia): tests/web/codebook.test.js measures both.
 */
export const PALETTE = /** @type {const} */ (["#4455ff", "#ee6600", "#cc77aa", "#3399ee", "#00aa66", "#dd0033", "#bb22aa"]);

/** @param {unknown} data */
export const isData = (data) => {
  const given = /** @type {any} */ (data);
  return Array.isArray(given?.fields) && Array.isArray(given.codes) && given.codes.every((/** @type {any} */ row) => Array.isArray(row) && typeof row[0] === "string");
};

export class Book {
  /** @param {any} data  the snapshot of Python */
  constructor(data) {
    /** @type {string[]} */
    this.fields = data.fields;
    /** @type {Map<string, Code>} */
    this.codes = new Map(data.codes.map((/** @type {any[]} */ row) => [row[0], this.made(row)]));
    /** @type {{[id: string]: [number, number, number]}} */
    this.counts = data.counts;
    /** @type {[string, string][]} */
    this.questions = data.questions;
    this.index();
  }

  /** @param {any[]} row @returns {Code} */
  made(row) {
    const code = Object.fromEntries(this.fields.map((name, rank) => [name, row[rank]]));
    return /** @type {Code} */ ({ ...code, sought: folded(`${code.label}\n${code.id}\n${code.short_definition}\n${code.definition}`) });
  }

  index() {
    /** @type {Map<string | null, string[]>} */
    this.under = new Map();
    for (const { id, parent } of this.codes.values()) {
      const above = parent !== null && this.codes.has(parent) ? parent : null;
      const siblings = this.under.get(above);
      if (siblings) siblings.push(id);
      else this.under.set(above, [id]);
    }
  }

  /** @param {{items: {[id: string]: any[] | null}, counts?: any, order?: string[]}} changes */
  apply({ items, counts, order }) {
    for (const [id, row] of Object.entries(items)) {
      if (row) this.codes.set(id, this.made(row));
      else this.codes.delete(id);
    }
    if (order) this.codes = new Map(order.filter((id) => this.codes.has(id)).map((id) => [id, /** @type {Code} */ (this.codes.get(id))]));
    if (counts) this.counts = counts;
    if (Object.keys(items).length || order) this.index();
  }

  /** @param {string | null} id */
  children(id) {
    return this.under?.get(id) ?? [];
  }

  /** Passages, participants, passages of an older definition. @param {string} id @returns {[number, number, number]} */
  count(id) {
    return this.counts[id] ?? [0, 0, 0];
  }

  /** From the root down to the code. @param {string} id */
  path(id) {
    const path = /** @type {string[]} */ ([]);
    for (let at = this.codes.get(id); at; at = at.parent === null ? undefined : this.codes.get(at.parent)) {
      if (path.includes(at.id)) break;
      path.unshift(at.id);
    }
    return path;
  }

  /** Every code under one. @param {string} id @returns {Set<string>} */
  below(id) {
    const found = new Set();
    const waiting = [...this.children(id)];
    while (waiting.length) {
      const one = /** @type {string} */ (waiting.pop());
      if (found.has(one)) continue;
      found.add(one);
      waiting.push(...this.children(one));
    }
    return found;
  }

  /**
   * The rows that are seen. A search shows what answers and what stands above it, opened.
   * @param {ReadonlySet<string>} closed @param {string} [search] @returns {Row[]}
   */
  rows(closed, search = "") {
    const wanted = folded(search.trim());
    /** @type {Set<string> | null} */ let kept = null;
    if (wanted) {
      kept = new Set();
      for (const code of this.codes.values()) if (code.sought.includes(wanted)) for (const id of this.path(code.id)) kept.add(id);
    }
    /** @type {Row[]} */
    const rows = [];
    /** @type {{id: string, depth: number, rank: number, size: number}[]} */
    const waiting = [];
    const push = (/** @type {string | null} */ id, /** @type {number} */ depth) => {
      const shown = this.children(id).filter((one) => !kept || kept.has(one));
      for (let rank = shown.length - 1; rank >= 0; rank -= 1) waiting.push({ id: shown[rank], depth, rank: rank + 1, size: shown.length });
    };
    push(null, 1);
    while (waiting.length) {
      const one = /** @type {{id: string, depth: number, rank: number, size: number}} */ (waiting.pop());
      const children = this.children(one.id).filter((id) => !kept || kept.has(id)).length;
      const open = children > 0 && (Boolean(kept) || !closed.has(one.id));
      rows.push({ ...one, children, open });
      if (open) push(one.id, one.depth + 1);
    }
    return rows;
  }

  /** Codes whose label holds what is typed: those that begin with it first. @param {string} text @param {(id: string) => boolean} may @returns {Code[]} */
  found(text, may = () => true, most = 8) {
    const wanted = folded(text.trim());
    const first = [];
    const then = [];
    for (const code of this.codes.values()) {
      if (!may(code.id)) continue;
      const label = folded(code.label);
      if (!wanted || label.startsWith(wanted)) first.push(code);
      else if (label.includes(wanted) || folded(code.id).includes(wanted)) then.push(code);
      if (first.length >= most) break;
    }
    return [...first, ...then].slice(0, most);
  }

  /** The exclusive groups that are used. */
  groups() {
    return [...new Set([...this.codes.values()].map((code) => code.exclusive_group).filter(Boolean))].sort();
  }

  /** A colour for a code that has none: its nearest relative above that has one. @param {string} id */
  color(id) {
    for (const one of this.path(id).reverse()) {
      const color = this.codes.get(one)?.color;
      if (color) return color;
    }
    return "";
  }
}

/** Where to put codes may not be: among themselves, nor under themselves. @param {Book} book @param {Iterable<string>} ids */
export function forbidden(book, ids) {
  const found = new Set(ids);
  for (const id of [...found]) for (const one of book.below(id)) found.add(one);
  return found;
}

/** What a form holds that the code does not: only these are written. @param {Code} code @param {Draft} form @returns {Draft} */
export function changedFields(code, form) {
  /** @type {Draft} */
  const changed = {};
  for (const name of FORM) {
    if (!(name in form)) continue;
    const before = /** @type {any} */ (code)[name];
    const same = Array.isArray(before) ? before.join("\n") === form[name].join("\n") : String(before).trim() === String(form[name]).trim();
    if (!same) changed[name] = form[name];
  }
  return changed;
}

/** Ids of questions as they are typed: by commas, semicolons or spaces. @param {string} text */
export const questionsOf = (text) => [...new Set(text.split(/[\s,;]+/).filter(Boolean))];

/**
 * Where words differ, for two versions side by side: the longest common run of words, kept simple.
 * @param {string} before @param {string} after @returns {{before: [string, boolean][], after: [string, boolean][]}}  [words, changed]
 */
export function compared(before, after) {
  const one = before.match(/\s+|[^\s]+/g) ?? [];
  const two = after.match(/\s+|[^\s]+/g) ?? [];
  if (one.length * two.length > 250_000) return { before: [[before, true]], after: [[after, true]] };
  const width = two.length + 1;
  const best = new Uint32Array((one.length + 1) * width);
  for (let i = one.length - 1; i >= 0; i -= 1) {
    for (let j = two.length - 1; j >= 0; j -= 1) {
      best[i * width + j] = one[i] === two[j] ? best[(i + 1) * width + j + 1] + 1 : Math.max(best[(i + 1) * width + j], best[i * width + j + 1]);
    }
  }
  /** @type {[string, boolean][]} */ const left = [];
  /** @type {[string, boolean][]} */ const right = [];
  const add = (/** @type {[string, boolean][]} */ to, /** @type {string} */ word, /** @type {boolean} */ changed) => {
    const last = to[to.length - 1];
    if (last && last[1] === changed) last[0] += word;
    else to.push([word, changed]);
  };
  let i = 0;
  let j = 0;
  while (i < one.length || j < two.length) {
    if (i < one.length && j < two.length && one[i] === two[j]) {
      add(left, one[i], false);
      add(right, two[j], false);
      i += 1;
      j += 1;
    } else if (j >= two.length || (i < one.length && best[(i + 1) * width + j] >= best[i * width + j + 1])) add(left, one[i++], true);
    else add(right, two[j++], true);
  }
  return { before: left, after: right };
}

/** What is sorted in a split: each passage has the ranks of its codes, or none. */
export class Sorting {
  /** @param {string} code @param {string[]} targets */
  constructor(code, targets) {
    this.code = code;
    this.targets = targets;
    /** @type {Map<string, number[]>} */
    this.chosen = new Map();
    /** @type {any[]} */
    this.items = [];
    this.total = 0;
    this.at = 0;
  }

  /** The next extracts, in order. @param {any[]} items @param {number} total */
  more(items, total) {
    const known = new Set(this.items.map((one) => one.id));
    this.items.push(...items.filter((one) => !known.has(one.id)));
    this.total = total;
  }

  get current() {
    return this.items[this.at] ?? null;
  }

  /** Put the current passage in one code, or take it out; with `several`, beside the others. @param {number} rank @param {boolean} several */
  put(rank, several) {
    const one = this.current;
    if (!one || rank >= this.targets.length) return;
    const held = this.chosen.get(one.id) ?? [];
    const now = several ? (held.includes(rank) ? held.filter((other) => other !== rank) : [...held, rank].sort((a, b) => a - b)) : [rank];
    this.set(one.id, now);
  }

  /** @param {string} id @param {number[]} ranks */
  set(id, ranks) {
    if (ranks.length) this.chosen.set(id, ranks);
    else this.chosen.delete(id);
  }

  /** @param {number} step */
  move(step) {
    this.at = Math.min(Math.max(this.at + step, 0), Math.max(0, this.items.length));
  }

  /** Passages that are gone from the code meanwhile are taken off. @param {any[]} items @param {number} total */
  renewed(items, total) {
    const ids = new Set(items.map((one) => one.id));
    for (const id of [...this.chosen.keys()]) if (!ids.has(id)) this.chosen.delete(id);
    this.items = items;
    this.total = total;
    this.at = Math.min(this.at, items.length);
  }

  get pairs() {
    return [...this.chosen.entries()];
  }
}
