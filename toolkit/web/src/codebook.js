/**
 * The desk of the codebook: a tree of codes that is worked on. A component `(el, host)`, held by toolkit/coding/codebook_desk.py.
 *
 * @typedef {import("./codebook_store.js").Draft} Draft
 * @typedef {import("./codebook_store.js").Row} Row
 * @typedef {import("./codebook_keys.js").Gesture} Gesture
 * @typedef {import("./wire.js").Sent} Sent
 * @typedef {"form" | "extracts" | "versions"} Page
 */
import { codebookForm } from "./codebook_form.js";
import { gestures } from "./codebook_gestures.js";
import { gestureOf, repeats } from "./codebook_keys.js";
import { extractsPage, lintsPage, versionsPage } from "./codebook_pages.js";
import { codebookPrompt } from "./codebook_prompt.js";
import { codebookSplit } from "./codebook_split.js";
import { Book, CODEBOOK_FORMAT, forbidden, FORM, isData } from "./codebook_store.js";
import { codebookTree } from "./codebook_tree.js";
import { h } from "./dom.js";
import { codebookSentences } from "./i18n/codebook.js";
import { isField } from "./names_keys.js";
import { shell } from "./shell.js";
import { Line } from "./wire.js";

const PAGES = /** @type {const} */ (["form", "extracts", "versions"]);
let views = 0;

/**
 * @param {HTMLElement} el
 * @param {import("./wire.js").Host} host
 * @returns {() => void}  undoes everything
 */
