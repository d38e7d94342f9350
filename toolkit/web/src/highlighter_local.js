/**
 * The desk of a coding page: its codings, codes and memos, and what each gesture changes, with no Python behind. Same
 * rules as toolkit/coding/highlighting.py; one gesture is one change, undone and done again whole. No DOM here.
 *
 * @typedef {{transcript: string, start: number, end: number, code: string, code_version: number, coder: string, state: string,
 *   origin: string, date: string}} Coding  positions are code points, as in Python
 * @typedef {{label: string, parent: string | null, short_definition: string, definition: string, when_to_use: string,
 *   when_not_to_use: string, color: string, origin: string, version: number}} Code
 * @typedef {{text: string, about: string[], coder: string, date: string}} Memo
 * @typedef {{transcript: {id: string, fingerprint: string, date: string, reread: string}, text: string, speakers: any[], turns: any[]}} Text
 * @typedef {{format: string, bundle_id: string, study: string, head: string, title: string, made_on: string, lang: string, coder: string,
 *   coders: {[id: string]: string}, texts: Text[], codes: (Code & {id: string})[], elsewhere: {[code: string]: number},
 *   codings: {[id: string]: Coding}, quoted: string[], memos: {[id: string]: Memo}, reviews: {[id: string]: any}}} Bundle
 * @typedef {"codings" | "codes" | "memos"} Shelf
 * @typedef {{shelf: Shelf, id: string, before: any, after: any}} Edit
 * @typedef {{[field: string]: any}} Op
 */
import { Offsets } from "./offsets.js";
import { newId } from "./sha256.js";

export const BUNDLE_FORMAT = "carnet-coding-page/1";
/** @type {readonly Shelf[]} */
const SHELVES = ["codings", "codes", "memos"];

/** A gesture that cannot be done; its message is a key of the sentences. */
export class Refusal extends Error {
  /** @param {string} key @param {string} [about] */
  constructor(key, about = "") {
    super(key);
    this.about = about;
  }
}

