/**
 * The review of a coding, passage by passage: a component `(el, host)`.
 *
 * It asks its host (`hello`), is answered (`snapshot`), sends small `op`s that the host accepts (`applied`)
 * or refuses (`rejected`); `save` and `load` are the host's affair too. The host is a notebook model or a LocalModel.
 *
 * @typedef {{get: (name: string) => any, set: (name: string, value: unknown) => void, save_changes: () => void,
 *   send: (message: any) => void, on: (event: string, listener: Function) => void,
 *   off: (event: string, listener: Function) => void}} Host
 * @typedef {import("./ops.js").Answers} Answers
 * @typedef {import("./ops.js").Item} Item
 */
import { h, icon, swatch } from "./dom.js";
import { sentences } from "./i18n/index.js";
import { keyAction } from "./keys.js";
import { bar, help, itemList } from "./frame.js";
import { answered, blank, DECISIONS, isBlank, merged } from "./ops.js";
import { cited, codeOf, codeView, passageView } from "./passage.js";
import { paper } from "./paper.js";
import { filtered, minutesLeft, neighbour, nextUndone, progress } from "./store.js";
import { summaryView } from "./summary.js";

/**
 * @param {HTMLElement} el
 * @param {Host} host
 * @returns {() => void}  undoes everything
 */
