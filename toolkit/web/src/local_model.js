/**
 * The host of a component in a page of its own: same calls as the model of a notebook widget, no kernel behind.
 * Answers are kept as a draft in the browser: in clear for a page in clear, sealed for a sealed page
 * (every local HTML file shares one localStorage in Chromium), else in memory only.
 *
 * @typedef {import("./ops.js").Answers} Answers
 * @typedef {{seal: (value: unknown, aad: string) => Promise<import("./crypto.js").Sealed>,
 *   unseal: (sealed: import("./crypto.js").Sealed, aad: string) => Promise<unknown>}} Locker
 * @typedef {{type: string, [key: string]: any}} Message
 */
import { isSealed } from "./crypto.js";
import { ANSWERS_FORMAT, answered, answerFile, isBlank, merged, readAnswers } from "./ops.js";

export class LocalModel {
  /**
   * @param {{bundle: import("./ops.js").Bundle, answers?: Answers, storage?: Storage | null, locker?: Locker | null,
   *   download: (name: string, text: string) => void, stem: string}} given
   */
  constructor({ bundle, answers = {}, storage = null, locker = null, download, stem }) {
    this.bundle = bundle;
    this.answers = answers;
    this.storage = storage;
    this.locker = locker;
    this.download = download;
    this.stem = stem;
    /** @type {Record<string, unknown>} */
    this.traits = { lang: bundle.lang, page: true };
    /** @type {Map<string, Set<Function>>} */
    this.listeners = new Map();
    /** Answers that neither a draft nor a file holds yet. */
    this.unsaved = false;
    this.writing = Promise.resolve();
  }

  /** @param {string} name */
  get(name) {
    return this.traits[name];
  }

  /** @param {string} name @param {unknown} value */
  set(name, value) {
    this.traits[name] = value;
    this.emit(`change:${name}`, value);
  }

  save_changes() {}

  /** @param {string} event @param {Function} listener */
  on(event, listener) {
    if (!this.listeners.has(event)) this.listeners.set(event, new Set());
    this.listeners.get(event)?.add(listener);
  }

  /** @param {string} event @param {Function} listener */
  off(event, listener) {
    this.listeners.get(event)?.delete(listener);
  }

  /** @param {string} event @param {unknown} value */
  emit(event, value) {
    for (const listener of this.listeners.get(event) ?? []) listener(value);
  }

  /** @param {Message} message */
  reply(message) {
    this.emit("msg:custom", message);
  }

  /** @param {Message} message */
  send(message) {
    if (message.type === "hello") this.hello();
    else if (message.type === "op") this.op(message);
    else if (message.type === "save") void this.save(message.at, Boolean(message.sealed));
    else if (message.type === "load") void this.load(message.text);
  }

  hello() {
    this.reply({ type: "snapshot", bundle: this.bundle, answers: this.answers, draft: this.place(), seals: Boolean(this.locker) });
  }

  /** @param {Message} message */
  op({ seq, id, patch, at }) {
    this.answers = answered(this.answers, id, patch, at);
    this.reply({ type: "applied", seq, changes: { [id]: this.answers[id] } });
    this.keep();
  }

  /** @param {string} at @param {boolean} sealed */
  async save(at, sealed) {
    const file = answerFile(this.bundle, this.answers, at);
    const count = Object.values(file.review).filter((answer) => !isBlank(answer)).length;
    if (!Object.keys(file.review).length) return this.reply({ type: "rejected", reason: "savedNone" });
    const content = sealed && this.locker ? await this.locker.seal(file, ANSWERS_FORMAT) : file;
    const name = `${this.stem}-${this.bundle.bundle_id}.json`;
    this.download(name, `${JSON.stringify(content, null, 1)}\n`);
    this.unsaved = false;
    return this.reply({ type: "saved", name, count });
  }

  /** @param {string} text */
  async load(text) {
    try {
      let file = parsed(text);
      if (isSealed(file)) {
        if (!this.locker) throw new Error("loadOther");
        file = await this.locker.unseal(file, ANSWERS_FORMAT).catch(() => {
          throw new Error("loadOther");
        });
      }
      const before = this.answers;
      this.answers = merged(before, readAnswers(file, this.bundle));
      const changes = Object.fromEntries(Object.entries(this.answers).filter(([id, answer]) => before[id] !== answer));
      this.reply({ type: "applied", seq: null, changes, loaded: Object.keys(changes).length });
      if (Object.keys(changes).length) this.keep();
    } catch (error) {
      this.reply({ type: "rejected", reason: /** @type {Error} */ (error).message });
    }
  }

  get key() {
    return `carnet-review:${this.bundle.bundle_id}`;
  }

  /** Where drafts go: "local", "sealed" or "memory". */
  place() {
    if (!this.storage) return "memory";
    return this.locker ? "sealed" : "local";
  }

  /** Write the draft, one after the other, the last state last. */
  keep() {
    this.unsaved = true;
    this.writing = this.writing.then(() => this.write());
    return this.writing;
  }

  async write() {
    if (!this.storage) return;
    const answers = this.answers;
    try {
      const value = this.locker ? await this.locker.seal({ answers }, this.key) : { answers };
      this.storage.setItem(this.key, JSON.stringify(value));
      if (answers === this.answers) this.unsaved = false;
      this.reply({ type: "draft", place: this.place() });
    } catch {
      // A full or forbidden storage: say so, keep in memory, warn before leaving.
      this.storage = null;
      this.reply({ type: "draft", place: "memory" });
    }
  }

  /** Take up the draft that an earlier visit left, if any. */
  async resume() {
    try {
      const text = this.storage?.getItem(this.key);
      if (!text) return;
      let value = parsed(text);
      if (isSealed(value)) value = this.locker ? await this.locker.unseal(value, this.key) : null;
      const held = /** @type {{answers?: unknown} | null} */ (value)?.answers;
      const { bundle_id, source_sha256 } = this.bundle;
      this.answers = merged(this.answers, readAnswers({ format: ANSWERS_FORMAT, bundle_id, source_sha256, review: held }, this.bundle));
    } catch {
      // An unreadable draft is no draft; the next answer writes a new one.
    }
  }
}

/** @param {string} text @returns {unknown} */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error("loadNotAnswers");
  }
}
