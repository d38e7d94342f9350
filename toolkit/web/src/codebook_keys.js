/**
 * Which gesture a key asks for in the tree of the codebook. Letters go by what is written on the key; digits by its
 * place, so that the top row of an AZERTY keyboard (& é ") works without Shift. AltGr is never a gesture.
 *
 * @typedef {"next" | "previous" | "in" | "out" | "first" | "last" | "down" | "up" | "sibling" | "child" | "rename" | "form" | "cut" | "paste"
 *   | "move" | "merge" | "split" | "delete" | "select" | "extend" | "shrink" | "openAll" | "closeAll" | "search" | "extracts" | "versions" | "lints" | "definition"
 *   | "undo" | "redo" | "help" | "leave"} Gesture
 */
import { isField } from "./names_keys.js";

/** @type {Record<string, Gesture>} */
const LETTERS = {
  j: "next", k: "previous", n: "child", e: "form", m: "cut", p: "paste", d: "move", r: "merge", s: "split", x: "extracts", h: "versions", l: "lints", f: "definition",
  z: "undo", u: "undo", y: "redo",
};
/** @type {Record<string, Gesture>} */
const NAMED = {
  ArrowDown: "next", ArrowUp: "previous", ArrowRight: "in", ArrowLeft: "out", Home: "first", End: "last", PageDown: "down", PageUp: "up",
  Insert: "sibling", F2: "rename", Enter: "form", Delete: "delete", Backspace: "delete", " ": "select", "*": "openAll", "-": "closeAll", "/": "search", "?": "help",
};

/** What a key held down does again and again: to walk and to stretch. Everything else is done once. @param {Gesture} gesture */
export const repeats = (gesture) => ["next", "previous", "in", "out", "first", "last", "down", "up", "extend", "shrink"].includes(gesture);

/**
 * @param {{key: string, ctrlKey: boolean, metaKey: boolean, altKey: boolean, shiftKey: boolean, isComposing?: boolean,
 *   target: any, getModifierState?: (name: string) => boolean}} event
 * @returns {Gesture | null}
 */
export function gestureOf(event) {
  if (event.isComposing || event.altKey || event.getModifierState?.("AltGraph")) return null;
  if (event.key === "Escape") return "leave";
  if (isField(event.target)) return null;
  const letter = event.key.toLowerCase();
  if (event.ctrlKey || event.metaKey) {
    if (letter === "z") return event.shiftKey ? "redo" : "undo";
    if (event.shiftKey) return null;
    return letter === "y" ? "redo" : letter === "x" ? "cut" : letter === "v" ? "paste" : letter === "f" ? "search" : null;
  }
  if (event.shiftKey && event.key === "ArrowDown") return "extend";
  if (event.shiftKey && event.key === "ArrowUp") return "shrink";
  if (Object.hasOwn(NAMED, event.key)) return NAMED[event.key];
  if (event.shiftKey) return null;
  return Object.hasOwn(LETTERS, letter) ? LETTERS[letter] : null;
}

/** The rank of the code that a digit chooses, by the place of the key; null for another key. @param {{code: string, ctrlKey: boolean, metaKey: boolean, altKey: boolean}} event */
export function rankOf(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1];
  return digit === undefined ? null : Number(digit);
}
