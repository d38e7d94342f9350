/**
 * The host of the highlighter in a page of its own: it answers as Python does in a notebook, from a desk in the page.
 * A gesture is answered once its draft is in the browser: in clear for a page in clear, sealed for a sealed page; where
 * the browser keeps nothing, the page says so.
 *
 * @typedef {import("./local_model.js").Locker} Locker
 * @typedef {{type: string, [key: string]: any}} Message
 * @typedef {"local" | "sealed" | "memory"} Place
 */
import { isSealed } from "./crypto.js";
import { answerFile, ANSWERS_FORMAT, takenUp } from "./highlighter_answers.js";
import { LocalDesk, Refusal } from "./highlighter_local.js";
import { HIGHLIGHTER_FORMAT } from "./highlighter_model.js";
import { pageSentences } from "./i18n/highlighter_page.js";
import { shellSentences } from "./i18n/shell.js";
import { WIRE } from "./wire.js";

export class PageHost {
  /**
   * @param {{bundle: import("./highlighter_local.js").Bundle, storage?: Storage | null, locker?: Locker | null,
   *   download: (name: string, text: string) => void, stem?: string}} given
   */
  constructor({ bundle, storage = null, locker = null, download }) {
    this.bundle = bundle;
    this.desk = new LocalDesk(bundle);
    this.storage = storage;
    this.locker = locker;
    this.download = download;
    this.t = pageSentences(bundle.lang);
    /** Gestures that neither the browser nor a file holds. */
    this.unsaved = false;
    /** Gestures since the last file of answers. */
    this.since = 0;
    this.rev = 0;
    /** @type {Map<string, Set<Function>>} */
    this.listeners = new Map();
    this.writing = Promise.resolve();
    /** The ids of the passages that gestures made, by the names that views give them before. @type {Map<string, string>} */
    this.born = new Map();
    const { t } = this;
    const place = () => this.place;
    const said = {
      ...shellSentences(bundle.lang),
      slow: t.slow,
      get kept() {
        return t.kept[place()];
      },
    };
    /** @type {Record<string, unknown>} */
    this.traits = { lang: bundle.lang, page: true, readonly: false, said };
  }

  /** Where the draft is. @returns {Place} */
  get place() {
    if (!this.storage) return "memory";
    return this.locker ? "sealed" : "local";
  }

  get key() {
    return `carnet-coding:${this.bundle.bundle_id}`;
  }

  /** @param {string} name */
  get(name) {
    return this.traits[name];
  }

  /** @param {string} name @param {unknown} value */
  set(name, value) {
    this.traits[name] = value;
  }

  save_changes() {}

  /** @param {string} event @param {(...given: any[]) => void} listener */
  on(event, listener) {
    if (!this.listeners.has(event)) this.listeners.set(event, new Set());
    this.listeners.get(event)?.add(listener);
  }

  /** @param {string} event @param {(...given: any[]) => void} listener */
  off(event, listener) {
    this.listeners.get(event)?.delete(listener);
  }

  /** @param {string} event @param {unknown} value */
  emit(event, value) {
    for (const listener of [...(this.listeners.get(event) ?? [])]) listener(value);
  }

  /** @param {Message} message */
  reply(message) {
    this.emit("msg:custom", { v: WIRE, view: "", ...message });
  }

  /** Answer after what was asked before, and never before the question is over. @param {Message} message */
  later(message) {
    void this.writing.then(() => this.reply(message));
  }

  /** @param {Message} message */
  send(message) {
    if (message.type === "hello") this.push(message.view);
    else if (message.type === "op") this.op(message);
    else if (message.type === "ask") this.ask(message);
  }

  /** @param {string} [view] */
  push(view = "") {
    this.reply({ type: "snapshot", view, format: HIGHLIGHTER_FORMAT, rev: this.rev, data: this.desk.snapshot() });
  }

