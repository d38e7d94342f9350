/** Elements made from values: text is always text, so that no label can become markup. */

/**
 * `h("button", {class: "x", onclick: f, "aria-pressed": true}, "words", child)`.
 * Null, false and undefined attributes are left out; so are null and false children.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {{[key: string]: unknown}} [attributes]
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(key.slice(2), /** @type {EventListener} */ (value));
    else element.setAttribute(key, value === true && !key.startsWith("aria-") ? "" : String(value));
  }
  for (const child of children) if (child !== null && child !== undefined && child !== false) element.append(child);
  return element;
}

const PATHS = {
  agree: "M4 10.5l4 4 8-9",
  discuss: "M3.5 5h13v8.5h-7l-3.5 3v-3h-2.5z",
  disagree: "M5 5l10 10M15 5L5 15",
  none: "",
  typed: "M4.5 6V4.5h11V6M10 4.5v11M7.5 15.5h5",
  left: "M12 4l-6 6 6 6",
  right: "M8 4l6 6-6 6",
  save: "M10 3v9m-4-3.5l4 4 4-4M4 16.5h12",
  lock: "M5.5 9h9v7h-9zM7 9V6.5a3 3 0 016 0V9",
};

/**
 * A small drawing that repeats in shape what words say: hidden from screen readers.
 * @param {keyof typeof PATHS} name
 */
export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  for (const [key, value] of Object.entries({ viewBox: "0 0 20 20", class: `icon icon-${name}`, "aria-hidden": "true", focusable: "false" })) {
    svg.setAttribute(key, value);
  }
  const shape = document.createElementNS(space, PATHS[name] ? "path" : "circle");
  const drawn = PATHS[name] ? { d: PATHS[name] } : { cx: "10", cy: "10", r: "5.5" };
  for (const [key, value] of Object.entries(drawn)) shape.setAttribute(key, String(value));
  svg.append(shape);
  return svg;
}

/**
 * A spot of the colour of a code, when it is really a colour.
 * @param {string} color
 */
export function swatch(color) {
  const spot = h("span", { class: "swatch", "aria-hidden": "true" });
  if (/^#[0-9a-f]{6}$/i.test(color)) spot.style.setProperty("--code", color);
  return spot;
}