export function codebook(el, host) {
  const t = codebookSentences(host.get("lang"));
  const unique = `carnet-codebook-${(views += 1)}`;
  const readonly = Boolean(host.get("readonly"));
  const frame = shell(el, host, "carnet-codebook");
  const { root, body, say, tell, hush } = frame;
  let book = new Book({ fields: [], codes: [], counts: {}, questions: [] });
  const state = {
    rows: /** @type {Row[]} */ ([]),
    current: "",
    chosen: /** @type {Set<string>} */ (new Set()),
    cut: /** @type {Set<string>} */ (new Set()),
    closed: /** @type {Set<string>} */ (new Set()),
    page: /** @type {Page} */ ("form"),
    drafts: /** @type {Map<string, Draft>} */ (new Map()),
    gone: /** @type {Map<string, string>} */ (new Map()),
    reviewing: false,
    lints: /** @type {import("./codebook_pages.js").Lint[]} */ ([]),
    begun: false,
  };
  /** @type {ReturnType<typeof setTimeout> | undefined} */ let later;

  const line = new Line(host, CODEBOOK_FORMAT, {
    snapshot: begin,
    applied,
    rejected,
    standing: (standing) => {
      frame.stand(standing, line.pending.size);
      if (state.begun) drawForm();
    },
  });

  // What is seen.

  const button = (/** @type {string} */ words, /** @type {() => void} */ click, /** @type {string} */ keys, name = "quiet small") =>
    h("button", { type: "button", class: name, onclick: click, "aria-keyshortcuts": keys, disabled: readonly }, words);
  const count = h("p", { class: "count" });
  const keys = h("aside", { class: "keys", hidden: true, id: `${unique}-keys`, "aria-label": t.keysTitle }, h("h3", {}, t.keysTitle),
    h("dl", {}, ...t.keys.flatMap(([key, does]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, does)])));
  const help = h("button", { type: "button", class: "quiet small", onclick: () => toggleHelp(), "aria-expanded": "false", "aria-controls": keys.id, "aria-keyshortcuts": "?" }, t.help, h("kbd", { "aria-hidden": "true" }, "?"));
  const review = h("button", { type: "button", class: "quiet small", onclick: () => reviewing(!state.reviewing), "aria-pressed": "false", "aria-keyshortcuts": "l" });
  const tree = codebookTree(t, unique, {
    choose: (id, how) => choose(id, how),
    toggle,
    search: () => refresh({ rows: true, follow: true }),
    rename: () => rename(),
    may: (ids, parent) => parent === null || !forbidden(book, ids).has(parent),
    drop: (ids, parent) => move(ids, parent),
    readonly,
  });
  const prompt = codebookPrompt(t, unique, focusTree);
  const question = h("p", { id: `${unique}-question` });
  const yes = h("button", { type: "button", class: "primary small" }, t.yes);
  const confirm = h("div", { class: "confirm", role: "alertdialog", "aria-labelledby": question.id, hidden: true }, question,
    h("div", { class: "line" }, yes, h("button", { type: "button", class: "quiet small", onclick: () => noConfirm() }, t.no)));
  const tools = h("div", { class: "tools", role: "toolbar", "aria-label": t.tree }, button(t.newCode, () => sibling(), "Insert"), button(t.newChild, () => child(), "n"), button(t.rename, () => rename(), "F2"),
    button(t.move, () => moveTo(), "d"), button(t.merge, () => merge(), "r"), button(t.split, () => split(), "s"), button(t.remove, () => remove(), "Delete"));
  const heading = h("h3", { tabindex: "-1", id: `${unique}-heading` });
  const told = h("p", { class: "told" });
  const path = h("p", { class: "path" });
  const old = h("p", { class: "flag", hidden: true });
  const mine = h("ul", {});
  const mineTold = h("summary", {});
  const mineBox = h("details", { class: "mine" }, mineTold, mine);
  const form = codebookForm(t, unique, {
    save: () => save(),
    typing,
    drop: () => dropDraft(),
    recreate: () => recreate(),
    example: () => page("extracts", "telling"),
    readonly,
  });
  const extracts = extractsPage(t, { fetch: fetchExtracts, confirm: (ids) => send("confirm", {}, ids), example, readonly });
  const versions = versionsPage(t, String(host.get("lang") || "fr"));
  const lints = lintsPage(t, (id) => go(id));
  const splitting = codebookSplit(t, unique, {
    fetch: (code, offset) => line.ask("extracts", { code, which: "all", offset }),
    finish: (sorting) => send("split", { targets: sorting.targets, sorting: sorting.pairs }, [sorting.code]),
    leave: () => {
      splitting.hide();
      refresh({});
      focusTree();
    },
    say,
  });
  /** @type {Record<Page, HTMLElement>} */
  const pages = { form: form.element, extracts: extracts.element, versions: versions.element };
  const tabs = PAGES.map((name) => h("button", { type: "button", role: "tab", id: `${unique}-tab-${name}`, "aria-controls": `${unique}-page-${name}`, "aria-selected": "false", onclick: () => page(name) }, t.tabs[name]));
  const panels = PAGES.map((name) => h("div", { role: "tabpanel", id: `${unique}-page-${name}`, "aria-labelledby": `${unique}-tab-${name}`, hidden: true }, pages[name]));
  const tablist = h("div", { class: "tabs", role: "tablist", "aria-label": t.pages }, ...tabs);
  tablist.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    page(PAGES[(PAGES.indexOf(state.page) + step + PAGES.length) % PAGES.length]);
    tabs[PAGES.indexOf(state.page)].focus();
  });
  const card = h("div", { class: "card" }, path, heading, told, old, mineBox, tablist, ...panels);
  const detail = h("article", { class: "detail", "aria-labelledby": heading.id, tabindex: "0" }, card, splitting.element, h("div", { class: "lints-page", hidden: true }, lints.element));
  const lintsPlace = /** @type {HTMLElement} */ (detail.lastElementChild);
  const skeleton = h("p", { class: "opening" }, t.loading);
  const two = h("div", { class: "split", hidden: true }, h("div", { class: "side" }, tools, prompt.element, confirm, tree.element), detail);
  body.replaceChildren(h("header", { class: "bar" }, h("h2", {}, t.title, readonly && h("span", { class: "readonly" }, ` · ${t.readonly}`)), count, frame.saved,
    h("div", { class: "actions" }, review, button(t.undo, () => send("undo"), "z Control+Z"), button(t.redo, () => send("redo"), "y Control+Y"), help)), skeleton, two, keys);
  // Leaving the form writes it: one change, one version.
  form.element.addEventListener("focusout", (event) => {
    const inside = event.relatedTarget instanceof Node && (form.element.contains(event.relatedTarget) || card.contains(event.relatedTarget));
    if (!inside && event.relatedTarget) save({ quiet: true });
  });

  const now = () => book.codes.get(state.current) ?? null;
  const labelOf = (/** @type {string} */ id) => book.codes.get(id)?.label ?? id;
  const { sibling, child, rename, move, moveTo, merge, split, remove, noConfirm, cut, paste } = gestures({
    t, readonly, line, state, prompt, splitting, confirm, question, yes, now, labelOf, send, save, refresh, focusTree, say, tell,
    get book() {
      return book;
    },
  });

  /** @param {{rows?: boolean, follow?: boolean, fresh?: boolean}} [how] */
  function refresh(how = {}) {
    frame.holding(() => redraw(how), tree.tree);
  }

  /** @param {{rows?: boolean, follow?: boolean, fresh?: boolean}} how */
  function redraw({ rows = false, follow = false, fresh = false }) {
    if (rows) state.rows = book.rows(state.closed, tree.search.value);
    const codes = book.codes.size;
    count.textContent = [t.codes(codes), state.chosen.size > 1 ? t.chosen(state.chosen.size) : ""].filter(Boolean).join(" · ");
    review.textContent = state.lints.length ? `${t.toReview} (${state.lints.length})` : t.toReview;
    review.setAttribute("aria-pressed", String(state.reviewing));
    tree.update(book, state.rows, { current: state.current, chosen: state.chosen, cut: state.cut, remarks: remarksOf() }, follow);
    const code = now();
    const kept = state.gone.get(state.current);
    lintsPlace.hidden = !state.reviewing;
    card.hidden = state.reviewing || splitting.open || (!code && kept === undefined);
    if (state.reviewing) splitting.hide();
    if (state.reviewing) lints.update(state.lints, labelOf);
    heading.textContent = code?.label ?? kept ?? "";
    path.textContent = code ? book.path(code.id).slice(0, -1).map(labelOf).join(" › ") : "";
    const [passages, people, older] = book.count(state.current);
    told.textContent = code ? [t.codeTold(code.id, code.version), t.passages(passages), passages ? t.people(people) : ""].filter(Boolean).join(" · ") : "";
    old.hidden = !code || !older;
    old.replaceChildren(h("span", {}, t.older(older)), h("button", { type: "button", class: "link", onclick: () => page("extracts", "older") }, t.seeOlder));
    const remarks = state.lints.filter((one) => one[3].includes(state.current));
    mineBox.hidden = !remarks.length;
    mineTold.textContent = t.remarks(remarks.length);
    mine.replaceChildren(...remarks.slice(0, 6).map((one) => h("li", {}, h("strong", {}, one[1]), ` : ${one[2]}`)));
    PAGES.forEach((name, rank) => {
      tabs[rank].setAttribute("aria-selected", String(name === state.page));
      tabs[rank].tabIndex = name === state.page ? 0 : -1;
      tabs[rank].hidden = !code && name !== "form";
      panels[rank].hidden = name !== state.page;
    });
    tabs[1].textContent = passages ? `${t.tabs.extracts} (${passages})` : t.tabs.extracts;
    drawForm();
    if (fresh) askPage();
    frame.stand(line.standing, line.pending.size);
    Object.assign(root.dataset, { current: state.current, codes: String(codes), acked: String(line.acked), rev: String(line.rev), page: state.page, chosen: String(state.chosen.size), draft: String(state.drafts.size) });
  }

  function drawForm() {
    const busy = [...line.pending.values()].some((sent) => sent.op === "write" && sent.ids[0] === state.current);
    form.update(book, now(), state.drafts.get(state.current) ?? null, { busy, gone: state.gone.has(state.current) && !now() });
  }

  function remarksOf() {
    /** @type {Map<string, number>} */
    const found = new Map();
    for (const [, , , codes] of state.lints) found.set(codes[0], (found.get(codes[0]) ?? 0) + 1);
    return found;
  }

  // What Python says.

  /** @param {any} data */
  function begin(data) {
    if (!isData(data)) return;
    const labels = new Map([...book.codes.values()].map((code) => [code.id, code.label]));
    book = new Book(data);
    left(labels);
    skeleton.hidden = true;
    two.hidden = false;
    if (!state.begun && book.codes.size > 200) for (const id of book.children(null)) state.closed.add(id);
    state.rows = book.rows(state.closed, tree.search.value);
    if (!state.current) state.current = state.rows[0]?.id ?? "";
    if (!state.chosen.size && state.current) state.chosen = new Set([state.current]);
    refresh({ rows: true, follow: true, fresh: true });
    askLints();
    if (splitting.open) splitting.renew();
    if (!state.begun) frame.ready();
    state.begun = true;
  }

  /** Codes that are no more: what was typed of them stays. @param {Map<string, string>} labels  those that were there */
  function left(labels) {
    for (const [id, label] of labels) {
      if (book.codes.has(id)) continue;
      state.chosen.delete(id);
      state.cut.delete(id);
      if (id !== state.current) continue;
      if (state.drafts.has(id)) state.gone.set(id, label);
      else {
        const rank = state.rows.findIndex((row) => row.id === id);
        const next = [...state.rows.slice(rank + 1), ...state.rows.slice(0, Math.max(rank, 0)).reverse()].find((row) => book.codes.has(row.id));
        state.current = next?.id ?? book.codes.keys().next().value ?? "";
      }
    }
    for (const id of [...state.gone.keys()]) if (book.codes.has(id)) state.gone.delete(id);
    if (!state.chosen.size && book.codes.has(state.current)) state.chosen = new Set([state.current]);
  }

  /** @param {any} changes @param {Sent | null} sent */
  function applied(changes, sent) {
    const labels = new Map([...book.codes.values()].map((code) => [code.id, code.label]));
    const ids = Object.keys(changes.items ?? {});
    const was = now();
    book.apply({ items: {}, ...changes });
    if (sent?.op === "write" && sent.ids[0]) settleDraft(sent.ids[0], sent.fields.fields);
    if (sent?.op === "delete" || sent?.op === "merge") for (const id of sent.ids) state.drafts.delete(id);
    if (sent?.op === "merge") focusOn(sent.fields.into);
    left(labels);
    const born = ids.filter((id) => !labels.has(id) && book.codes.has(id));
    if (sent?.op === "add" && born.length) {
      if (sent.ids[0]) {
        state.drafts.delete(sent.ids[0]);
        state.gone.delete(sent.ids[0]);
      }
      focusOn(born[0]);
    }
    if (sent?.op === "split") {
      splitting.done();
      say(t.saidDone.split);
    }
    if ((sent?.op === "undo" || sent?.op === "redo") && ids.length) {
      const first = ids.find((id) => book.codes.has(id));
      if (first && !ids.includes(state.current)) focusOn(first);
    }
    if (sent) {
      const nothing = !ids.length && !changes.counts;
      say(nothing && sent.op !== "undo" && sent.op !== "redo" ? t.nothingToDo : t.saidDone[/** @type {keyof typeof t.saidDone} */ (sent.op)]);
      if (sent.op === "move") {
        state.cut = new Set();
        if (sent.ids[0]) focusOn(sent.ids[0]);
      }
    } else if (was && !book.codes.has(was.id)) tell(t.deletedElsewhere(was.label));
    else if (was && ids.includes(was.id) && state.drafts.has(was.id)) tell(t.draftKept);
    if (!sent && splitting.open && changes.counts) splitting.renew();
    refresh({ rows: true, follow: Boolean(sent), fresh: Boolean(changes.counts) || ids.includes(state.current) || was?.id !== state.current });
    askLints();
  }

  /** What was typed while it was being written stays a draft. @param {string} id @param {Draft} written */
  function settleDraft(id, written) {
    const draft = state.drafts.get(id);
    if (!draft) return;
    for (const [name, value] of Object.entries(written)) if (String(draft[name]) === String(value)) delete draft[name];
    if (!Object.keys(draft).length) state.drafts.delete(id);
  }

  /** @param {{reason: string, hint: string}} why @param {Sent | null} sent */
  function rejected(why, sent) {
    tell(`${why.reason} ${why.hint}`, "fault");
    if (sent?.op === "split") splitting.renew();
    refresh({ rows: true });
  }

  // What a person does.

  /** @param {string} op @param {{[field: string]: any}} [fields] @param {string[]} [ids] */
  function send(op, fields = {}, ids = []) {
    if (readonly) return null;
    hush();
    const sent = line.op(op, fields, ids);
    frame.stand(line.standing, line.pending.size);
    return sent;
  }

  /** Open what stands above a code, and go there. @param {string} id */
  function focusOn(id) {
    if (!book.codes.has(id)) return;
    for (const one of book.path(id).slice(0, -1)) state.closed.delete(one);
    state.current = id;
    state.chosen = new Set([id]);
    state.rows = book.rows(state.closed, tree.search.value);
    if (!state.rows.some((row) => row.id === id)) {
      tree.search.value = "";
      state.rows = book.rows(state.closed);
    }
  }

  /** @param {string} id */
  function go(id) {
    if (!book.codes.has(id)) return;
    state.reviewing = false;
    leaveForm();
    focusOn(id);
    refresh({ follow: true, fresh: true });
    focusTree();
    say(t.saidNow(labelOf(id)));
  }

  /** @param {string} id @param {"alone" | "more" | "to"} how */
  function choose(id, how) {
    const fresh = id !== state.current;
    if (fresh) leaveForm();
    if (how === "alone") state.chosen = new Set([id]);
    else if (how === "more") {
      if (state.chosen.has(id) && state.chosen.size > 1) state.chosen.delete(id);
      else state.chosen.add(id);
    } else {
      const [one, two] = [state.current, id].map((at) => state.rows.findIndex((row) => row.id === at));
      for (const row of state.rows.slice(Math.min(one, two), Math.max(one, two) + 1)) state.chosen.add(row.id);
    }
    state.current = id;
    state.reviewing = false;
    if (fresh && splitting.open) splitting.hide();
    if (fresh) prompt.close();
    refresh({ follow: true, fresh });
    focusTree();
  }

  /** What the form holds is written before another code is shown. */
  function leaveForm() {
    save({ quiet: true });
  }

  function focusTree() {
    (tree.tree.hidden ? tree.search : tree.tree).focus({ preventScroll: true });
  }

  /** @param {number} step @param {"alone" | "to"} [how] */
  function step(step, how = "alone") {
    const here = state.rows.findIndex((row) => row.id === state.current);
    const next = state.rows[Math.min(Math.max(here + step, 0), state.rows.length - 1)];
    if (next) choose(next.id, how);
  }

  /** @param {string} id */
  function toggle(id) {
    if (state.closed.has(id)) state.closed.delete(id);
    else state.closed.add(id);
    if (book.below(id).has(state.current)) choose(id, "alone");
    refresh({ rows: true });
  }

  /** @param {"in" | "out"} way */
  function sideways(way) {
    const row = state.rows.find((one) => one.id === state.current);
    if (!row) return;
    if (way === "in" && row.children && !row.open) toggle(row.id);
    else if (way === "in" && row.children) step(1);
    else if (way === "out" && row.open && !tree.search.value.trim()) toggle(row.id);
    else if (way === "out" && now()?.parent) choose(String(now()?.parent), "alone");
  }

  // The form.

  function typing() {
    if (readonly) return;
    const changed = form.changed();
    if (state.gone.has(state.current)) state.drafts.set(state.current, form.values());
    else if (Object.keys(changed).length) state.drafts.set(state.current, changed);
    else state.drafts.delete(state.current);
    root.dataset.draft = String(state.drafts.size);
    drawForm();
  }

  /** @param {{quiet?: boolean}} [how] */
  function save({ quiet = false } = {}) {
    const code = now();
    if (readonly || !code || !state.drafts.has(code.id)) return;
    const pending = [...line.pending.values()].some((sent) => sent.op === "write" && sent.ids[0] === code.id);
    const fields = { ...state.drafts.get(code.id) };
    if (pending || !Object.keys(fields).length) return;
    if (quiet && line.standing === "dead") return;
    send("write", { fields }, [code.id]);
    drawForm();
  }

  function dropDraft() {
    state.drafts.delete(state.current);
    if (state.gone.delete(state.current)) state.current = state.rows.find((row) => book.codes.has(row.id))?.id ?? "";
    refresh({ rows: true, follow: true, fresh: true });
    focusTree();
  }

  /** A code deleted elsewhere is made again with all that its form holds. */
  function recreate() {
    const fields = form.values();
    const { label, ...others } = fields;
    const kept = Object.fromEntries(FORM.filter((name) => name !== "label" && others[name] && others[name].length).map((name) => [name, others[name]]));
    send("add", { label, fields: kept }, [state.current]);
  }

  /** @param {string} text */
  function example(text) {
    const field = form.field("example");
    if (!field) return;
    page("form");
    field.value = field.value.trim() ? `${field.value.trim()}\n${text}` : text;
    typing();
    field.focus();
  }

  // What is asked.

  /** @param {Page} name @param {string} [which] */
  function page(name, which = "all") {
    state.page = name;
    state.reviewing = false;
    splitting.hide();
    refresh({});
    if (name === "extracts") fetchExtracts(which, 0);
    if (name === "versions") fetchVersions();
  }

  function askPage() {
    if (state.page === "extracts") fetchExtracts(extracts.element.dataset.code === state.current ? extracts.element.dataset.which ?? "all" : "all", 0);
    if (state.page === "versions") fetchVersions();
  }

  /** @param {string} which @param {number} offset */
  async function fetchExtracts(which, offset) {
    const code = state.current;
    if (!book.codes.has(code)) return;
    try {
      const given = await line.ask("extracts", { code, which, offset });
      if (code !== state.current) return;
      extracts.element.dataset.code = code;
      frame.holding(() => extracts.update(given, book.count(code)[2]), detail);
    } catch {
      // The banner says that Python is gone; a refusal was said.
    }
  }

  async function fetchVersions() {
    const code = state.current;
    if (!book.codes.has(code)) return;
    try {
      const given = await line.ask("versions", { code });
      if (code === state.current) versions.update(given.versions);
    } catch {
      // The banner says that Python is gone.
    }
  }

  function askLints() {
    clearTimeout(later);
    later = setTimeout(async () => {
      try {
        const given = await line.ask("lints");
        state.lints = given.lints;
        root.dataset.lints = String(given.lints.length);
        if (!isField(frame.active())) refresh({});
      } catch {
        // Remarks wait for the next change.
      }
    }, 250);
  }

  /** @param {boolean} on */
  function reviewing(on) {
    state.reviewing = on;
    refresh({});
    if (on) detail.focus({ preventScroll: true });
    else focusTree();
  }

  function toggleHelp() {
    keys.hidden = !keys.hidden;
    help.setAttribute("aria-expanded", String(!keys.hidden));
  }

  function leave() {
    if (!keys.hidden) return toggleHelp();
    if (!confirm.hidden) return noConfirm();
    if (splitting.open) {
      splitting.hide();
      refresh({});
    }
    hush();
    if (state.reviewing) state.reviewing = false;
    if (state.cut.size) state.cut = new Set();
    if (frame.active() === tree.search && tree.search.value) {
      tree.search.value = "";
      refresh({ rows: true, follow: true });
    }
    refresh({});
    return focusTree();
  }

  frame.keys((event) => {
    if (!state.begun) return false;
    // Enter held on a button would press the one that takes its place: the confirmation of what it asks.
    if (event.repeat && event.key === "Enter" && /** @type {HTMLElement} */ (event.target).closest("button")) return true;
    if (splitting.key(event)) return true;
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter" && form.element.contains(/** @type {Node} */ (event.target))) {
      if (!event.repeat) save();
      return true;
    }
    if (event.target === tree.search && (event.key === "Enter" || event.key === "ArrowDown")) {
      if (state.rows.length && !state.rows.some((row) => row.id === state.current && book.found(tree.search.value, undefined, 1e6).some((code) => code.id === row.id))) {
        const first = book.found(tree.search.value, (id) => state.rows.some((row) => row.id === id), 1)[0] ?? null;
        choose(first?.id ?? state.rows[0].id, "alone");
      }
      focusTree();
      return true;
    }
    const gesture = gestureOf(event);
    if (!gesture) return false;
    if (gesture === "leave") {
      leave();
      return true;
    }
    // Keys of the tree are its own, but for those that go everywhere.
    const inTree = event.target === tree.tree || event.target === root || event.target === detail;
    const anywhere = ["undo", "redo", "search", "help", "lints"].includes(gesture);
    if (!inTree && !(anywhere && !(/** @type {HTMLElement} */ (event.target).closest("button") && [" ", "Enter"].includes(event.key)))) return false;
    if (!confirm.hidden || (splitting.open && !anywhere && gesture !== "next" && gesture !== "previous")) return false;
    if (event.repeat && !repeats(gesture)) return true;
    /** @type {Record<Exclude<Gesture, "leave">, () => void>} */
    const acts = {
      next: () => step(1), previous: () => step(-1), in: () => sideways("in"), out: () => sideways("out"), first: () => step(-state.rows.length), last: () => step(state.rows.length),
      down: () => step(tree.page()), up: () => step(-tree.page()), extend: () => step(1, "to"), shrink: () => step(-1, "to"), select: () => choose(state.current, "more"),
      sibling, child, rename, cut, paste, move: moveTo, merge, split, delete: remove, search: () => tree.search.select(),
      form: () => {
        if (!now()) return;
        page("form");
        form.field("short_definition")?.focus();
      },
      definition: () => page("form"), extracts: () => page("extracts"), versions: () => page("versions"), lints: () => reviewing(!state.reviewing),
      openAll: () => {
        state.closed.clear();
        refresh({ rows: true, follow: true });
      },
      closeAll: () => {
        for (const code of book.codes.keys()) if (book.children(code).length) state.closed.add(code);
        const top = book.path(state.current)[0];
        if (top) choose(top, "alone");
        refresh({ rows: true, follow: true });
      },
      undo: () => send("undo"), redo: () => send("redo"), help: toggleHelp,
    };
    acts[gesture]();
    return true;
  });

  frame.stand("opening", 0);
  line.open();
  return () => {
    clearTimeout(later);
    line.close();
    frame.close();
  };
}
