/**
 * The recording of the interview, heard beside its text: opened when asked, by pieces that Python sends from the coffre,
 * held in the memory of the page and nowhere else.
 *
 * @typedef {{name: string, size: number, kind: string, stretch_ms: number, length_ms: number, why: string}} Sound
 * @typedef {import("./highlighter_model.js").Block} Block
 * @typedef {import("./highlighter_text.js").TextView} TextView
 * @typedef {"play" | "back" | "slower" | "faster" | "turn" | "follow"} SoundAct
 */
import { h } from "./dom.js";
import { audioSentences } from "./i18n/highlighter_audio.js";
import { isField } from "./names_keys.js";

export const RATES = [0.75, 1, 1.25, 1.5, 1.75, 2];
const PIECE = 1 << 20;
/** Keys that the text leaves free, on AZERTY too. @type {Record<string, SoundAct>} */
export const SOUND_KEYS = { " ": "play", d: "back", l: "slower", e: "faster", g: "turn", o: "follow" };

/** @param {any} value @returns {value is Sound} */
const isSound = (value) => typeof value === "object" && value !== null && typeof value.name === "string" && typeof value.kind === "string" && typeof value.why === "string"
  && [value.size, value.stretch_ms, value.length_ms].every((one) => Number.isSafeInteger(one) && one >= 0);

/** @param {any} event @returns {SoundAct | null} */
export function soundGestureOf(event) {
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.getModifierState?.("AltGraph") || isField(event.target)) return null;
  if (event.key === " " && /^(BUTTON|SUMMARY|SELECT|INPUT)$/.test(event.target?.tagName ?? "")) return null;
  const key = event.key.length === 1 ? event.key.toLowerCase() : "";
  return Object.hasOwn(SOUND_KEYS, key) ? SOUND_KEYS[key] : null;
}

/** The block that is being said at a moment: the last one, among those that have a time, that began. @param {readonly Block[]} blocks @param {number} ms */
export function heardAt(blocks, ms) {
  let found = -1;
  blocks.forEach((block, rank) => {
    if (block.ms !== null && block.ms <= ms && (found < 0 || block.ms >= /** @type {number} */ (blocks[found].ms))) found = rank;
  });
  return found;
}

