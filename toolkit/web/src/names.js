/**
 * The desk where names are decided: a component `(el, host)`, held by toolkit/transcripts/widget.py.
 *
 * @typedef {import("./names_store.js").State} State
 * @typedef {import("./names_store.js").Line} Line
 * @typedef {import("./names_store.js").Decision} Decision
 * @typedef {import("./names_detail.js").Contexts} Contexts
 */
import { h } from "./dom.js";
import { namesSentences } from "./i18n/names.js";
import { namesDetail } from "./names_detail.js";
import { gestureOf, isField } from "./names_keys.js";
import { namesList } from "./names_list.js";
import { linesOf, NamesStore } from "./names_store.js";
import { shell } from "./shell.js";
import { Line as Wire } from "./wire.js";

export const NAMES_FORMAT = "carnet-names/1";
let views = 0;

/**
 * @param {HTMLElement} el
 * @param {import("./wire.js").Host} host
 * @returns {() => void}  undoes everything
 */
export function names(el, host) {
  const t = namesSentences(host.get("lang"));
  const unique = `carnet-names-${(views += 1)}`;
  const readonly = Boolean(host.get("readonly"));
  const frame = shell(el, host, "carnet-names");
  const { root, body, say, tell, hush } = frame;
  let store = new NamesStore([]);
  const state = {
    shown: /** @type {string[]} */ ([]),
    current: "",
    filter: { search: "", type: "", state: "" },
    draft: /** @type {string | null} */ (null),
    contexts: /** @type {Contexts | null} */ (null),
    begun: false,
  };
  /** @type {ReturnType<typeof setTimeout> | undefined} */ let later;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ let checking;

  const line = new Wire(host, NAMES_FORMAT, {
    snapshot: begin,
    applied,
    rejected,
    standing: (standing) => frame.stand(standing, line.pending.size),
  });

  // What is seen.

  const words = h("p", { class: "count" });
  const meter = h("progress", { "aria-label": t.progressLabel });
  const undo = h("button", { type: "button", class: "quiet small", onclick: () => way("undo"), "aria-keyshortcuts": "z Control+Z" }, t.undo);
  const redo = h("button", { type: "button", class: "quiet small", onclick: () => way("redo"), "aria-keyshortcuts": "y Control+Y" }, t.redo);
  const keys = h("aside", { class: "keys", hidden: true, id: `${unique}-keys`, "aria-label": t.keysTitle }, h("h3", {}, t.keysTitle),
    h("dl", {}, ...t.keys.flatMap(([key, does]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, does)])));
  const help = h("button", { type: "button", class: "quiet small", onclick: () => toggleHelp(), "aria-expanded": "false", "aria-controls": keys.id, "aria-keyshortcuts": "?" },
    t.help, h("kbd", { "aria-hidden": "true" }, "?"));
  const question = h("p", { id: `${unique}-question` });
  const yes = h("button", { type: "button", class: "primary small", onclick: () => acceptAll() }, t.yes);
  const confirm = h("div", { class: "confirm", role: "alertdialog", "aria-labelledby": question.id, hidden: true }, question,
    h("div", { class: "choices" }, yes, h("button", { type: "button", class: "quiet small", onclick: () => ask(false) }, t.no)));
  const forms = namesList(t, unique, {
    filter: (filter) => {
      state.filter = filter;
      refresh({ refilter: true, follow: true });
    },
    choose: (id) => go(id),
    all: () => ask(true),
    readonly,
  });
  const detail = namesDetail(t, unique, {
    accept: () => decide("accepted"),
    typed: () => decide("as typed"),
    reject: (reason) => decide("rejected", { reason }),
    clear: () => decide("undecided"),
    person: acceptPerson,
    same: samePerson,
    choose: (id) => go(id),
    typing,
    typed_out: (text) => rename(text),
    document: (name) => fetchPlaces(name),
    more: morePlaces,
    readonly,
  });
  const skeleton = h("p", { class: "opening" }, t.loading);
  body.replaceChildren(
    h("header", { class: "bar" }, h("h2", {}, t.title, readonly && h("span", { class: "readonly" }, ` · ${t.readonly}`)),
      h("div", { class: "advance" }, words, meter), frame.saved, h("div", { class: "actions" }, undo, redo, help)),
    confirm, skeleton, h("div", { class: "split", hidden: true }, forms.element, detail.element), keys);
  const split = /** @type {HTMLElement} */ (body.querySelector(".split"));

  const now = () => /** @type {Line} */ (store.line(state.current));
  const progress = () => {
    const done = state.shown.length || store.total ? doneNow() : 0;
    return done === store.total && store.total ? t.allDone(store.total) : t.progress(done, store.total);
  };

  /** What is decided, with what was just asked. */
  function doneNow() {
    let done = store.done;
    for (const id of store.over.keys()) {
      done += Number(store.kept.get(id)?.decision === "undecided") - Number(store.line(id)?.decision === "undecided");
    }
    return done;
  }

  /** @param {{refilter?: boolean, follow?: boolean, fresh?: boolean}} [how] */
  function refresh(how = {}) {
    frame.holding(() => redraw(how), forms.list);
  }

  /** @param {{refilter?: boolean, follow?: boolean, fresh?: boolean}} how */
  function redraw({ refilter = false, follow = false, fresh = false }) {
    if (refilter) {
      state.shown = store.shown(state.filter);
      if (state.shown.length && !state.shown.includes(state.current)) {
        state.current = state.shown[0];
        fresh = true;
      }
    }
    if (fresh) state.draft = null;
    forms.update(store, state.shown, state.current, follow);
    detail.update(store, state.shown.length ? state.current : "", state.draft, fresh);
    if (fresh) askPlaces();
    words.textContent = progress();
    meter.max = Math.max(1, store.total);
    meter.value = doneNow();
    undo.disabled = readonly || !store.undoable;
    redo.disabled = readonly || !store.redoable;
    frame.stand(line.standing, line.pending.size);
    root.dataset.current = state.current;
    root.dataset.done = String(store.done);
    root.dataset.acked = String(line.acked);
    root.dataset.rev = String(line.rev);
  }

  // What Python says.

  /** @param {any} data */
  function begin(data) {
    const before = store.asked;
    store = new NamesStore(linesOf(data));
    store.undoable = data.undoable;
    store.redoable = data.redoable;
    for (const [seq, patches] of before) if (line.pending.has(seq)) store.ask(seq, patches);
    state.shown = store.shown(state.filter);
    if (!store.line(state.current)) state.current = store.nextUndecided(state.shown, "") ?? state.shown[0] ?? "";
    skeleton.hidden = true;
    split.hidden = false;
    refresh({ refilter: true, follow: true, fresh: true });
    if (!state.begun) frame.ready();
    state.begun = true;
  }

  /** @param {any} changes @param {import("./wire.js").Sent | null} sent */
  function applied(changes, sent) {
    store.answered(sent?.seq);
    store.apply(changes);
    const ids = Object.keys(changes.items);
    if (sent && (sent.op === "undo" || sent.op === "redo")) {
      const first = state.shown.find((id) => ids.includes(id)) ?? ids[0];
      if (first && !state.shown.includes(first)) forms.clear();
      go(first, { quiet: true });
      say(`${(sent.op === "undo" ? t.saidUndone : t.saidRedone)(ids.length)} ${progress()}.`);
    }
    if (changes.left.length) tell(t.saidLeft(changes.left.length));
    refresh({ refilter: Boolean(state.filter.state), follow: false });
    if (ids.includes(state.current)) askPlaces();
  }

  /** @param {{reason: string, hint: string}} why @param {import("./wire.js").Sent | null} sent */
  function rejected(why, sent) {
    store.answered(sent?.seq);
    tell(`${why.reason} ${why.hint}`, "fault");
    const id = sent?.ids.length === 1 ? sent.ids[0] : "";
    refresh({ refilter: true });
    if (!id || !store.line(id)) return;
    if (!state.shown.includes(id)) forms.clear();
    go(id, { quiet: true });
    state.draft = sent?.fields.replacement ?? now().replacement;
    refresh();
    check(detail.field.value);
  }

  // What a person does.

  /** @param {string} id @param {{quiet?: boolean}} [how] */
  function go(id, { quiet = false } = {}) {
    if (!id || !store.line(id)) return;
    if (!state.shown.includes(id)) forms.clear();
    const fresh = id !== state.current;
    state.current = id;
    refresh({ follow: true, fresh });
    if (!quiet && fresh) say(t.now(now().form, t.types[now().type], t.count(now().count)));
  }

  /** @param {number} step */
  function move(step) {
    const here = state.shown.indexOf(state.current);
    go(state.shown[Math.min(Math.max(here + step, 0), state.shown.length - 1)]);
  }

  /**
   * @param {Decision} decision
   * @param {{reason?: string, same_person?: boolean}} [more]
   */
  function decide(decision, { reason, same_person } = {}) {
    const about = now();
    if (readonly || !about) return;
    const written = detail.field.value.trim();
    // What is written is what is accepted: never an older replacement, were the new one refused.
    const replaced = decision === "accepted" || decision === "as typed";
    const fields = { decision, ...(replaced ? { replacement: written } : {}), ...(reason ? { reason } : {}), ...(same_person ? { same_person } : {}) };
    const said = { accepted: t.saidAccepted, "as typed": t.saidTyped, rejected: t.saidRejected, undecided: t.saidCleared }[decision](about.form, written);
    send(fields, [about.id], said, decision !== "undecided");
  }

  /** @param {{decision: string, replacement?: string, reason?: string}} fields @param {string[]} ids @param {string} said @param {boolean} advance */
  function send(fields, ids, said, advance) {
    hush();
    clearTimeout(checking);
    const sent = line.op("decide", fields, ids);
    if (!sent) return;
    store.ask(sent.seq, new Map(ids.map((id) => [id, patchOf(id, fields)])));
    const target = advance ? store.nextUndecided(state.shown, state.current) : null;
    state.draft = null;
    if (isField(frame.active())) forms.list.focus({ preventScroll: true });
    if (target) {
      state.current = target;
      refresh({ refilter: Boolean(state.filter.state), follow: true, fresh: true });
      say(`${said} ${progress()}. ${t.now(now().form, t.types[now().type], t.count(now().count))}`);
    } else {
      refresh({ refilter: Boolean(state.filter.state), follow: true });
      say(`${said} ${progress()}.${advance ? ` ${t.noneLeft}` : ""}`);
    }
    const focused = frame.active();
    if (!focused || focused === root) forms.list.focus({ preventScroll: true });
  }

  /** @param {string} id @param {{decision: string, replacement?: string, reason?: string}} fields @returns {Partial<State>} */
  function patchOf(id, fields) {
    const word = store.line(id)?.word;
    const decision = /** @type {Decision} */ (fields.decision === "proposed" ? (word ? "as typed" : "accepted") : fields.decision);
    return { decision, reason: fields.reason ?? "", ...(fields.replacement ? { replacement: fields.replacement } : {}) };
  }

  function acceptPerson() {
    const ids = store.forms(state.current).filter((id) => store.line(id)?.decision === "undecided" || id === state.current);
    if (readonly || !ids.length) return;
    if (ids.length === 1) decide(now().word ? "as typed" : "accepted");
    else send({ decision: "proposed" }, ids, t.saidMany(ids.length), true);
  }

  /** Whoever has the replacement that was just refused is this person too. */
  function samePerson() {
    if (detail.element.dataset.why === "taken") decide("accepted", { same_person: true });
  }

  /** @param {boolean} open */
  function ask(open) {
    const waiting = waitingIds();
    if (open && (readonly || !waiting.length)) {
      say(t.nothingProposed);
      return;
    }
    question.textContent = t.confirmAll(waiting.length);
    confirm.hidden = !open;
    (open ? yes : forms.list).focus();
  }

  const waitingIds = () => state.shown.filter((id) => store.line(id)?.decision === "undecided" && store.line(id)?.replacement);

  function acceptAll() {
    const ids = waitingIds();
    ask(false);
    if (ids.length) send({ decision: "proposed" }, ids, t.saidMany(ids.length), true);
  }

  /** @param {string} text */
  function rename(text) {
    const about = now();
    if (readonly || !about || !text.trim() || text.trim() === about.replacement || store.isAsked(about.id)) return;
    const replacement = text.trim();
    state.draft = null;
    const sent = line.op("rename", { replacement }, [about.id]);
    if (!sent) return;
    store.ask(sent.seq, new Map([[about.id, { replacement }]]));
    refresh();
    say(t.saidRenamed(about.form, replacement));
  }

  /** @param {"undo" | "redo"} op */
  function way(op) {
    hush();
    if (!readonly) line.op(op);
  }

  /** @param {string} text */
  function typing(text) {
    hush();
    clearTimeout(checking);
    state.draft = text;
    if (text.trim() === now()?.replacement) return detail.judge(null);
    detail.judge("checking");
    checking = setTimeout(() => check(text), 180);
    return undefined;
  }

  /** @param {string} replacement */
  async function check(replacement) {
    const id = state.current;
    try {
      const verdict = await line.ask("check", { id, replacement });
      if (id === state.current && detail.field.value === replacement) detail.judge(verdict);
    } catch {
      detail.judge(null);
    }
  }

  // Where it stands.

  function askPlaces() {
    clearTimeout(later);
    if (state.contexts?.id !== state.current) state.contexts = null;
    // Going down the list fast asks for nothing.
    later = setTimeout(() => fetchPlaces(state.contexts?.document ?? ""), 40);
  }

  /** @param {string} document @param {number} [offset] */
  async function fetchPlaces(document, offset = 0) {
    const id = state.current;
    if (!id) return;
    try {
      const given = await line.ask("contexts", { id, document, offset });
      if (id !== state.current) return;
      state.contexts = given;
      frame.holding(() => detail.contexts(given, offset > 0), forms.list);
    } catch {
      if (id === state.current) detail.contexts(null, false);
    }
  }

  function morePlaces() {
    const held = state.contexts;
    if (held && held.offset + held.items.length < held.total) fetchPlaces(held.document, held.offset + held.items.length);
  }

  function nextDocument() {
    const held = state.contexts;
    if (!held) return;
    const names = ["", ...held.documents.map(([name]) => name)];
    fetchPlaces(names[(names.indexOf(held.document) + 1) % names.length]);
  }

  function toggleHelp() {
    keys.hidden = !keys.hidden;
    help.setAttribute("aria-expanded", String(!keys.hidden));
  }

  function leave() {
    if (!keys.hidden) return toggleHelp();
    if (!confirm.hidden) return ask(false);
    hush();
    if (state.draft !== null) {
      state.draft = null;
      detail.judge(null);
      refresh();
    }
    return forms.list.focus({ preventScroll: true });
  }

  frame.keys((event) => {
    if (!state.begun) return false;
    if (event.key === "Enter" && event.target === detail.field) {
      decide(now().decision === "as typed" ? "as typed" : "accepted");
      return true;
    }
    if (event.key === "Enter" && event.target === detail.free) {
      decide("rejected", { reason: detail.free.value.trim() });
      return true;
    }
    if (event.key === "Enter" && event.target === forms.search) {
      forms.list.focus({ preventScroll: true });
      return true;
    }
    const gesture = gestureOf(event);
    if (!gesture) return false;
    // A key held down walks; it never decides twice.
    if (event.repeat && !["next", "previous", "down", "up"].includes(gesture.act)) return true;
    const choosing = !confirm.hidden && gesture.act !== "leave";
    if (choosing) return false;
    /** @type {Record<import("./names_keys.js").Gesture["act"], () => void>} */
    const acts = {
      accept: () => decide("accepted"), typed: () => decide("as typed"), reject: () => decide("rejected", { reason: t.reasons[gesture.reason ?? 0] }),
      why: () => !readonly && detail.why(), clear: () => decide("undecided"), person: acceptPerson, all: () => ask(true), same: samePerson,
      edit: () => detail.field.select(), open: () => {}, next: () => move(1), previous: () => move(-1), down: () => move(forms.page()), up: () => move(-forms.page()),
      first: () => move(-store.total), last: () => move(store.total), undecided: () => {
        const target = store.nextUndecided(state.shown, state.current);
        if (target) go(target);
        else say(t.noneLeft);
      },
      search: () => forms.search.select(), document: nextDocument, more: morePlaces, undo: () => way("undo"), redo: () => way("redo"), help: toggleHelp, leave,
    };
    acts[gesture.act]();
    return true;
  });

  frame.stand("opening", 0);
  line.open();
  return () => {
    clearTimeout(later);
    clearTimeout(checking);
    line.close();
    frame.close();
  };
}
