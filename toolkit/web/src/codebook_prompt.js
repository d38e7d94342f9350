/**
 * One line where a gesture is finished: a label for a new code or a new name, or a code to choose among those that the typed
 * words find.
 *
 * @typedef {import("./i18n/codebook.js").CodebookSentences} Sentences
 * @typedef {import("./codebook_store.js").Code} Code
 * @typedef {{title: string, value?: string, hint?: string, find?: (text: string) => Code[], top?: boolean, path?: (id: string) => string,
 *   done: (value: string) => void, look?: (id: string) => Promise<string>}} Asked
 */
import { h, swatch } from "./dom.js";

/** @param {Sentences} t @param {string} unique @param {() => void} leave */
export function codebookPrompt(t, unique, leave) {
  const title = h("label", { for: `${unique}-prompt` });
  const list = h("ul", { class: "choices", role: "listbox", id: `${unique}-choices`, "aria-label": t.choices, hidden: true });
  const field = h("input", { id: `${unique}-prompt`, autocomplete: "off", spellcheck: "false", maxlength: "200" });
  const told = h("p", { class: "told" });
  const ok = h("button", { type: "button", class: "primary small", onclick: () => finish() }, t.ok);
  const cancel = h("button", { type: "button", class: "quiet small", onclick: () => close() }, t.cancel);
  const element = h("div", { class: "prompt", hidden: true }, title, h("div", { class: "line" }, field, ok, cancel), told, list);
  let asked = /** @type {Asked | null} */ (null);
  let found = /** @type {(Code | null)[]} */ ([]);
  let rank = 0;

  function close() {
    const was = asked;
    asked = null;
    element.hidden = true;
    if (was) leave();
  }

  function search() {
    if (!asked?.find) return;
    found = asked.find(field.value);
    if (asked.top && !field.value.trim()) found = [null, ...found.slice(0, 7)];
    rank = 0;
    draw();
  }

  function draw() {
    list.hidden = !asked?.find || !found.length;
    list.replaceChildren(...found.map((code, at) => h("li", {
      role: "option", id: `${unique}-choice-${at}`, "aria-selected": String(at === rank),
      onmousedown: (/** @type {Event} */ event) => event.preventDefault(), onclick: () => {
        rank = at;
        finish();
      },
    }, code ? swatch(code.color) : null, h("span", {}, code ? code.label : t.topOfBook), code && asked?.path ? h("small", {}, asked.path(code.id)) : null)));
    field.setAttribute("aria-activedescendant", found.length ? `${unique}-choice-${rank}` : "");
    told.textContent = asked?.hint ?? "";
    if (asked?.find && !found.length) told.textContent = t.nothingFound;
    const about = asked;
    const code = found[rank];
    if (asked?.look && code) {
      asked.look(code.id).then((text) => {
        if (asked === about && found[rank] === code) told.textContent = text;
      }).catch(() => {});
    }
  }

  function finish() {
    if (!asked) return;
    const { find, done } = asked;
    const code = found[rank];
    if (find && code === undefined) return;
    const value = find ? code?.id ?? "" : field.value.trim();
    if (!find && !value) return;
    asked = null;
    element.hidden = true;
    done(value);
  }

  field.addEventListener("input", search);
  field.addEventListener("keydown", (event) => {
    if (!asked) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && asked.find) {
      rank = Math.min(Math.max(rank + step, 0), found.length - 1);
      draw();
    } else if (event.key === "Enter" && !event.isComposing) {
      if (!event.repeat) finish();
    } else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  return {
    element,
    field,
    close,
    get open() {
      return asked !== null;
    },
    /** @param {Asked} given */
    ask(given) {
      asked = given;
      found = [];
      title.textContent = given.title;
      field.value = given.value ?? "";
      for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "true", "aria-controls": list.id, "aria-autocomplete": "list" })) {
        if (given.find) field.setAttribute(name, value);
        else field.removeAttribute(name);
      }
      if (!given.find) field.removeAttribute("aria-activedescendant");
      element.hidden = false;
      list.hidden = true;
      told.textContent = given.hint ?? "";
      search();
      field.focus();
      field.select();
    },
  };
}
