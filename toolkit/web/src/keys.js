/**
 * Which gesture a key asks for. Digits go by `event.code`, so that the top row of an AZERTY keyboard
 * (& é ") works without Shift; letters go by what is written on the key.
 *
 * @typedef {"agree" | "discuss" | "disagree" | "next" | "previous" | "undone" | "comment" | "summary" | "save" | "leave"} Action
 */

/** @type {Record<string, Action>} */
const CODES = {
  Digit1: "agree", Numpad1: "agree", Digit2: "discuss", Numpad2: "discuss", Digit3: "disagree", Numpad3: "disagree",
};
/** @type {Record<string, Action>} */
const KEYS = {
  j: "next", k: "previous", ArrowRight: "next", ArrowLeft: "previous", n: "undone", c: "comment", s: "summary", e: "save",
};

/**
 * @param {{key: string, code: string, ctrlKey: boolean, metaKey: boolean, altKey: boolean, isComposing?: boolean, target: any}} event
 * @param {boolean} singles  single-key shortcuts are on
 * @returns {Action | null}
 */
export function keyAction(event, singles) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return null;
  const typing = isField(event.target);
  if (event.key === "Escape") return typing ? "leave" : null;
  if (typing || !singles) return null;
  return CODES[event.code] ?? KEYS[event.key] ?? KEYS[event.key.toLowerCase()] ?? null;
}

/** @param {any} target */
function isField(target) {
  const name = String(target?.tagName ?? "").toLowerCase();
  if (name === "input") return !["checkbox", "button", "file"].includes(target.type);
  return name === "textarea" || name === "select" || Boolean(target?.isContentEditable);
}
