/**
 * Which gesture a key asks for at the desk of names. Letters go by what is written on the key; digits by their place,
 * so that the top row of an AZERTY keyboard (& é ") works without Shift.
 *
 * @typedef {{act: "accept" | "typed" | "reject" | "open" | "person" | "all" | "clear" | "why" | "edit" | "next" | "previous"
 *   | "undecided" | "first" | "last" | "down" | "up" | "search" | "document" | "more" | "undo" | "redo" | "help" | "leave"
 *   | "same", reason?: number}} Gesture
 */

/** @type {Record<string, Gesture["act"]>} */
const LETTERS = {
  a: "accept", t: "typed", r: "why", e: "edit", p: "person", n: "undecided", j: "next", k: "previous", d: "document", m: "more",
  u: "undo", z: "undo", y: "redo", i: "same",
};
/** @type {Record<string, Gesture["act"]>} */
const NAMED = {
  ArrowDown: "next", ArrowUp: "previous", Home: "first", End: "last", PageDown: "down", PageUp: "up", "/": "search", "?": "help",
};
/** @type {Record<string, Gesture>} */
const DIGITS = {
  1: { act: "accept" }, 2: { act: "typed" }, 3: { act: "reject", reason: 0 }, 4: { act: "reject", reason: 1 },
  5: { act: "reject", reason: 2 }, 6: { act: "reject", reason: 3 }, 0: { act: "clear" },
};

/**
 * @param {{key: string, code: string, ctrlKey: boolean, metaKey: boolean, altKey: boolean, shiftKey: boolean, isComposing?: boolean,
 *   target: any}} event
 * @returns {Gesture | null}
 */
export function gestureOf(event) {
  if (event.isComposing) return null;
  const typing = isField(event.target);
  const control = event.ctrlKey || event.metaKey;
  if (control && !event.altKey && !typing) {
    const letter = event.key.toLowerCase();
    if (letter === "z") return { act: event.shiftKey ? "redo" : "undo" };
    return letter === "y" && !event.shiftKey ? { act: "redo" } : null;
  }
  if (control || event.altKey) return null;
  if (event.key === "Escape") return { act: "leave" };
  if (typing) return null;
  if (Object.hasOwn(NAMED, event.key)) return { act: NAMED[event.key] };
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1];
  if (digit !== undefined && !(event.shiftKey && /\D/.test(event.key))) return DIGITS[digit] ?? null;
  if (event.shiftKey && event.key.toLowerCase() === "a") return { act: "all" };
  const letter = event.key.toLowerCase();
  return Object.hasOwn(LETTERS, letter) ? { act: LETTERS[letter] } : null;
}

/** @param {any} target */
export function isField(target) {
  const name = String(target?.tagName ?? "").toLowerCase();
  if (name === "input") return !["checkbox", "radio", "button"].includes(target.type);
  return name === "textarea" || name === "select" || Boolean(target?.isContentEditable);
}
