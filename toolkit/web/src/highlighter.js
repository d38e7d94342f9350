/**
 * The highlighter: one interview coded by mouse or by keyboard. A component `(el, host)`, held by toolkit/coding/widget.py.
 *
 * @typedef {import("./highlighter_model.js").Coding} Coding
 * @typedef {import("./highlighter_model.js").Row} Row
 * @typedef {import("./highlighter_select.js").Span} Span
 * @typedef {import("./wire.js").Sent} Sent
 */
import { h } from "./dom.js";
import { soundBar } from "./highlighter_audio.js";
import { EVERYTHING, filterBar } from "./highlighter_filters.js";
import { gestureOf, repeats } from "./highlighter_keys.js";
import { Inks } from "./highlighter_marks.js";
import { blockAt, found, foldedWithOrigins, HIGHLIGHTER_FORMAT, isChanges, isData, Model, touched } from "./highlighter_model.js";
import { gestures } from "./highlighter_gestures.js";
import { grips } from "./highlighter_grips.js";
import { mouse } from "./highlighter_mouse.js";
import { codePanel, codingCard } from "./highlighter_panel.js";
import { peeking } from "./highlighter_peek.js";
import { around, beside, clamped, stretched, wordsIn } from "./highlighter_select.js";
import { TextView } from "./highlighter_text.js";
import { textChoice } from "./highlighter_texts.js";
import { highlighterSentences } from "./i18n/highlighter.js";
import { isField } from "./names_keys.js";
import { shell } from "./shell.js";
import { Line } from "./wire.js";

let views = 0;

/**
 * @param {HTMLElement} el
 * @param {import("./wire.js").Host} host
 * @returns {() => void}  undoes everything
 */