/** @param {number} ms */
export function clock(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  return `${seconds >= 3600 ? `${Math.floor(seconds / 3600)}:` : ""}${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/**
 * @param {{lang: unknown, root: HTMLElement, signal: AbortSignal, line: import("./wire.js").Line, view: () => TextView | null,
 *   blocks: () => readonly Block[], say: (text: string) => void, tell: (text: string, kind?: "info" | "fault") => void}} it
 */
export function soundBar(it) {
  const t = audioSentences(it.lang);
  const audio = /** @type {HTMLAudioElement} */ (h("audio", { preload: "auto" }));
  const state = { sounds: /** @type {Sound[]} */ ([]), of: "", from: 0, open: false, url: "", run: 0, heard: -1, follow: true, wanted: /** @type {number | null} */ (null), rate: 1 };
  const button = (/** @type {SoundAct} */ act, /** @type {string} */ label, /** @type {string} */ key) =>
    h("button", { type: "button", class: "quiet small", onclick: () => acts[act](), "aria-keyshortcuts": key === "␣" ? "Space" : key, "data-act": act }, h("span", {}, label), h("kbd", { "aria-hidden": "true" }, key));
  const which = h("select", { "aria-label": t.which, onchange: () => shut() });
  const begin = h("button", { type: "button", class: "quiet small", onclick: () => void open(0) });
  const halt = h("button", { type: "button", class: "quiet small", hidden: true, onclick: () => stopOpening() }, t.stop);
  const meter = h("progress", { max: "100", hidden: true, "aria-label": t.bar });
  const percent = h("span", { class: "sound-time" });
  const play = button("play", t.play, "␣");
  const turn = button("turn", t.turn, "g");
  const follow = button("follow", t.follow, "o");
  const rate = h("span", { class: "sound-rate" });
  const time = h("span", { class: "sound-time", role: "timer", "aria-label": t.time, "aria-live": "off" });
  const controls = h("div", { class: "sound-controls", hidden: true }, play, button("back", t.back, "d"), button("slower", t.slower, "l"), rate, button("faster", t.faster, "e"), time, turn, follow);
  const element = h("div", { class: "sound", role: "group", "aria-label": t.bar, hidden: true }, which, begin, meter, percent, halt, controls, audio);

  /** @type {Record<SoundAct, () => void>} */
  const acts = {
    play: () => (audio.paused ? void audio.play().catch(() => {}) : audio.pause()),
    back: () => go(now() - 3000),
    slower: () => speed(-1),
    faster: () => speed(1),
    turn: () => {
      const ms = here();
      if (ms === null) return it.say(t.noTime);
      return go(ms);
    },
    follow: () => {
      state.follow = !state.follow;
      draw();
      if (state.follow) show();
    },
  };

  const sound = () => state.sounds[which.selectedIndex] ?? state.sounds[0];
  const now = () => state.wanted ?? state.from + audio.currentTime * 1000;
  const here = () => it.blocks()[it.view()?.current ?? 0]?.ms ?? null;
  const length = () => sound()?.length_ms || state.from + (Number.isFinite(audio.duration) ? audio.duration * 1000 : 0);

  /** @param {1 | -1} way */
  function speed(way) {
    const at = RATES.indexOf(state.rate) + way;
    state.rate = RATES[Math.min(Math.max(at, 0), RATES.length - 1)];
    audio.playbackRate = state.rate;
    draw();
    it.say(t.speed(String(state.rate).replace(".", t.decimal)));
  }

  /** Go to a moment; in another stretch of a long recording, it is opened first. @param {number} ms */
  function go(ms) {
    const one = sound();
    const to = Math.max(0, Math.min(ms, length() || ms));
    const stretch = one?.stretch_ms ?? 0;
    // A stretch may begin a sample before its minute.
    if (stretch && Math.floor(to / stretch) !== Math.round(state.from / stretch)) void open(to, !audio.paused);
    else audio.currentTime = (to - state.from) / 1000;
    show();
  }

  /** Bring the bytes by pieces; the page stays alive between two. @param {number} ms @param {boolean} [playing] */
  async function open(ms, playing = false) {
    const one = sound();
    if (!one) return;
    const run = (state.run += 1);
    const alive = () => run === state.run && !it.signal.aborted;
    if (one.why || !audio.canPlayType(one.kind)) return it.tell(one.why || t.cannot, "fault");
    audio.pause();
    state.wanted = ms;
    progress(0);
    /** @type {BlobPart[]} */
    const parts = [];
    let [at, size, from] = [0, 1, 0];
    try {
      while (at < size) {
        const said = await it.line.ask("sound", { rank: Math.max(0, which.selectedIndex), from_ms: Math.floor(ms), at, length: PIECE });
        if (!alive()) return undefined;
        const piece = said.buffers?.[0];
        if (!piece?.byteLength) throw new Error("empty");
        parts.push(piece instanceof ArrayBuffer ? piece : piece.buffer.slice(piece.byteOffset, piece.byteOffset + piece.byteLength));
        at += piece.byteLength;
        [size, from] = [said.size, said.from_ms];
        progress(Math.floor((100 * at) / size));
      }
    } catch {
      if (!alive()) return undefined;
      progress(null);
      state.wanted = null;
      return it.tell(t.broken, "fault");
    }
    if (state.url) URL.revokeObjectURL(state.url);
    state.url = URL.createObjectURL(new Blob(parts, { type: one.kind }));
    const first = !state.open;
    audio.src = state.url;
    audio.onloadedmetadata = () => {
      if (!alive()) return;
      state.from = from;
      state.open = true;
      audio.currentTime = Math.max(0, (ms - from) / 1000);
      audio.playbackRate = state.rate;
      state.wanted = null;
      progress(null);
      draw();
      if (playing) void audio.play().catch(() => {});
      if (first) {
        play.focus();
        it.say(t.opened);
      }
    };
    return undefined;
  }

  function stopOpening() {
    state.run += 1;
    state.wanted = null;
    progress(null);
    (state.open ? play : begin).focus();
  }

  /** @param {number | null} done  percent; null when nothing is being opened */
  function progress(done) {
    meter.hidden = halt.hidden = percent.hidden = done === null;
    meter.value = done ?? 0;
    percent.textContent = done === null ? "" : t.opening(done);
    begin.hidden = state.open || done !== null;
    element.dataset.opening = done === null ? "" : String(done);
    draw();
  }

  /** Let go of what is open. */
  function shut() {
    state.run += 1;
    audio.pause();
    audio.removeAttribute("src");
    if (state.url) URL.revokeObjectURL(state.url);
    Object.assign(state, { url: "", open: false, from: 0, wanted: null });
    unmark();
    progress(null);
  }

  function unmark() {
    it.view()?.rows[state.heard]?.classList.remove("heard");
    state.heard = -1;
  }

  /** Mark the turn that is being heard. */
  function show() {
    const view = it.view();
    if (!view || !state.open) return;
    const rank = heardAt(it.blocks(), now());
    const row = rank < 0 ? null : view.rows[rank];
    if (rank === state.heard && row?.classList.contains("heard")) return;
    unmark();
    state.heard = rank;
    if (rank < 0) return;
    if (state.follow) view.reveal(it.blocks()[rank].start);
    view.rows[rank]?.classList.add("heard");
  }

  function draw() {
    controls.hidden = !state.open;
    play.firstElementChild?.replaceChildren(audio.paused ? t.play : t.pause);
    rate.textContent = `× ${String(state.rate).replace(".", t.decimal)}`;
    time.textContent = `${clock(now())} / ${clock(length())}`;
    follow.setAttribute("aria-pressed", String(state.follow));
    const none = here() === null;
    turn.setAttribute("aria-disabled", String(none));
    turn.title = none ? t.noTime : "";
    Object.assign(element.dataset, { at: String(Math.round(now())), playing: String(!audio.paused), heard: String(state.heard), rate: String(state.rate) });
  }

  for (const event of ["play", "pause", "seeked", "durationchange", "timeupdate"]) {
    audio.addEventListener(event, () => {
      draw();
      show();
    }, { signal: it.signal });
  }
  audio.addEventListener("ended", () => {
    const one = sound();
    const next = state.from + (one?.stretch_ms ?? 0);
    if (one?.stretch_ms && next < one.length_ms) void open(next, true);
  }, { signal: it.signal });
  audio.addEventListener("error", () => {
    if (!state.url || !audio.getAttribute("src")) return;
    shut();
    it.tell(t.broken, "fault");
  }, { signal: it.signal });
  it.root.addEventListener("focusin", () => state.open && draw(), { signal: it.signal });

  return {
    element,
    /** What Python found for the interview shown. @param {any} sounds @param {string} of  the interview */
    update(sounds, of) {
      const list = Array.isArray(sounds) ? sounds.filter(isSound) : [];
      const print = JSON.stringify([of, list]);
      element.hidden = !list.length;
      if (print === state.of) return show();
      state.of = print;
      state.sounds = list;
      which.replaceChildren(...list.map((one) => h("option", {}, one.name)));
      which.hidden = list.length < 2;
      begin.replaceChildren(t.open(t.megabytes(Math.max(1, Math.round((sound()?.size ?? 0) / 1e6)))));
      return shut();
    },
    /** @param {KeyboardEvent} event */
    key(event) {
      const act = element.hidden || !state.open ? null : soundGestureOf(event);
      if (act) acts[act]();
      return act !== null;
    },
    close: shut,
  };
}
