/**
 * A code split in several: first their labels, then its extracts one after the other, a key for each; one change at the end.
 * What is not sorted keeps the old code: the work may be finished another day.
 *
 * @typedef {import("./i18n/codebook.js").CodebookSentences} Sentences
 */
import { extract } from "./codebook_pages.js";
import { rankOf } from "./codebook_keys.js";
import { Sorting } from "./codebook_store.js";
import { h } from "./dom.js";

const MOST = 9;

/**
 * @param {Sentences} t
 * @param {string} unique
 * @param {{fetch: (code: string, offset: number) => Promise<any>, finish: (sorting: Sorting) => void, leave: () => void, say: (text: string) => void}} act
 */
export function codebookSplit(t, unique, act) {
  const title = h("h3", { tabindex: "-1" });
  const names = h("ol", { class: "targets" });
  const add = h("button", { type: "button", class: "quiet small", onclick: () => row("", true) }, t.addTarget);
  const begin = h("button", { type: "button", class: "primary small", onclick: () => start() }, t.beginSort);
  const told = h("p", { class: "told" }, t.splitTold);
  const first = h("div", { class: "naming" }, told, names, h("div", { class: "line" }, add, begin, h("button", { type: "button", class: "quiet small", onclick: act.leave }, t.cancel)));
  const where = h("p", { class: "told" });
  const shown = h("ul", { class: "extracts" });
  const keys = h("div", { class: "targets", role: "group", "aria-label": t.putIn });
  const several = h("input", { type: "checkbox", id: `${unique}-several` });
  const back = h("button", { type: "button", class: "quiet small", onclick: () => move(-1) }, t.back, h("kbd", { "aria-hidden": "true" }, "←"));
  const skip = h("button", { type: "button", class: "quiet small", onclick: () => move(1) }, t.skip, h("kbd", { "aria-hidden": "true" }, "→"));
  const end = h("button", { type: "button", class: "primary small", onclick: () => finish() });
  const second = h("div", { class: "sorting", tabindex: "-1", hidden: true }, where, shown, keys,
    h("div", { class: "line" }, h("span", { class: "box" }, several, h("label", { for: several.id }, t.several)), back, skip),
    h("div", { class: "line" }, end, h("button", { type: "button", class: "quiet small", onclick: () => renaming() }, t.backToNames), h("button", { type: "button", class: "quiet small", onclick: act.leave }, t.leaveSplit)));
  const element = h("div", { class: "split-code", hidden: true }, title, first, second);
  let sorting = /** @type {Sorting | null} */ (null);
  let about = { id: "", label: "" };

  /** @param {string} value @param {boolean} [focus] */
  function row(value, focus = false) {
    if (names.childElementCount >= MOST) return;
    const rank = names.childElementCount + 1;
    const field = h("input", { id: `${unique}-target-${rank}`, value, maxlength: "200", autocomplete: "off" });
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      if (event.repeat) return;
      const next = /** @type {HTMLInputElement | null} */ (field.closest("li")?.nextElementSibling?.querySelector("input"));
      if (next) next.focus();
      else start();
    });
    names.append(h("li", {}, h("label", { for: field.id }, t.target(rank)), field));
    add.disabled = names.childElementCount >= MOST;
    if (focus) field.focus();
  }

  const labels = () => [...names.querySelectorAll("input")].map((field) => field.value.trim()).filter(Boolean);

  async function start() {
    const targets = labels();
    if (!targets.length || new Set(targets.map((one) => one.toLowerCase())).size < targets.length) {
      told.textContent = targets.length ? t.sameTargets : t.noTarget;
      names.querySelector("input")?.focus();
      return;
    }
    const before = sorting?.code === about.id ? sorting : null;
    sorting = new Sorting(about.id, targets);
    // New labels keep what was sorted, by their ranks.
    for (const [id, ranks] of before?.chosen ?? []) sorting.set(id, ranks.filter((rank) => rank < targets.length));
    first.hidden = true;
    second.hidden = false;
    await fetchMore();
    draw();
    second.focus();
  }

  function renaming() {
    first.hidden = false;
    second.hidden = true;
    names.querySelector("input")?.focus();
  }

  async function fetchMore() {
    const of = sorting;
    if (!of) return;
    try {
      const given = await act.fetch(of.code, of.items.length);
      if (of === sorting) of.more(given.items, given.total);
    } catch {
      where.textContent = t.notFetched;
    }
  }

  /** @param {number} step */
  async function move(step) {
    if (!sorting) return;
    sorting.move(step);
    if (sorting.at >= sorting.items.length && sorting.items.length < sorting.total) await fetchMore();
    draw();
  }

  /** @param {number} rank */
  function put(rank) {
    if (!sorting?.current) return;
    sorting.put(rank, several.checked);
    if (several.checked) draw();
    else move(1);
  }

  function draw() {
    if (!sorting) return;
    const one = sorting.current;
    const ranks = one ? sorting.chosen.get(one.id) ?? [] : [];
    where.textContent = one ? t.sortingAt(sorting.at + 1, sorting.total, sorting.chosen.size) : t.allSeen(sorting.chosen.size, sorting.total);
    shown.replaceChildren(...(one ? [extract(one, t)] : []));
    const of = sorting;
    keys.replaceChildren(...of.targets.map((label, rank) => h("button", { type: "button", class: "choice", "aria-pressed": String(ranks.includes(rank)), disabled: !one, onclick: () => put(rank) }, h("kbd", { "aria-hidden": "true" }, String(rank + 1)), h("span", {}, label))),
      h("button", { type: "button", class: "choice keep", "aria-pressed": String(Boolean(one) && !ranks.length), disabled: !one, onclick: () => keep() }, h("kbd", { "aria-hidden": "true" }, "0"), h("span", {}, t.keeps(about.label))));
    end.textContent = t.finishSplit(sorting.chosen.size, sorting.total - sorting.chosen.size, about.label);
    back.disabled = sorting.at === 0;
    skip.disabled = !one;
    element.dataset.at = String(sorting.at);
    element.dataset.sorted = String(sorting.chosen.size);
    if (one) act.say(`${where.textContent} ${one.quote}`);
    else {
      act.say(where.textContent);
      end.focus();
    }
  }

  function keep() {
    if (!sorting?.current) return;
    sorting.set(sorting.current.id, []);
    move(1);
  }

  function finish() {
    if (sorting) act.finish(sorting);
  }

  return {
    element,
    get open() {
      return !element.hidden;
    },
    get code() {
      return about.id;
    },
    /** @param {string} id @param {string} label */
    begin(id, label) {
      if (about.id !== id) {
        sorting = null;
        names.replaceChildren();
      }
      about = { id, label };
      title.textContent = t.splitting(label);
      told.textContent = t.splitTold;
      while (names.childElementCount < 2) row("");
      element.hidden = false;
      if (sorting) {
        first.hidden = true;
        second.hidden = false;
        draw();
        second.focus();
      } else {
        first.hidden = false;
        second.hidden = true;
        names.querySelector("input")?.focus();
      }
    },
    hide() {
      element.hidden = true;
    },
    /** It is done: what was sorted is let go. */
    done() {
      sorting = null;
      names.replaceChildren();
      about = { id: "", label: "" };
      element.hidden = true;
    },
    /** Something changed elsewhere: the extracts are read again, the choices stay. */
    async renew() {
      const of = sorting;
      if (!of || element.hidden) return;
      try {
        const given = [];
        let total = 1;
        while (given.length < total && given.length < Math.max(of.items.length, 30)) {
          const page = await act.fetch(of.code, given.length);
          given.push(...page.items);
          total = page.total;
          if (!page.items.length) break;
        }
        if (of === sorting) {
          of.renewed(given, total);
          draw();
        }
      } catch {
        where.textContent = t.notFetched;
      }
    },
    /** @param {KeyboardEvent} event @returns {boolean} */
    key(event) {
      if (element.hidden || second.hidden || !second.contains(/** @type {Node} */ (event.target))) return false;
      const rank = rankOf(event);
      if (rank !== null && event.repeat) return true;
      if (rank === 0) keep();
      else if (rank !== null && sorting && rank <= sorting.targets.length) put(rank - 1);
      else if (event.key === "ArrowRight" && !event.shiftKey) move(1);
      else if (event.key === "ArrowLeft" && !event.shiftKey) move(-1);
      else return false;
      return true;
    },
  };
}