export function highlighter(el, host) {
  const t = highlighterSentences(host.get("lang"));
  const unique = `carnet-highlighter-${(views += 1)}`;
  const readonly = Boolean(host.get("readonly"));
  const frame = shell(el, host, "carnet-highlighter");
  const { root, body, say, tell, hush } = frame;
  const inks = new Inks();
  /** @type {Model | null} */ let model = null;
  /** @type {TextView | null} */ let view = null;
  /** @type {{plain: string, origins: number[]} | null} */ let index = null;
  const state = {
    chosen: /** @type {Span | null} */ (null),
    active: "",
    mode: /** @type {"" | "recode" | "bounds"} */ (""),
    filter: EVERYTHING,
    hits: /** @type {Span[]} */ ([]),
    hit: -1,
    begun: false,
    used: /** @type {string[]} */ ([]),
  };

  const line = new Line(host, HIGHLIGHTER_FORMAT, {
    snapshot: begin,
    applied,
    rejected,
    standing: (standing) => frame.stand(standing, line.pending.size),
  });

  // What is seen.

  const title = h("h2", {});
  const count = h("p", { class: "count" });
  const texts = textChoice(t, (id) => {
    line.ask("open", { transcript: id }).catch(() => {});
    focusText();
  });
  const undo = h("button", { type: "button", class: "quiet small", onclick: () => way("undo"), "aria-keyshortcuts": "z Control+Z", disabled: readonly }, t.undo);
  const redo = h("button", { type: "button", class: "quiet small", onclick: () => way("redo"), "aria-keyshortcuts": "y Control+Y", disabled: readonly }, t.redo);
  const keys = h("aside", { class: "keys", hidden: true, tabindex: "0", id: `${unique}-keys`, "aria-label": t.keysTitle }, h("h3", {}, t.keysTitle),
    h("dl", {}, ...t.keys.flatMap(([key, does]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, does)])));
  const help = h("button", { type: "button", class: "quiet small", onclick: () => toggleHelp(), "aria-expanded": "false", "aria-controls": keys.id, "aria-keyshortcuts": "?" }, t.help, h("kbd", { "aria-hidden": "true" }, "?"));
  const { put, vivo, act, enter, moved, keepMemo, memo, way, cite } = gestures({
    t, line, readonly, root, state, now: () => now(), shown: () => shown(), refresh, say, tell, hush, activate, focusText, aboutText,
    panel: () => panel, card: () => card,
    get model() {
      return model;
    },
  });
  const does = {
    choose: put, leave: focusText, vivo, cite, readonly, recode: () => enter("recode"), bounds: () => enter("bounds"),
    remove: () => act("delete"), accept: () => act("accept"), reject: () => act("reject"), confirm: () => act("confirm"),
    moved: () => {
      moved();
      focusText();
    },
    unmoved: () => leave(), memo: keepMemo,
  };
  const panel = codePanel(t, unique, does);
  const card = codingCard(t, does);
  const tools = filterBar(t, {
    filter: (filter) => {
      state.filter = filter;
      refresh({ all: true });
    },
    search, hit, step,
  });
  const sound = soundBar({ lang: host.get("lang"), root, signal: frame.signal, line, view: () => view, blocks: () => model?.blocks ?? [], say, tell });
  const skeleton = h("p", { class: "opening" }, t.loading);
  const place = h("div", { class: "place" });
  const split = h("div", { class: "split", hidden: true }, place, h("div", { class: "side" }, panel.element, card.element));
  body.replaceChildren(h("header", { class: "bar" }, title, texts.element, count, frame.saved, h("div", { class: "actions" }, undo, redo, help)), tools.element, sound.element, skeleton, split, keys);
  tools.element.hidden = true;
  const peek = peeking(root, t, () => model, (mark) => view?.covers.get(mark) ?? null, frame.signal);

  const ends = grips({
    view: () => view,
    span: () => (readonly || state.mode === "recode" ? null : state.mode === "bounds" ? state.chosen : now()),
    begin: () => {
      peek.hide();
      if (state.mode !== "bounds") enter("bounds");
      return state.mode === "bounds";
    },
    preview: (span) => {
      state.chosen = span;
      ink();
      about();
    },
    keep: () => moved(),
    cancel: () => {
      state.mode = "";
      state.chosen = null;
      refresh();
    },
  });

  const now = () => (model ? model.coding(state.active) : null);
  const shown = () => model?.shown(state.filter) ?? [];

  /** @param {{all?: boolean, places?: readonly Span[]}} [how] */
  function refresh({ all = false, places = [] } = {}) {
    if (!model || !view) return;
    const focused = active();
    const list = shown();
    view.active = state.active;
    if (all) view.redrawAll(list);
    else if (places.length) view.redraw(list, places);
    const total = (model.codings ?? []).filter((one) => one.state !== "rejected");
    const proposed = total.filter((one) => one.state === "proposed").length;
    count.textContent = [t.coded(total.length - proposed), proposed ? t.proposals(proposed) : ""].filter(Boolean).join(" · ");
    texts.update(model);
    const seen = new Set(list);
    tools.update(model, Object.values(state.filter).some(Boolean) ? total.filter((one) => !seen.has(one)).length : 0);
    about();
    card.update(model, now());
    ink();
    ends.later();
    frame.stand(line.standing, line.pending.size);
    // What had the focus may be gone: keys must not fall to the notebook.
    if (focused && !active()) focusText();
    Object.assign(root.dataset, { codings: String(total.length), active: state.active, mode: state.mode, acked: String(line.acked), rev: String(line.rev) });
  }

  /** Say what is chosen. */
  function about() {
    if (!model) return;
    panel.update(model, { text: aboutText(), choosing: Boolean(state.chosen), mode: state.mode });
    const chosen = state.chosen && model.toPython(state.chosen);
    root.dataset.chosen = chosen ? `${chosen.start}-${chosen.end}` : "";
  }

  function aboutText() {
    if (!model) return "";
    const one = now();
    if (state.mode === "recode" && one) return t.recoding(model.label(one.code));
    const words = state.chosen ? t.chosen(wordsIn(model.text, state.chosen.start, state.chosen.end).length, t.inTurn(model.blocks[blockAt(model.blocks, state.chosen.start)].number)) : "";
    if (state.mode === "bounds" && one) return `${t.moving(model.label(one.code))} ${words}`;
    return words || t.choose;
  }

  function ink() {
    if (!view) return;
    const seen = view;
    inks.draw("carnet-chosen", state.chosen ? seen.ranges(state.chosen) : []);
    inks.draw("carnet-hit", state.hits.flatMap((one) => seen.ranges(one)));
    inks.draw("carnet-hit-now", state.hits[state.hit] ? seen.ranges(state.hits[state.hit]) : []);
  }

  // What Python says.

  /** @param {any} data */
  function begin(data) {
    const since = performance.now();
    if (!isData(data)) return line.stand("outdated");
    ends.cancel();
    const before = model;
    const scroll = view?.element.scrollTop ?? 0;
    const focused = active();
    const rank = view?.current ?? 0;
    view?.close();
    model = new Model(data);
    index = null;
    if (before && before.transcript.fingerprint === model.transcript.fingerprint) {
      for (const [seq, rows] of before.asked) if (line.pending.has(seq)) model.ask(seq, rows);
    } else if (before) {
      state.chosen = null;
      state.mode = "";
      state.hits = [];
    }
    const other = before?.transcript.id !== model.transcript.id;
    dropped();
    if (before && other) {
      hush();
      tools.reset();
      Object.assign(state, { filter: EVERYTHING, active: "", hit: -1 });
    }
    view = new TextView(model, t, unique);
    view.active = state.active;
    view.current = other ? 0 : Math.min(rank, Math.max(0, model.blocks.length - 1));
    view.onmount = () => requestAnimationFrame(() => {
      ink();
      ends.later();
    });
    title.replaceChildren(model.transcript.id, ...(readonly ? [h("span", { class: "readonly" }, ` · ${t.readonly}`)] : []));
    title.className = model.texts.size ? "hidden" : "";
    view.mount(shown());
    place.replaceChildren(view.element);
    skeleton.hidden = true;
    split.hidden = false;
    tools.element.hidden = false;
    view.element.scrollTop = other ? 0 : scroll;
    refresh();
    sound.update(data.sounds, model.transcript.id);
    if (other && model.place !== null && model.texts.size) {
      view.go(blockAt(model.blocks, model.place), false);
      view.reveal(model.place, { center: true });
    }
    if (before && other) say(texts.said(model));
    if (focused && !active()) focusText();
    if (!state.begun) frame.ready(since);
    else if (before && !other && before.transcript.fingerprint !== model.transcript.fingerprint) tell(t.readAnew);
    state.begun = true;
    return undefined;
  }

  /** @param {any} changes @param {Sent | null} sent */
  function applied(changes, sent) {
    if (!model) return;
    if (!isChanges(changes)) {
      line.stand("outdated");
      return;
    }
    /** @type {Span[]} */
    const places = drawn(sent);
    model.answered(sent?.seq);
    const codes = Object.keys(changes.codes).length > 0;
    places.push(...model.changed(changes));
    const ids = Object.keys(changes.items);
    const left = ids.filter((id) => changes.items[id] !== null);
    if (sent?.op === "mark") born(sent, changes);
    else if (sent?.op === "recode" && left.length) used(changes.items[left[0]].code);
    if (sent?.op === "delete" && left.length) tell(t.saidSetAside);
    dropped();
    if (sent && (sent.op === "undo" || sent.op === "redo")) {
      tell((sent.op === "undo" ? t.saidUndone : t.saidRedone)(ids.length));
      if (left.length) activate(left[0], { quiet: true });
      else if (places[0]) view?.reveal(places[0].start);
    }
    refresh({ places, all: codes && !sent });
  }

  /** A passage that was drawn before it was kept is now known by its id. @param {Sent} sent @param {any} changes */
  function born(sent, changes) {
    const { start, end } = sent.fields;
    const rows = Object.entries(changes.items).filter(([, row]) => row && row.start === start && row.end === end && row.coder === model?.coder);
    const id = rows[0]?.[0] ?? /** @type {any} */ (Object.values(changes.memos)[0])?.about[0];
    if (!id || !model) return;
    const before = `~${line.view}-${sent.seq}`;
    model.rename(before, id);
    card.rename(before, id);
    for (const one of line.pending.values()) one.ids = one.ids.map((each) => (each === before ? id : each));
    if (state.active === before) state.active = id;
    const code = rows[0]?.[1].code ?? model.coding(id)?.code;
    if (code) used(code);
  }

  /** A code comes first once other words are chosen: the digits that the eye saw stay under the fingers. @param {string} code */
  function used(code) {
    if (state.chosen) state.used.push(code);
    else model?.used(code);
  }

  /** The passage at hand is no more: nothing is done to it any more. */
  function dropped() {
    if (!state.active || !model || model.coding(state.active)) return;
    state.active = "";
    if (state.mode) Object.assign(state, { mode: "", chosen: null });
  }

  /** @param {{reason: string, hint: string}} why @param {Sent | null} sent */
  function rejected(why, sent) {
    const places = drawn(sent);
    model?.answered(sent?.seq);
    // What was done to a passage that was refused is refused with it: why was said already.
    const unborn = Boolean(sent?.ids.some((id) => id.startsWith("~")));
    if (!unborn) tell(`${why.reason} ${why.hint}`, "fault");
    if (sent?.op === "mark") panel.memo.value ||= sent.fields.memo || card.draft();
    else if (sent?.op === "memo" && unborn) panel.memo.value ||= sent.fields.text;
    dropped();
    refresh({ places });
    // What somebody wrote is not lost with the refusal.
    if (sent?.op === "memo" && sent.fields.text && sent.ids[0] === state.active) card.write(sent.fields.memo, sent.fields.text);
  }

  /** Where something was drawn before it was kept. @param {Sent | null} sent */
  function drawn(sent) {
    const rows = sent && model?.asked.get(sent.seq);
    if (!rows) return [];
    return [...rows].flatMap(([id, row]) => [...(row ? [row] : []), ...(model?.kept.has(id) ? [/** @type {Row} */ (model.kept.get(id))] : [])]);
  }

  // What a person chooses.

  /** @param {Span | null} rough @param {{quiet?: boolean, native?: boolean}} [how] */
  function choose(rough, { quiet = false, native = false } = {}) {
    if (!model || !view) return;
    const span = rough && clamped(model.text, model.blocks, rough);
    if (rough && !span) return say(t.noWord);
    const places = now() ? [/** @type {Coding} */ (now())] : [];
    for (const code of state.used.splice(0)) model.used(code);
    state.chosen = span;
    if (state.mode !== "bounds") {
      state.active = "";
      state.mode = "";
    }
    if (!native) document.getSelection()?.removeAllRanges();
    if (span) {
      view.go(blockAt(model.blocks, span.start), false);
      if (!native) view.reveal(span.end - 1);
      if (!quiet) say(t.saidSelected(model.text.slice(span.start, span.end).slice(0, 300)));
    }
    return refresh({ places });
  }

  /** @param {string} id @param {{quiet?: boolean}} [how] */
  function activate(id, { quiet = false } = {}) {
    if (!model || !view) return;
    const before = now();
    const one = model.coding(id);
    state.active = one ? id : "";
    state.mode = "";
    if (one) {
      view.active = id;
      view.go(touched(model.blocks, one)[0], !isField(active()));
      view.reveal(one.start);
      if (!quiet) {
        state.chosen = null;
        say(t.saidActive(model.label(one.code), (t.states[one.state] ?? "").toLowerCase(), model.text.slice(one.start, one.end).slice(0, 300)));
      }
    }
    refresh({ places: [before, one].flatMap((each) => (each ? [each] : [])) });
  }

  /** What has the focus inside, wherever the component lies. */
  function active() {
    const around_ = /** @type {Document | ShadowRoot} */ (root.getRootNode());
    return root.contains(around_.activeElement) ? around_.activeElement : null;
  }

  function focusText() {
    if (view) view.go(view.current);
  }

  /** @param {1 | -1} way */
  function step(way) {
    if (!model || !view) return;
    const list = shown();
    const at = list.findIndex((one) => one.id === state.active);
    const from = model.blocks[view.current]?.start ?? 0;
    const next = at >= 0 ? list[at + way] : way > 0 ? list.find((one) => one.start >= (state.chosen?.start ?? from)) : list.findLast((one) => one.start < (state.chosen?.start ?? from));
    if (next) activate(next.id);
    else say(t.noMore);
  }

  /** @param {string} words */
  function search(words) {
    if (!model) return;
    index ??= foldedWithOrigins(model.text);
    state.hits = words.trim().length > 1 ? found(index, words) : [];
    const from = view ? (model.blocks[view.current]?.start ?? 0) : 0;
    state.hit = state.hits.length ? Math.max(0, state.hits.findIndex((one) => one.start >= from)) : -1;
    showHit(words);
  }

  /** @param {1 | -1} way */
  function hit(way) {
    if (!state.hits.length) return;
    state.hit = (state.hit + way + state.hits.length) % state.hits.length;
    showHit(tools.search.value);
  }

  /** @param {string} words */
  function showHit(words) {
    const one = state.hits[state.hit];
    if (one && view && model) {
      view.go(blockAt(model.blocks, one.start), false);
      view.reveal(one.start);
    }
    const text = words.trim().length > 1 ? t.hits(state.hit + 1, state.hits.length) : "";
    tools.hits(text);
    if (text) say(text);
    ink();
  }

  function toggleHelp() {
    keys.hidden = !keys.hidden;
    help.setAttribute("aria-expanded", String(!keys.hidden));
  }

  function leave() {
    peek.hide();
    if (ends.cancel()) return focusText();
    if (!keys.hidden) return toggleHelp();
    hush();
    if (card.leave()) return focusText();
    if (state.mode) {
      state.mode = "";
      state.chosen = null;
      panel.clear();
      refresh();
      return focusText();
    }
    if (isField(active())) return focusText();
    if (state.chosen) return choose(null);
    return state.active ? activate("") : focusText();
  }

  frame.keys((event) => {
    if (!model || !view) return false;
    if (ends.dragging()) {
      if (event.key === "Escape") leave();
      return true;
    }
    if (sound.key(event)) return true;
    const gesture = gestureOf(event);
    if (!gesture) return false;
    if (event.repeat && !repeats(gesture)) return true;
    const target = /** @type {Element} */ (event.target);
    // The list of keys is scrolled by the keys that scroll.
    if (target === keys && (gesture.act === "turn" || gesture.act === "first" || gesture.act === "last")) return false;
    if (gesture.act !== "leave" && /^(BUTTON|SUMMARY)$/.test(target.tagName) && ["Enter", " "].includes(event.key)) return false;
    const { text, blocks } = model;
    const { way: to = 1, edge = "end", unit = "word" } = gesture;
    const here = blocks[view.current];
    const select = (/** @type {Span | null} */ span) => (span ? choose(span) : say(t.noWord));
    /** @type {Record<import("./highlighter_keys.js").Gesture["act"], () => unknown>} */
    const acts = {
      turn: () => goTurn((view?.current ?? 0) + to),
      first: () => goTurn(0),
      last: () => goTurn(blocks.length - 1),
      word: () => select(beside(text, blocks, state.chosen ? (to > 0 ? state.chosen.end : state.chosen.start) : to > 0 ? here.start : here.end, to, "word")),
      stretch: () => select(state.chosen ? stretched(text, blocks, state.chosen, edge, to, unit) : unit === "turn" ? { start: here.start, end: here.end } : beside(text, blocks, here.start, 1, unit)),
      sentence: () => select(around(text, blocks, state.chosen?.start ?? here.start, "sentence")),
      whole: () => select({ start: here.start, end: here.end }),
      recent: () => {
        const code = model?.digits()[(gesture.rank ?? 1) - 1];
        if (code) put({ code });
        else say(t.noRecent(gesture.rank ?? 1));
      },
      apply: () => (state.mode === "bounds" ? moved() : panel.field.focus()),
      code: () => panel.field.focus(), vivo, memo, next: () => step(1), previous: () => step(-1), delete: () => act("delete"), accept: () => act("accept"),
      reject: () => act("reject"), confirm: () => act("confirm"), recode: () => enter("recode"), bounds: () => enter("bounds"), cite, find: () => tools.search.select(),
      undo: () => way("undo"), redo: () => way("redo"), help: toggleHelp, leave,
    };
    if (readonly && ["recent", "vivo", "memo", "delete", "accept", "reject", "confirm", "recode", "bounds", "undo", "redo", "apply", "code"].includes(gesture.act)) return true;
    acts[gesture.act]();
    return true;
  });

  /** @param {number} rank */
  function goTurn(rank) {
    if (!view || !model?.blocks.length) return;
    const to = Math.min(Math.max(rank, 0), model.blocks.length - 1);
    view.go(to);
    view.reveal(model.blocks[to].start);
    if (state.chosen && state.mode !== "bounds") {
      state.chosen = null;
      refresh();
    }
  }

  mouse(root, frame.signal, { view: () => view, choose, activate, press: peek.hide, state: () => state });

  frame.stand("opening", 0);
  line.open();
  return () => {
    ends.close();
    sound.close();
    inks.close();
    peek.close();
    view?.close();
    line.close();
    frame.close();
  };
}