export function review(el, host) {
  const t = sentences(host.get("lang"));
  const stop = new AbortController();
  const root = h("div", { class: host.get("page") ? "carnet-review page" : "carnet-review" });
  const status = h("div", { class: "hidden", role: "status" });
  const notice = h("div", { class: "notice", hidden: true });
  const stage = h("main", { class: "stage", id: "carnet-stage" });
  const state = {
    bundle: /** @type {import("./ops.js").Bundle} */ (/** @type {unknown} */ (null)),
    answers: /** @type {Answers} */ ({}),
    current: "",
    view: "passage",
    filter: { code: "", standing: "" },
    keys: true,
    sealed: true,
    draft: "memory",
    answeredOnce: false,
    seen: /** @type {number[]} */ ([]),
    last: Date.now(),
    seq: 0,
  };
  /** @type {ReturnType<typeof bar>} */ let top;
  /** @type {ReturnType<typeof itemList>} */ let list;
  /** @type {ReturnType<typeof help>} */ let foot;

  const shown = () => filtered(state.bundle, state.answers, state.filter);
  const now = () => new Date().toISOString();
  const itemOf = (/** @type {string} */ id) => /** @type {Item} */ (state.bundle.items.find((item) => item.id === id));

  const say = (/** @type {string} */ text) => {
    // The same words twice are announced twice.
    status.textContent = "";
    requestAnimationFrame(() => (status.textContent = text));
  };

  const tell = (/** @type {string} */ text, kind = "info") => {
    notice.textContent = text;
    notice.className = `notice ${kind}`;
    notice.hidden = false;
    say(text);
  };

  function progressText() {
    const { done, total, left } = progress(state.bundle, state.answers);
    if (!left) return t.progressDone(total);
    const planned = (state.bundle.minutes * 60) / Math.max(1, total);
    const minutes = minutesLeft(left, planned, state.seen);
    return minutes ? t.progressMinutes(done, total, minutes) : t.progressSoon(done, total);
  }

  /** Everything that depends on the answers, without touching the field that is being typed in. */
  function refresh() {
    const { done, total } = progress(state.bundle, state.answers);
    top.update(done, total, progressText(), state.view);
    list.update(shown(), state.answers, state.current);
    foot.update(state.answeredOnce || done ? state.draft : "none");
    const answer = state.answers[state.current] ?? blank();
    for (const button of stage.querySelectorAll("button[data-decision]")) {
      button.setAttribute("aria-pressed", String(button.getAttribute("data-decision") === answer.decision));
    }
    const wipe = stage.querySelector(".wipe");
    if (wipe instanceof HTMLElement) wipe.hidden = !answer.decision;
    const alone = stage.querySelector(".alone");
    if (alone instanceof HTMLElement) alone.hidden = Boolean(answer.decision) || isBlank(answer);
    root.dataset.done = String(done);
    root.dataset.current = state.current;
    root.dataset.view = state.view;
  }

  /** @param {Partial<import("./ops.js").Answer>} patch */
  function answer(patch) {
    const at = now();
    state.answers = answered(state.answers, state.current, patch, at);
    state.answeredOnce = true;
    notice.hidden = true;
    try {
      host.send({ type: "op", op: "answer", seq: (state.seq += 1), id: state.current, patch, at });
    } catch {
      tell(t.rejected, "fault");
    }
    refresh();
  }

  /** @param {import("./ops.js").Decision | null} decision */
  function decide(decision) {
    if (state.view !== "passage") return;
    const first = decision && !state.answers[state.current]?.decision;
    if (first) {
      state.seen.push((Date.now() - state.last) / 1000);
      state.last = Date.now();
    }
    answer({ decision });
    say(`${decision ? t.verdictGiven(t[decision]) : t.verdictWiped} ${progressText()}`);
  }

  /** @param {string | undefined} id */
  function go(id, { focus = true } = {}) {
    if (!id) return;
    state.current = id;
    state.view = "passage";
    notice.hidden = true;
    draw();
    if (focus) heading()?.focus({ preventScroll: true });
    scrollTop();
  }

  const heading = () => /** @type {HTMLElement | null} */ (stage.querySelector("h2"));

  function scrollTop() {
    if (host.get("page")) window.scrollTo({ top: 0 });
    else stage.scrollIntoView({ block: "nearest" });
  }

  /** @param {1 | -1} step */
  function move(step) {
    if (state.view !== "passage") return go(state.current);
    const target = neighbour(shown(), state.bundle, state.current, step);
    if (target) return go(target.id);
    return step === 1 ? showSummary() : say(t.firstOne);
  }

  function moveUndone() {
    const target = nextUndone(state.bundle, state.answers, state.current);
    if (target) go(target.id);
    else showSummary();
  }

  function showSummary() {
    state.view = "summary";
    notice.hidden = true;
    draw();
    heading()?.focus({ preventScroll: true });
    scrollTop();
  }

  function save() {
    host.send({ type: "save", at: now(), sealed: state.sealed });
  }

  function draw() {
    const summary = () =>
      summaryView(state.bundle, state.answers, t, { go, save, back: () => go(state.current), talk: cited });
    stage.replaceChildren(...(state.view === "summary" ? [summary()] : passage()));
    refresh();
  }

  function passage() {
    const item = itemOf(state.current);
    const rank = state.bundle.items.indexOf(item) + 1;
    const code = codeOf(state.bundle, item.code);
    const given = state.answers[item.id] ?? blank();
    const button = (/** @type {string} */ key, /** @type {() => void} */ act, /** @type {Node} */ drawn, /** @type {string} */ words) =>
      h("button", { type: "button", class: `move ${key}`, onclick: act, "aria-keyshortcuts": key === "previous" ? "k" : "j" },
        key === "previous" && drawn, h("span", {}, words), key === "next" && drawn);
    const article = h(
      "article", { class: "passage", "aria-labelledby": "carnet-heading" },
      h("div", { class: "heading" },
        h("h2", { id: "carnet-heading", tabindex: "-1" },
          h("span", { class: "rank" }, t.rank(rank, state.bundle.items.length)), h("span", { class: "hidden" }, " : "),
          h("span", { class: "cite" }, cited(item, t)), h("span", { class: "hidden" }, ". "),
          h("span", { class: "named" }, swatch(code.color), code.label)),
        h("div", { class: "moves" },
          button("previous", () => move(-1), icon("left"), t.previous), button("next", () => move(1), icon("right"), t.next))),
      passageView(state.bundle, item, t),
    );
    return [article, h("div", { class: "side" }, codeView(state.bundle, item, t), h("div", { class: "opinion" }, verdict(given), fields(given)))];
  }

  /** @param {import("./ops.js").Answer} given */
  function verdict(given) {
    const buttons = DECISIONS.map((decision, rank) =>
      h("button", {
        type: "button", class: `verdict ${decision}`, "data-decision": decision, onclick: () => decide(decision),
        "aria-pressed": String(given.decision === decision), "aria-keyshortcuts": String(rank + 1),
      }, icon(decision), h("span", {}, t[decision]), h("kbd", { "aria-hidden": "true" }, String(rank + 1))));
    const wipe = h("button", { type: "button", class: "wipe link", hidden: !given.decision, onclick: () => {
      decide(null);
      /** @type {HTMLElement} */ (buttons[0]).focus();
    } }, t.wipe);
    return h("fieldset", { class: "verdicts" }, h("legend", {}, t.verdict), h("div", { class: "row" }, ...buttons), wipe);
  }

  /** @param {import("./ops.js").Answer} given */
  function fields(given) {
    const comment = h("textarea", { id: "carnet-comment", rows: "2", placeholder: t.commentHint, "aria-keyshortcuts": "c" });
    comment.value = given.comment;
    const suggest = h("input", { id: "carnet-suggest", list: "carnet-codes", placeholder: t.suggestHint, autocomplete: "off" });
    suggest.value = given.suggest;
    comment.addEventListener("input", () => answer({ comment: comment.value }));
    suggest.addEventListener("input", () => answer({ suggest: suggest.value }));
    const options = state.bundle.codes.map((code) => h("option", { value: code.label }));
    return h(
      "div", { class: "fields" },
      h("label", { for: "carnet-comment" }, t.comment), comment,
      h("p", { class: "alone", hidden: Boolean(given.decision) || isBlank(given) }, t.commentAlone),
      h("label", { for: "carnet-suggest" }, t.suggest), suggest, h("datalist", { id: "carnet-codes" }, ...options),
    );
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    const action = keyAction(event, state.keys);
    if (!action || !state.bundle) return;
    if (action === "leave") {
      (stage.querySelector("h2") ?? root).focus();
    } else {
      event.preventDefault();
      event.stopPropagation();
      if (action === "next") move(1);
      else if (action === "previous") move(-1);
      else if (action === "undone") moveUndone();
      else if (action === "comment") /** @type {HTMLElement | null} */ (stage.querySelector("#carnet-comment"))?.focus();
      else if (action === "summary") state.view === "summary" ? go(state.current) : showSummary();
      else if (action === "save") save();
      else decide(action);
    }
  }

  /** @param {any} message */
  function onMessage(message) {
    if (message.type === "snapshot") begin(message);
    else if (message.type === "applied") {
      state.answers = merged(state.answers, message.changes);
      root.dataset.acked = String(message.seq ?? root.dataset.acked ?? "");
      if (message.loaded === undefined) return;
      draw();
      tell(t.loaded(message.loaded));
    } else if (message.type === "saved") tell(t.saved(message.name, message.count), "done");
    else if (message.type === "rejected") tell(/** @type {any} */ (t)[message.reason] ?? t.rejected, message.reason === "savedNone" ? "info" : "fault");
    else if (message.type === "draft") {
      state.draft = message.place;
      refresh();
    }
  }

  /** @param {any} message */
  function begin(message) {
    Object.assign(state, { bundle: message.bundle, answers: message.answers, draft: message.draft });
    const { bundle } = state;
    top = bar(bundle, t, { save, summary: () => (state.view === "summary" ? go(state.current) : showSummary()), skip: () => heading()?.focus() });
    list = itemList(bundle, t, {
      choose: (id) => go(id),
      filter: (filter) => {
        state.filter = filter;
        const first = shown()[0];
        if (first && !shown().some((item) => item.id === state.current)) go(first.id, { focus: false });
        refresh();
      },
      load: async (file) => host.send({ type: "load", text: await file.text() }),
    });
    foot = help(t, { seals: message.seals, onSealed: (on) => (state.sealed = on), onKeys: (on) => (state.keys = on) });
    state.current = (nextUndone(bundle, state.answers, "") ?? bundle.items[0]).id;
    root.replaceChildren(top.skip, top.element, notice, h("div", { class: "layout" }, list.element, stage), foot.keys, foot.element, status);
    root.append(paper(bundle, () => state.answers, t, stop.signal));
    draw();
    if (!progress(bundle, state.answers).done) {
      notice.textContent = t.lead;
      notice.hidden = false;
    }
    requestAnimationFrame(() => requestAnimationFrame(() => (el.dataset.ready = "1")));
  }

  (host.get("page") ? el.ownerDocument : root).addEventListener("keydown", (event) => onKey(/** @type {KeyboardEvent} */ (event)), { signal: stop.signal });
  host.on("msg:custom", onMessage);
  el.replaceChildren(root);
  host.send({ type: "hello" });
  return () => {
    stop.abort();
    host.off("msg:custom", onMessage);
    root.remove();
  };
}
