/**
 * Which gesture a key asks for in the text. Digits go by the place of the key, so that the top row of an AZERTY
 * keyboard works without Shift; letters by what is written on it. AltGr is never a gesture.
 *
 * @typedef {{act: "turn" | "word" | "stretch" | "sentence" | "whole" | "recent" | "code" | "vivo" | "memo" | "next" | "previous" | "delete"
 *   | "accept" | "reject" | "confirm" | "recode" | "bounds" | "cite" | "find" | "undo" | "redo" | "help" | "leave" | "apply" | "first" | "last",
 *   way?: 1 | -1, edge?: "start" | "end", unit?: import("./highlighter_select.js").Unit, rank?: number}} Gesture
 */
import { isField } from "./names_keys.js";

/** @type {Record<string, Gesture>} */
const LETTERS = {
  j: { act: "turn", way: 1 }, k: { act: "turn", way: -1 }, s: { act: "sentence" }, t: { act: "whole" }, c: { act: "code" }, i: { act: "vivo" },
  m: { act: "memo" }, n: { act: "next" }, p: { act: "previous" }, a: { act: "accept" }, x: { act: "reject" }, v: { act: "confirm" },
  r: { act: "recode" }, b: { act: "bounds" }, q: { act: "cite" }, f: { act: "find" }, z: { act: "undo" }, u: { act: "undo" }, y: { act: "redo" },
};
/** @type {Record<string, Gesture>} */
const NAMED = {
  ArrowDown: { act: "turn", way: 1 }, ArrowUp: { act: "turn", way: -1 }, ArrowRight: { act: "word", way: 1 }, ArrowLeft: { act: "word", way: -1 },
  Home: { act: "first" }, End: { act: "last" }, Delete: { act: "delete" }, Backspace: { act: "delete" }, Enter: { act: "apply" },
  "/": { act: "code" }, "?": { act: "help" }, Escape: { act: "leave" },
  "<": { act: "stretch", edge: "end", way: -1, unit: "character" }, ">": { act: "stretch", edge: "end", way: 1, unit: "character" },
  ",": { act: "stretch", edge: "start", way: -1, unit: "character" }, ";": { act: "stretch", edge: "start", way: 1, unit: "character" },
};
/** With Shift. @type {Record<string, Gesture>} */
const SHIFTED = {
  ArrowRight: { act: "stretch", edge: "end", way: 1, unit: "word" }, ArrowLeft: { act: "stretch", edge: "end", way: -1, unit: "word" },
  ArrowDown: { act: "stretch", edge: "end", way: 1, unit: "sentence" }, ArrowUp: { act: "stretch", edge: "end", way: -1, unit: "sentence" },
  PageDown: { act: "stretch", edge: "end", way: 1, unit: "turn" }, PageUp: { act: "stretch", edge: "end", way: -1, unit: "turn" },
};

/** What a key held down does again and again: to walk and to stretch. Everything else is done once. @param {Gesture} gesture */
export const repeats = (gesture) => ["turn", "word", "stretch", "next", "previous"].includes(gesture.act);

/**
 * @param {{key: string, code: string, ctrlKey: boolean, metaKey: boolean, altKey: boolean, shiftKey: boolean, isComposing?: boolean,
 *   target: any, getModifierState?: (name: string) => boolean}} event
 * @returns {Gesture | null}
 */
export function gestureOf(event) {
  if (event.isComposing || event.altKey || event.getModifierState?.("AltGraph")) return null;
  if (event.key === "Escape") return { act: "leave" };
  if (isField(event.target)) return null;
  const letter = event.key.toLowerCase();
  if (event.ctrlKey || event.metaKey) {
    if (letter === "z") return { act: event.shiftKey ? "redo" : "undo" };
    if (letter === "y" && !event.shiftKey) return { act: "redo" };
    return event.shiftKey && Object.hasOwn(SHIFTED, event.key) ? { ...SHIFTED[event.key], edge: "start" } : null;
  }
  if (event.shiftKey && Object.hasOwn(SHIFTED, event.key)) return SHIFTED[event.key];
  if (Object.hasOwn(NAMED, event.key)) return NAMED[event.key];
  // Without its lock, the keypad moves: « 3 » is Page down there.
  const digit = /^Digit([1-9])$/.exec(event.code)?.[1] ?? (/^Numpad[1-9]$/.test(event.code) && /^[1-9]$/.test(event.key) ? event.code[6] : undefined);
  if (digit !== undefined && !(event.shiftKey && /\D/.test(event.key))) return { act: "recent", rank: Number(digit) };
  return !event.shiftKey && Object.hasOwn(LETTERS, letter) ? LETTERS[letter] : null;
}