  /** @param {Message} message */
  op(message) {
    const { view, seq, op } = message;
    // A key that follows at once speaks of a passage before the view knows its id.
    const ids = (message.ids ?? []).map((/** @type {string} */ id) => this.born.get(id) ?? id);
    let edits;
    try {
      edits = this.desk.do(op, ids, message);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const [reason, hint] = this.t.refusal(error.message, error.about);
      return this.later({ type: "rejected", view, seq, kind: "refused", reason, hint });
    }
    const changes = this.desk.news(edits);
    if (op === "mark") {
      const made = edits.find((one) => one.shelf === "codings")?.id ?? edits.find((one) => one.shelf === "memos")?.after.about[0];
      if (made) this.born.set(`~${view}-${seq}`, made);
    }
    if (edits.length) this.since += 1;
    void this.keep().then(() => this.reply({ type: "applied", view, seq, rev: (this.rev += 1), changes }));
    return undefined;
  }

  /** @param {Message} message */
  ask({ view, seq, ask, transcript }) {
    if (ask !== "open" || !this.desk.texts.has(transcript)) {
      const [reason, hint] = this.t.refusal("otherVersion");
      return this.later({ type: "rejected", view, seq, kind: "refused", reason, hint });
    }
    this.desk.open = transcript;
    this.later({ type: "answer", view, seq, data: { transcript } });
    void this.writing.then(() => {
      this.rev += 1;
      this.push();
    });
    return undefined;
  }

  /** Write the draft, one after the other, the last state last. */
  keep() {
    this.unsaved = true;
    this.writing = this.writing.then(() => this.write());
    return this.writing;
  }

  async write() {
    const draft = { ...this.desk.draft(), since: this.since };
    const text = JSON.stringify(draft);
    if (this.storage) {
      try {
        const value = this.locker ? JSON.stringify(await this.locker.seal(draft, this.key)) : text;
        this.storage.setItem(this.key, value);
        if (JSON.stringify({ ...this.desk.draft(), since: this.since }) === text) this.unsaved = false;
      } catch {
        // A full or forbidden storage: say so, keep in the open page, warn before leaving.
        this.storage = null;
      }
    }
    this.emit("page", this.place);
  }

  /** Take up what an earlier visit, or another tab, left. */
  async resume() {
    try {
      const text = this.storage?.getItem(this.key);
      if (!text) return false;
      let value = JSON.parse(text);
      if (isSealed(value)) value = this.locker ? await this.locker.unseal(value, this.key) : null;
      this.desk.take(value);
      this.since = Number.isSafeInteger(value.since) ? value.since : 0;
      return true;
    } catch {
      // An unreadable draft is no draft; the next gesture writes a new one.
      return false;
    }
  }

  /** Another tab of this page wrote its draft: both show the same. */
  async follow() {
    await this.writing;
    if (!(await this.resume())) return;
    this.rev += 1;
    this.push();
    this.emit("page", this.place);
  }

  /** Download the answers; the number of things that they tell. @param {string} at */
  async save(at) {
    const file = answerFile(this.desk, at);
    const count = file.codings.length + file.memos.length;
    if (!count) return 0;
    const content = this.locker ? await this.locker.seal(file, ANSWERS_FORMAT) : file;
    this.download(`${this.t.fileStem}-${this.bundle.texts.map((one) => one.transcript.id).join("-").slice(0, 40)}-${this.bundle.bundle_id}.json`, `${JSON.stringify(content, null, 1)}\n`);
    this.since = 0;
    await this.keep();
    this.unsaved = false;
    this.emit("page", this.place);
    return count;
  }

  /** Take up a file of answers, as one gesture; throws an Error whose message is a key of the sentences. @param {string} text */
  async load(text) {
    let file;
    try {
      file = JSON.parse(text);
    } catch {
      throw new Error("notAnswers");
    }
    if (isSealed(file)) {
      if (!this.locker) throw new Error("otherPage");
      file = await this.locker.unseal(file, ANSWERS_FORMAT).catch(() => {
        throw new Error("otherPage");
      });
    }
    const { edits, left } = takenUp(this.desk, file);
    if (edits.length) {
      this.desk.write(edits);
      this.desk.undone = [];
      this.since += 1;
      await this.keep();
      this.rev += 1;
      this.push();
    }
    return { taken: edits.length, left };
  }
}
