/**
 * What a component and Python say to each other, checked: the other side of toolkit/web/wire.py.
 *
 * A `Line` sends `hello`, `op` and `ask`; it hears `snapshot`, `applied`, `rejected` and `answer`. It knows what was
 * sent and is not yet kept, so that nothing is ever shown as saved before Python said so.
 *
 * @typedef {{get: (name: string) => any, set: (name: string, value: unknown) => void, save_changes: () => void,
 *   send: (message: any) => void, on: (event: string, listener: (...given: any[]) => void) => void,
 *   off: (event: string, listener: (...given: any[]) => void) => void}} Host
 * @typedef {"opening" | "kept" | "saving" | "slow" | "dead" | "outdated"} Standing
 * @typedef {{[field: string]: any}} Fields
 * @typedef {{seq: number, op: string, ids: string[], fields: Fields}} Sent
 * @typedef {{
 *   snapshot: (data: any, rev: number) => void,
 *   applied: (changes: any, sent: Sent | null, rev: number) => void,
 *   rejected: (why: {reason: string, hint: string}, sent: Sent | null) => void,
 *   standing: (standing: Standing) => void,
 * }} Ears
 */

export const WIRE = 1;
/** Milliseconds after which an answer is late: the kernel is at work, or is no more. */
export const LATE = 4000;

/** @type {Record<string, Record<string, (value: any) => boolean>>} */
const FORMS = {
  snapshot: { format: isText, rev: isWhole, data: isObject },
  applied: { seq: (value) => value === null || isWhole(value), rev: isWhole, changes: isObject },
  rejected: { seq: (value) => value === null || isWhole(value), kind: isText, reason: isText, hint: isText },
  answer: { seq: isWhole, data: isObject },
};

/** @param {unknown} value @returns {value is string} */
function isText(value) {
  return typeof value === "string";
}

/** @param {unknown} value */
function isWhole(value) {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

/** @param {unknown} value */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Tell whether a message of Python is in the form agreed.
 * @param {any} message
 * @param {string} format  what a snapshot must be
 */
export function isChecked(message, format) {
  if (!isObject(message) || message.v !== WIRE || !isText(message.view)) return false;
  const form = Object.hasOwn(FORMS, message.type) ? FORMS[message.type] : null;
  if (!form || !Object.entries(form).every(([field, check]) => check(message[field]))) return false;
  return message.type !== "snapshot" || message.format === format;
}

/** A name for a view that no other view has, in this page or another. */
const newView = () => Array.from(crypto.getRandomValues(new Uint8Array(9)), (byte) => byte.toString(36).padStart(2, "0")).join("");

export class Line {
  /**
   * @param {Host} host
   * @param {string} format
   * @param {Ears} ears
   * @param {{late?: number}} [options]
   */
  constructor(host, format, ears, { late = LATE } = {}) {
    this.host = host;
    this.format = format;
    this.ears = ears;
    this.late = late;
    this.view = newView();
    this.seq = 0;
    this.acked = 0;
    this.rev = -1;
    /** @type {Map<number, Sent>} */
    this.pending = new Map();
    /** @type {Map<number, {resolve: (data: any) => void, reject: (why: Error) => void}>} */
    this.asked = new Map();
    /** @type {Standing} */
    this.standing = "opening";
    this.heard = this.heard.bind(this);
    this.living = this.living.bind(this);
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  open() {
    this.host.on("msg:custom", this.heard);
    this.host.on("comm_live_update", this.living);
    this.hello();
  }

  close() {
    clearTimeout(this.timer);
    this.host.off("msg:custom", this.heard);
    this.host.off("comm_live_update", this.living);
    for (const { reject } of this.asked.values()) reject(new Error("closed"));
    this.asked.clear();
  }

  hello() {
    if (this.put({ type: "hello" })) this.watch();
  }

  /** The connection was cut or came back: what is true is asked again. */
  living() {
    this.hello();
  }

  /**
   * Ask for one change; null when it could not even be sent.
   * @param {string} op
   * @param {Fields} [fields]
   * @param {string[]} [ids]  the things that it changes
   * @returns {Sent | null}
   */
  op(op, fields = {}, ids = []) {
    const sent = { seq: (this.seq += 1), op, ids, fields };
    const message = { type: "op", seq: sent.seq, base_rev: Math.max(this.rev, 0), op, ...(ids.length ? { ids } : {}), ...fields };
    if (!this.put(message)) return null;
    this.pending.set(sent.seq, sent);
    this.settle();
    this.watch();
    return sent;
  }

  /** A name for what the next change brings to be, before Python gives its id: Python knows it by this name too. */
  named() {
    return `~${this.view}-${this.seq + 1}`;
  }

  /**
   * Ask to see something.
   * @param {string} ask
   * @param {Fields} [fields]
   * @returns {Promise<any>}
   */
  ask(ask, fields = {}) {
    const seq = (this.seq += 1);
    return new Promise((resolve, reject) => {
      if (!this.put({ type: "ask", seq, ask, ...fields })) return reject(new Error("dead"));
      return this.asked.set(seq, { resolve, reject });
    });
  }

  /** @param {Fields} message */
  put(message) {
    if (this.standing === "outdated") return false;
    try {
      this.host.send({ v: WIRE, view: this.view, ...message });
      return true;
    } catch {
      this.stand("dead");
      return false;
    }
  }

  /** @param {any} message @param {any[]} [buffers]  bytes that come with an answer */
  heard(message, buffers) {
    if (this.standing === "outdated") return;
    if (!isChecked(message, this.format)) {
      this.stand("outdated");
      return;
    }
    const mine = message.view === this.view;
    if (message.type === "answer") {
      if (!mine) return;
      this.asked.get(message.seq)?.resolve(buffers?.length ? { ...message.data, buffers } : message.data);
      this.asked.delete(message.seq);
    } else if (message.type === "rejected") {
      if (mine) this.refused(message);
    } else if (message.type === "applied") {
      const sent = mine && message.seq !== null ? this.closed(message.seq) : null;
      this.rev = message.rev;
      this.ears.applied(message.changes, sent, message.rev);
      this.settle();
    } else if (this.standing === "opening" || this.standing === "dead" || message.view === this.view || message.rev > this.rev) {
      // A snapshot for another view brings nothing new; what was sent to a kernel that stopped is lost.
      if (this.standing === "dead") this.pending.clear();
      this.rev = message.rev;
      this.ears.snapshot(message.data, message.rev);
      this.settle();
    }
  }

  /** @param {any} message */
  refused(message) {
    if (message.kind === "version") {
      this.stand("outdated");
      return;
    }
    const asked = this.asked.get(message.seq);
    this.asked.delete(message.seq);
    const sent = this.closed(message.seq);
    if (asked) asked.reject(new Error("refused"));
    this.ears.rejected({ reason: message.reason, hint: message.hint }, sent);
    this.settle();
  }

  /** @param {number | null} seq */
  closed(seq) {
    const sent = this.pending.get(seq ?? -1) ?? null;
    if (sent) {
      this.pending.delete(sent.seq);
      this.acked = Math.max(this.acked, sent.seq);
    }
    return sent;
  }

  settle() {
    clearTimeout(this.timer);
    if (this.rev >= 0) this.stand(this.pending.size ? "saving" : "kept");
    if (this.pending.size) this.watch();
  }

  watch() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (this.standing === "saving" || this.standing === "opening") this.stand("slow");
    }, this.late);
  }

  /** @param {Standing} standing */
  stand(standing) {
    if (standing === this.standing) return;
    this.standing = standing;
    this.ears.standing(standing);
  }
}