/** What a search compares, as `fold` of toolkit/model/text.py. @param {string} text */
export const fold = (text) =>
  text.replace(/[’‘ʼ′]/g, "'").replace(/[‐‑]/g, "-").replace(/[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g, " ").toLowerCase().replace(/ß/g, "ss")
    .normalize("NFD").replace(/\p{Mn}/gu, "").replace(/œ/g, "oe").replace(/æ/g, "ae").normalize("NFC");

/** The one form under which a text is kept, as `clean_text`. @param {string} raw */
export function clean(raw) {
  if (/\p{Cs}/u.test(raw)) throw new Refusal("halfCharacter");
  return raw.replace(/\r\n|[\r\x0b\x0c\x85\u2028\u2029]/g, "\n").replace(/\t/g, " ").replace(/[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]/g, "").normalize("NFC");
}

/** @param {string} label @param {(id: string) => boolean} taken */
export function idFor(label, taken) {
  const trimmed = (/** @type {string} */ text) => text.replace(/^-+|-+$/g, "");
  const base = trimmed(trimmed(fold(label).replace(/[^a-z0-9]+/g, "-")).slice(0, 48)) || "code";
  let id = base;
  for (let n = 2; taken(id); n += 1) id = `${base}-${n}`;
  return id;
}

/** @param {Coding} one */
const placeOf = (one) => [one.transcript, one.start, one.end, one.code, one.coder].join("\x1f");
const same = (/** @type {any} */ left, /** @type {any} */ right) => JSON.stringify(left) === JSON.stringify(right);

export class LocalDesk {
  /**
   * @param {Bundle} bundle
   * @param {{today?: () => string, now?: () => string}} [clock]  the day here, the moment (both ISO)
   */
  constructor(bundle, { today = localDay, now = () => new Date().toISOString() } = {}) {
    this.bundle = bundle;
    this.coder = bundle.coder;
    this.today = today;
    this.now = now;
    this.texts = new Map(bundle.texts.map((one) => [one.transcript.id, { ...one, offsets: new Offsets(one.text) }]));
    this.open = bundle.texts[0].transcript.id;
    /** @type {Edit[][]} */ this.done = [];
    /** @type {Edit[][]} */ this.undone = [];
    /** What was ever changed, even if it was undone since (`shelf:id`), and when last. @type {Map<string, string>} */ this.touched = new Map();
    this.judged = new Set(Object.values(bundle.reviews).map((one) => one.coding));
    this.shelves = this.base();
  }

  /** What the page was made with. */
  base() {
    const codes = this.bundle.codes.map(({ id, ...code }) => /** @type {[string, Code]} */ ([id, code]));
    return {
      codings: /** @type {Map<string, Coding>} */ (new Map(Object.entries(this.bundle.codings))),
      codes: /** @type {Map<string, Code>} */ (new Map(codes)),
      memos: /** @type {Map<string, Memo>} */ (new Map(Object.entries(this.bundle.memos))),
    };
  }

  /** Everything that was done, to be done again on the same page: what a draft keeps. */
  draft() {
    return { open: this.open, done: this.done, undone: this.undone, touched: [...this.touched] };
  }

  /** Take up a draft; throws when it does not fit. @param {any} draft */
  take(draft) {
    const [held, was, touched] = [this.shelves, [this.done, this.undone], this.touched];
    try {
      this.shelves = this.base();
      this.done = [];
      for (const edits of draft.done) this.write(edits);
      if (!Array.isArray(draft.undone) || !draft.undone.every(Array.isArray)) throw new Error("draft");
      this.undone = draft.undone;
      this.touched = new Map(draft.touched);
      if (this.texts.has(draft.open)) this.open = draft.open;
    } catch (error) {
      this.shelves = held;
      [this.done, this.undone] = was;
      this.touched = touched;
      throw error;
    }
  }

  // What a gesture changes.

  /** Do one gesture; return its edits. @param {string} name @param {readonly string[]} ids @param {Op} op @returns {Edit[]} */
  do(name, ids, op) {
    if (name === "undo" || name === "redo") return this.back(name);
    const edits = this.change(name, ids, op);
    if (!edits.length) return edits;
    // A verdict or an extract of the feedback hangs on it: the study would not let it go.
    const gone = edits.flatMap(({ shelf, id, after }) => (shelf === "codings" && after === null ? [id] : []));
    if (gone.some((id) => this.bundle.quoted.includes(id))) throw new Refusal("quoted");
    if (gone.some((id) => this.judged.has(id))) throw new Refusal("bothKept");
    this.write(edits);
    this.undone = [];
    return edits;
  }

  /** @param {Edit[]} edits */
  write(edits) {
    this.apply(edits);
    this.done.push(edits);
  }

  /** All the edits, or none. @param {Edit[]} edits */
  apply(edits) {
    for (const { shelf, id, before } of edits) {
      if (!SHELVES.includes(shelf) || !same(this.shelves[shelf].get(id) ?? null, before)) throw new Refusal("builtUpon");
    }
    const at = this.now();
    for (const { shelf, id, after } of edits) {
      this.touched.set(`${shelf}:${id}`, at);
      if (after === null) this.shelves[shelf].delete(id);
      else this.shelves[shelf].set(id, after);
    }
  }

  /** @param {"undo" | "redo"} way */
  back(way) {
    const [from, to] = way === "undo" ? [this.done, this.undone] : [this.undone, this.done];
    const last = from[from.length - 1];
    if (!last) throw new Refusal(way === "undo" ? "nothingToUndo" : "nothingToRedo");
    const edits = way === "undo" ? last.map(({ shelf, id, before, after }) => ({ shelf, id, before: after, after: before })).reverse() : last;
    this.apply(edits);
    to.push(last);
    from.pop();
    return edits;
  }

  /** @param {string} name @param {readonly string[]} ids @param {Op} op @returns {Edit[]} */
  change(name, ids, op) {
    if (name === "mark") return this.mark(op);
    const held = ids.map((id) => {
      const one = this.shelves.codings.get(id);
      if (!one || one.transcript !== this.open) throw new Refusal("goneCoding");
      return /** @type {[string, Coding]} */ ([id, one]);
    });
    if (!held.length) throw new Refusal("goneCoding");
    /** @param {(one: Coding) => Coding} change @returns {[string, Coding, Coding][]} */
    const each = (change) => held.map(([id, one]) => [id, one, change(one)]);
    if (name === "delete") return this.deleted(held);
    if (name === "accept" || name === "reject") return replaced(each((one) => ({ ...one, state: name === "accept" ? "accepted" : "rejected" })));
    if (name === "confirm") return replaced(each((one) => ({ ...one, code_version: this.shelves.codes.get(one.code)?.version ?? one.code_version })));
    if (name === "recode") {
      const { id, born } = this.chosen(op);
      const version = born[0]?.after.version ?? this.shelves.codes.get(id)?.version;
      return [...born, ...this.joined(each((one) => ({ ...one, code: id, code_version: version })))];
    }
    if (held.length !== 1) throw new Refusal("oneAtATime");
    if (name === "move") {
      this.fresh(op);
      this.worded(op.start, op.end);
      if (held[0][1].start === op.start && held[0][1].end === op.end) throw new Refusal("sameBounds");
      return this.joined(each((one) => ({ ...one, start: op.start, end: op.end })));
    }
    if (name === "memo") return this.memo(held[0][0], op.memo, clean(op.text ?? "").trim());
    throw new Refusal("otherVersion");
  }

  /** One that somebody reviewed is kept with its verdict, and counted no more. @param {[string, Coding][]} held @returns {Edit[]} */
  deleted(held) {
    if (held.some(([id]) => this.bundle.quoted.includes(id))) throw new Refusal("quoted");
    if (held.some(([id, one]) => this.judged.has(id) && one.state === "rejected")) throw new Refusal("judged");
    return held.map(([id, one]) => ({ shelf: "codings", id, before: one, after: this.judged.has(id) ? { ...one, state: "rejected" } : null }));
  }

  /** @param {Op} op @returns {Edit[]} */
  mark(op) {
    this.fresh(op);
    const { id: code, born } = this.chosen(op);
    this.worded(op.start, op.end);
    const version = born[0]?.after.version ?? this.shelves.codes.get(code)?.version;
    /** @type {Coding} */
    const made = { transcript: this.open, start: op.start, end: op.end, code, code_version: version, coder: this.coder, state: "accepted", origin: "hand", date: this.today() };
    const place = placeOf(made);
    const held = [...this.shelves.codings].findLast(([, one]) => one.transcript === this.open && placeOf(one) === place);
    const edits = [...born];
    const id = held ? held[0] : newId("g", [made.transcript, made.start, made.end, code, this.coder], (name) => this.shelves.codings.has(name));
    if (!held) edits.push({ shelf: "codings", id, before: null, after: made });
    else if (held[1].state !== "accepted") edits.push({ shelf: "codings", id, before: held[1], after: { ...held[1], state: "accepted" } });
    const words = clean(op.memo ?? "").trim();
    if (words) edits.push(this.noted(id, words));
    if (!edits.length) throw new Refusal("already", this.shelves.codes.get(code)?.label);
    return edits;
  }

  /** @param {string} coding @param {string} text @returns {Edit} */
  noted(coding, text) {
    const today = this.today();
    const id = newId("m", [coding, this.coder, today], (name) => this.shelves.memos.has(name));
    return { shelf: "memos", id, before: null, after: { text, about: [coding], coder: this.coder, date: today } };
  }

  /** @param {string} coding @param {string} id @param {string} text @returns {Edit[]} */
  memo(coding, id, text) {
    if (!id) {
      if (!text) throw new Refusal("emptyMemo");
      return [this.noted(coding, text)];
    }
    const held = this.shelves.memos.get(id);
    if (!held || !held.about.includes(coding)) throw new Refusal("goneMemo");
    if (!text) return [{ shelf: "memos", id, before: held, after: null }];
    return text === held.text ? [] : [{ shelf: "memos", id, before: held, after: { ...held, text } }];
  }

  /** The code that a gesture names; a new one comes with the edit that makes it. @param {Op} op @returns {{id: string, born: Edit[]}} */
  chosen(op) {
    const label = clean(op.label ?? "").split(/\s+/).filter(Boolean).join(" ");
    if (Boolean(op.code) === Boolean(label)) throw new Refusal("oneCode");
    const { codes } = this.shelves;
    if (!label) {
      if (!codes.has(op.code)) throw new Refusal("goneCode");
      return { id: op.code, born: [] };
    }
    const wanted = fold(label);
    for (const [id, code] of codes) if (fold(code.label) === wanted) return { id, born: [] };
    const id = idFor(label, (name) => codes.has(name));
    const parent = op.parent || null;
    if (parent !== null && !codes.has(parent)) throw new Refusal("goneCode");
    const plain = { short_definition: "", definition: "", when_to_use: "", when_not_to_use: "", color: "" };
    return { id, born: [{ shelf: "codes", id, before: null, after: { label, parent, ...plain, origin: op.in_vivo ? "in vivo" : "induction", version: 1 } }] };
  }

  /** @param {Op} op */
  fresh(op) {
    if (op.fingerprint !== this.text().transcript.fingerprint) throw new Refusal("otherText");
  }

  /** @param {number} start @param {number} end */
  worded(start, end) {
    const { text, offsets } = this.text();
    const inside = Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start < end && end <= offsets.length;
    if (!inside || !text.slice(offsets.toUtf16(start), offsets.toUtf16(end)).trim()) throw new Refusal("noWords");
  }

  /** A coding that would double another one goes away instead. @param {[string, Coding, Coding][]} pairs @returns {Edit[]} */
  joined(pairs) {
    const moving = new Set(pairs.map(([id]) => id));
    const taken = new Set([...this.shelves.codings].flatMap(([id, one]) => (one.transcript !== this.open || moving.has(id) ? [] : [placeOf(one)])));
    /** @type {Edit[]} */
    const edits = [];
    for (const [id, before, after] of pairs) {
      if (!same(before, after)) edits.push({ shelf: "codings", id, before, after: taken.has(placeOf(after)) ? null : after });
      taken.add(placeOf(after));
    }
    return edits;
  }

  // What is shown.

  text() {
    const text = this.texts.get(this.open);
    if (!text) throw new Refusal("otherVersion");
    return text;
  }

  /** What `Highlighting.snapshot` of Python says of the text that is open. */
  snapshot() {
    const { transcript, text, speakers, turns } = this.text();
    const { codings, codes } = this.shelves;
    const here = [...codings].filter(([, one]) => one.transcript === this.open);
    const mine = here.filter(([, one]) => one.coder === this.coder && one.origin === "hand").map(([, one]) => one);
    const counts = this.counts();
    return {
      transcript, text, speakers, turns,
      codes: [...codes].map(([id, code]) => codeRow(id, code, counts)),
      codings: Object.fromEntries(here.map(([id, one]) => [id, this.row(one)])),
      memos: Object.fromEntries([...this.shelves.memos].filter(([, memo]) => this.near(memo))),
      reviews: Object.fromEntries(Object.entries(this.bundle.reviews).filter(([, one]) => here.some(([id]) => id === one.coding))),
      coders: this.bundle.coders, coder: this.coder,
      recent: [...new Set(mine.map((one) => one.code).filter((code) => codes.has(code)).reverse())].slice(0, 9),
      place: mine.length ? mine[mine.length - 1].start : null,
      texts: this.texts.size > 1 ? [...this.texts.keys()].map((id) => this.far(id)) : [],
    };
  }

  /** @param {Memo} memo */
  near(memo) {
    return memo.about.some((id) => id === this.open || this.shelves.codings.get(id)?.transcript === this.open);
  }

  /** How many passages of the study bear each code; what was rejected is left out. */
  counts() {
    const counts = new Map(Object.entries(this.bundle.elsewhere));
    for (const one of this.shelves.codings.values()) if (one.state !== "rejected") counts.set(one.code, (counts.get(one.code) ?? 0) + 1);
    return counts;
  }

  /** @param {Coding} one */
  row({ start, end, code, coder, state, origin, date, code_version }) {
    const version = this.shelves.codes.get(code)?.version ?? 0;
    return { start, end, code, coder, state, origin, date, outdated: state !== "rejected" && code_version < version };
  }

  /** How far a text is coded. @param {string} id */
  far(id) {
    const turns = this.texts.get(id)?.turns ?? [];
    const held = [...this.shelves.codings.values()].filter((one) => one.transcript === id && one.state !== "rejected");
    /** @type {Set<number>} */
    const touched = new Set();
    // The turn that holds a position is the last one whose label starts at it or before.
    const rankOf = (/** @type {number} */ position) => turns.findLastIndex((/** @type {number[]} */ turn) => turn[0] <= position);
    for (const one of held) for (let rank = Math.max(0, rankOf(one.start)); rank <= rankOf(one.end - 1); rank += 1) touched.add(rank);
    return { id, turns: turns.length, passages: held.length, touched: touched.size };
  }

  /** What some edits bring to the view. @param {readonly Edit[]} edits */
  news(edits) {
    /** @type {{items: Record<string, any>, codes: Record<string, any>, memos: Record<string, any>, reviews: Record<string, any>, texts?: Record<string, any>}} */
    const brought = { items: {}, codes: {}, memos: {}, reviews: {} };
    const { codings, codes, memos } = this.shelves;
    const counts = this.counts();
    const renewed = new Set(edits.flatMap(({ shelf, id, before, after }) => (shelf === "codes" ? [id] : shelf === "codings" ? [before?.code, after?.code].filter(Boolean) : [])));
    for (const id of renewed) {
      const code = codes.get(id);
      brought.codes[id] = code ? codeRow(id, code, counts) : null;
    }
    const here = (/** @type {any} */ one) => one?.transcript === this.open;
    for (const { shelf, id, before, after } of edits) {
      const now = codings.get(id);
      if (shelf === "codings" && (here(before) || here(after))) brought.items[id] = now ? this.row(now) : null;
      // A passage that comes back comes with what was said of it.
      if (shelf === "codings" && before === null) for (const [memo, one] of memos) if (one.about.includes(id)) brought.memos[memo] = one;
      if (shelf === "memos" && this.near(memos.get(id) ?? before ?? after)) brought.memos[id] = memos.get(id) ?? null;
    }
    const texts = new Set(edits.flatMap(({ shelf, before, after }) => (shelf === "codings" ? [(after ?? before).transcript] : [])));
    if (this.texts.size > 1) brought.texts = Object.fromEntries([...texts].map((id) => [id, this.far(id)]));
    return brought;
  }
}

/** @param {string} id @param {Code} code @param {Map<string, number>} counts */
function codeRow(id, { label, parent, short_definition, definition, when_to_use, when_not_to_use, color }, counts) {
  return { id, label, parent, short_definition, definition, when_to_use, when_not_to_use, color, count: counts.get(id) ?? 0 };
}

/** @param {[string, Coding, Coding][]} pairs @returns {Edit[]} */
const replaced = (pairs) => pairs.flatMap(([id, before, after]) => (same(before, after) ? [] : [{ shelf: /** @type {const} */ ("codings"), id, before, after }]));

/** The day here, ISO. */
function localDay() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
}
