/**
 * One form: its replacement, what may be decided of it, the other forms of the person, and every place where it stands.
 *
 * @typedef {import("./i18n/names.js").NamesSentences} Sentences
 * @typedef {import("./names_store.js").NamesStore} NamesStore
 * @typedef {import("./names_store.js").Line} Line
 * @typedef {{document: string, turn: number | null, line: number, label: boolean, before: string, text: string, after: string,
 *   becomes: string | null}} Place
 * @typedef {{id: string, document: string, offset: number, total: number, documents: [string, number][], items: Place[]}} Contexts
 * @typedef {{reason: string, hint: string, why: string, other: string}} Verdict
 */
import { h, icon } from "./dom.js";
import { stateIcon } from "./names_list.js";

/**
 * @param {Sentences} t
 * @param {string} unique
 * @param {{accept: () => void, typed: () => void, reject: (reason: string) => void, clear: () => void, person: () => void,
 *   same: () => void, choose: (id: string) => void, typing: (text: string) => void, typed_out: (text: string) => void,
 *   document: (name: string) => void, more: () => void, readonly: boolean}} act
 */
export function namesDetail(t, unique, act) {
  const off = act.readonly || null;
  const kbd = (/** @type {string} */ key) => h("kbd", { "aria-hidden": "true" }, key);
  const kind = h("p", { class: "kind" });
  const heading = h("h3", { id: `${unique}-heading`, tabindex: "-1" });
  const tag = h("span", { class: "tag" });
  const word = h("p", { class: "word" });
  const field = h("input", { id: `${unique}-replacement`, autocomplete: "off", spellcheck: "false", maxlength: "200", readonly: off, "aria-keyshortcuts": "e", "aria-describedby": `${unique}-verdict` });
  const verdict = h("p", { class: "verdict", id: `${unique}-verdict` });
  const see = h("button", { type: "button", class: "link", hidden: true }, t.seeOther);
  const same = h("button", { type: "button", class: "quiet small", hidden: true, onclick: act.same, "aria-keyshortcuts": "i" }, t.itIsSame, kbd("i"));
  field.addEventListener("input", () => act.typing(field.value));
  // A button of this form says what to do with what was typed; going elsewhere proposes it.
  let pressing = false;
  field.addEventListener("focusout", (event) => {
    const inside = event.relatedTarget instanceof Node && element.contains(event.relatedTarget);
    if (!inside && !pressing) act.typed_out(field.value);
  });

  const button = (/** @type {string} */ name, /** @type {string} */ key, /** @type {string} */ words, /** @type {() => void} */ click, /** @type {Node | null} */ drawn = null) =>
    h("button", { type: "button", class: name, onclick: click, disabled: off, "aria-keyshortcuts": key, "aria-pressed": name.includes("choice") ? "false" : null },
      drawn, h("span", {}, words), kbd(key));
  const accept = button("choice yes", "1", t.accept, act.accept, icon("agree"));
  const typed = button("choice half", "2", t.typed, act.typed, icon("typed"));
  const clear = button("quiet small", "0", t.clear, act.clear);
  const reasons = t.reasons.map((reason, rank) => button("choice no small", String(rank + 3), reason, () => act.reject(reason)));
  const free = h("input", { id: `${unique}-why`, maxlength: "300", autocomplete: "off" });
  const freely = h("div", { class: "freely", hidden: true }, h("label", { for: free.id }, t.otherReason), free,
    h("button", { type: "button", class: "quiet small", onclick: () => act.reject(free.value.trim()) }, t.rejectWith));
  const other = button("quiet small", "r", t.otherReason, () => why());
  const forms = h("div", { class: "chips" });
  const person = h("div", { class: "person" }, h("h4", {}, t.samePerson), forms);
  const acceptPerson = h("button", { type: "button", class: "quiet small", onclick: act.person, disabled: off, "aria-keyshortcuts": "p" });
  const documents = h("div", { class: "chips documents", role: "group", "aria-label": t.contexts });
  const places = h("ul", { class: "places" });
  const more = h("button", { type: "button", class: "link more", onclick: act.more, "aria-keyshortcuts": "m" });
  const element = h("article", { class: "detail", "aria-labelledby": heading.id },
    h("div", { class: "top" }, h("div", {}, kind, heading), tag), word,
    h("div", { class: "replacing" }, h("label", { for: field.id }, t.replacement), field, h("div", { class: "check" }, verdict, see, same)),
    h("div", { class: "choices" }, accept, typed, clear),
    h("div", { class: "choices reasons", role: "group", "aria-label": t.why }, h("span", { class: "why" }, t.reject), ...reasons, other), freely,
    person,
    h("div", { class: "where" }, h("h4", {}, t.contexts), documents), places, more);

  element.addEventListener("pointerdown", () => {
    pressing = true;
    const release = () => (pressing = false);
    for (const end of ["pointerup", "pointercancel"]) addEventListener(end, release, { once: true });
  });

  function why() {
    freely.hidden = false;
    free.focus();
    free.select();
  }

  /** @param {Place} place */
  function drawn(place) {
    const cite = place.turn === null ? t.line(place.document, place.line) : t.turn(place.document, place.turn);
    // A line break is shown: one more turn, most often.
    const flat = (/** @type {string} */ text) => text.split(/\s*\n\s*/).flatMap((part, rank) => (rank ? [h("span", { class: "break" }, " ⏎ "), part] : [part]));
    return h("li", {},
      h("p", { class: "cite" }, cite, place.label && h("span", { class: "label" }, ` (${t.speakerLabel})`)),
      h("p", { class: "words", lang: "fr" }, ...flat(place.before), h("mark", {}, place.text), ...flat(place.after)),
      h("p", { class: "effect" }, place.becomes === null ? t.stays : h("span", {}, `${t.becomes} `, h("strong", {}, place.becomes))));
  }

  return {
    element,
    field,
    free,
    heading,
    why,
    /** @param {NamesStore} store @param {string} id @param {string | null} draft  what is being typed @param {boolean} fresh  another form than before */
    update(store, id, draft, fresh) {
      const line = store.line(id);
      element.hidden = !line;
      if (!line) return;
      heading.textContent = line.form;
      const seen = line.count ? `${t.count(line.count)}, ${t.inDocuments(line.documents)}` : t.nowhere;
      kind.textContent = `${t.types[line.type]} · ${seen}`;
      tag.className = `tag ${line.decision.replace(" ", "-")}`;
      tag.replaceChildren(stateIcon(line.decision), h("span", {}, t.states[line.decision]), line.decision === "rejected" && line.reason ? h("span", {}, `(${line.reason})`) : "");
      // What Python has to say of a form that waits is in its reason.
      const notes = [line.word && t.alsoWord, line.decision === "undecided" && line.reason].filter(Boolean);
      word.hidden = !notes.length;
      word.textContent = notes.join(" ");
      const wanted = draft ?? line.replacement;
      if (field.value !== wanted) field.value = wanted;
      field.setAttribute("aria-label", t.replacementFor(line.form));
      accept.setAttribute("aria-pressed", String(line.decision === "accepted"));
      typed.setAttribute("aria-pressed", String(line.decision === "as typed"));
      reasons.forEach((one, rank) => one.setAttribute("aria-pressed", String(line.decision === "rejected" && line.reason === t.reasons[rank])));
      clear.hidden = line.decision === "undecided";
      const others = store.forms(id).filter((form) => form !== id);
      person.hidden = !others.length;
      acceptPerson.replaceChildren(h("span", {}, t.acceptPerson(others.length + 1)), kbd("p"));
      forms.replaceChildren(...others.slice(0, 40).map((form) => {
        const shown = /** @type {Line} */ (store.line(form));
        return h("button", { type: "button", class: `chip ${shown.decision.replace(" ", "-")}`, onclick: () => act.choose(form) },
          stateIcon(shown.decision), h("span", {}, shown.form), h("span", { class: "hidden" }, `, ${t.states[shown.decision]}`));
      }), acceptPerson);
      if (!fresh) return;
      freely.hidden = true;
      free.value = line.decision === "rejected" && !t.reasons.includes(line.reason) ? line.reason : "";
      this.judge(null);
      documents.replaceChildren();
      places.replaceChildren();
      more.hidden = true;
      element.scrollTop = 0;
    },
    /** @param {Verdict | "checking" | null} given */
    judge(given) {
      const told = given !== null && given !== "checking" ? given : null;
      verdict.className = `verdict ${told ? (told.reason ? "refused" : "free") : ""}`;
      verdict.textContent = given === "checking" ? t.checking : !told ? "" : told.reason ? `${told.reason} ${told.hint}` : t.free;
      see.hidden = !told?.other;
      see.onclick = () => told && act.choose(told.other);
      same.hidden = told?.why !== "taken";
      element.dataset.why = told?.why ?? "";
      element.dataset.verdict = given === "checking" ? "checking" : !told ? "" : told.reason ? "refused" : "free";
    },
    /** @param {Contexts | null} given  null when they could not be had @param {boolean} append */
    contexts(given, append) {
      if (!given) {
        places.replaceChildren(h("li", { class: "absent" }, t.noContexts));
        return;
      }
      const all = given.documents.reduce((sum, [, n]) => sum + n, 0);
      const chip = (/** @type {string} */ name, /** @type {string} */ words) =>
        h("button", { type: "button", class: "chip", "aria-pressed": String(name === given.document), onclick: () => act.document(name) }, words);
      const place = /** @type {Document | ShadowRoot} */ (documents.getRootNode());
      const focused = documents.contains(place.activeElement);
      documents.replaceChildren(...(given.documents.length > 1 ? [chip("", t.allDocuments(all)), ...given.documents.map(([name, n]) => chip(name, `${name} (${n})`))] : []));
      if (focused) /** @type {HTMLElement | null} */ (documents.querySelector("[aria-pressed='true']"))?.focus();
      const made = given.items.map(drawn);
      if (append) places.append(...made);
      else places.replaceChildren(...made);
      const left = given.total - given.offset - given.items.length;
      more.hidden = left <= 0;
      more.textContent = t.more(Math.min(left, 100));
      element.dataset.places = String(places.childElementCount);
    },
  };
}
