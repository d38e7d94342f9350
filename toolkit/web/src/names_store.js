/**
 * What the desk of names knows and derives: no DOM here.
 *
 * What Python kept and what was just asked are two things: a gesture is drawn at once over what is kept, and taken
 * off when Python answers, whatever the answer.
 *
 * @typedef {"undecided" | "accepted" | "as typed" | "rejected"} Decision
 * @typedef {{decision: Decision, replacement: string, reason: string, person: string}} State
 * @typedef {{id: string, form: string, type: number, count: number, documents: number, word: boolean, sought: string} & State} Line
 * @typedef {{search: string, type: string, state: string}} Filter
 */

/** In the order of `NAME_TYPES` in Python. */
export const TYPES = ["PERSON", "PLACE", "ORG", "PHONE", "EMAIL", "ADDRESS", "DATE", "ID"];
/** @type {readonly Decision[]} */
export const DECISIONS = ["undecided", "accepted", "as typed", "rejected"];

/** Letters without accents nor capitals, for a search. @param {string} text */
export const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[’ʼ]/g, "'").replace(/œ/g, "oe").replace(/æ/g, "ae");

/** @param {any} data  the snapshot of Python @returns {Line[]} */
export function linesOf(data) {
  return data.lines.map((/** @type {any[]} */ [id, form, type, count, documents, word, ...state]) => ({
    id, form, type, count, documents, word: Boolean(word), sought: soughtOf(form, state[1]), ...stateOf(state),
  }));
}

/** What a search looks in, made once. @param {string} form @param {string} replacement */
const soughtOf = (form, replacement) => `${folded(form)}\n${folded(replacement)}`;

/** @param {any[]} given @returns {State} */
export const stateOf = ([decision, replacement, reason, person]) => ({ decision, replacement, reason, person });

export class NamesStore {
  /** @param {Line[]} lines */
  constructor(lines) {
    this.order = lines;
    /** @type {Map<string, Line>} */
    this.kept = new Map(lines.map((line) => [line.id, line]));
    /** Gestures that Python has not answered yet. @type {Map<number, Map<string, Partial<State>>>} */
    this.asked = new Map();
    /** @type {Map<string, Partial<State>>} */
    this.over = new Map();
    this.undecided = lines.filter((line) => line.decision === "undecided").length;
    this.undoable = 0;
    this.redoable = 0;
    /** The forms of each person. @type {Map<string, Set<string>>} */
    this.persons = new Map();
    this.rank = new Map(lines.map((line, rank) => [line.id, rank]));
    for (const line of lines) this.join(line.id, line.person);
  }

  /** @param {string} id @param {string} person */
  join(id, person) {
    if (!this.persons.has(person)) this.persons.set(person, new Set());
    this.persons.get(person)?.add(id);
  }

  get total() {
    return this.order.length;
  }

  get done() {
    return this.total - this.undecided;
  }

  /** The line as it is drawn: kept, with what was just asked over it. @param {string} id @returns {Line | undefined} */
  line(id) {
    const kept = this.kept.get(id);
    const over = this.over.get(id);
    return kept && over ? { ...kept, ...over } : kept;
  }

  /** @param {string} id */
  isAsked(id) {
    return this.over.has(id);
  }

  /** @param {number} seq @param {Map<string, Partial<State>>} patches */
  ask(seq, patches) {
    this.asked.set(seq, patches);
    this.redraw();
  }

  /** Python answered. @param {number | undefined} seq */
  answered(seq) {
    if (seq !== undefined && this.asked.delete(seq)) this.redraw();
  }

  redraw() {
    this.over = new Map();
    for (const patches of this.asked.values()) {
      for (const [id, patch] of patches) this.over.set(id, { ...this.over.get(id), ...patch });
    }
  }

  /** @param {{items: {[id: string]: any[]}, undoable: number, redoable: number}} changes */
  apply(changes) {
    for (const [id, state] of Object.entries(changes.items)) {
      const line = this.kept.get(id);
      if (!line) continue;
      const now = { ...line, ...stateOf(state) };
      if (now.replacement !== line.replacement) now.sought = soughtOf(now.form, now.replacement);
      this.undecided += Number(now.decision === "undecided") - Number(line.decision === "undecided");
      if (now.person !== line.person) {
        this.persons.get(line.person)?.delete(id);
        this.join(id, now.person);
      }
      this.kept.set(id, now);
    }
    this.undoable = changes.undoable;
    this.redoable = changes.redoable;
  }

  /** The ids that a filter lets through, in order. @param {Filter} filter @returns {string[]} */
  shown({ search, type, state }) {
    const wanted = folded(search.trim());
    const shown = [];
    for (const { id } of this.order) {
      const line = /** @type {Line} */ (this.line(id));
      if (type && TYPES[line.type] !== type) continue;
      if (state === "decided" ? line.decision === "undecided" : state && line.decision !== state) continue;
      if (wanted && !line.sought.includes(wanted)) continue;
      shown.push(id);
    }
    return shown;
  }

  /** The forms of the same person, this one included, in order. @param {string} id @returns {string[]} */
  forms(id) {
    const ids = [...(this.persons.get(this.kept.get(id)?.person ?? "") ?? [])];
    return ids.sort((one, other) => (this.rank.get(one) ?? 0) - (this.rank.get(other) ?? 0));
  }

  /**
   * The next form without decision among `shown`, after `id` and going round; null when there is none.
   * @param {readonly string[]} shown @param {string} id
   */
  nextUndecided(shown, id) {
    const here = shown.indexOf(id);
    const turned = [...shown.slice(here + 1), ...shown.slice(0, Math.max(here, 0))];
    return turned.find((other) => this.line(other)?.decision === "undecided") ?? null;
  }
}

/**
 * Where a row stands among those of one person that are shown together: to draw what binds them.
 * @param {NamesStore} store @param {readonly string[]} shown @param {number} rank
 * @returns {"" | "first" | "middle" | "last"}
 */
export function bond(store, shown, rank) {
  const person = store.line(shown[rank])?.person;
  const above = rank > 0 && store.line(shown[rank - 1])?.person === person;
  const below = rank + 1 < shown.length && store.line(shown[rank + 1])?.person === person;
  return above ? (below ? "middle" : "last") : below ? "first" : "";
}

/**
 * The rows to draw of a long list, a few more on each side.
 * @param {number} total @param {number} top  pixels scrolled @param {number} height  of what is seen @param {number} row
 * @returns {[number, number]}  half-open
 */
export function windowOf(total, top, height, row, more = 6) {
  const first = Math.max(0, Math.floor(top / row) - more);
  return [Math.min(first, total), Math.min(total, Math.ceil((top + height) / row) + more)];
}

/**
 * Where to scroll so that a row is seen.
 * @param {number} rank @param {number} top @param {number} height @param {number} row
 */
export function scrollFor(rank, top, height, row) {
  if (rank * row < top) return rank * row;
  return (rank + 1) * row > top + height ? (rank + 1) * row - height : top;
}
