/** The coding page: what esbuild bundles into static/highlighter_page.js. The highlighter, and around it what is kept where. */
import { h, icon } from "./dom.js";
import { highlighter } from "./highlighter.js";
import { PageHost } from "./highlighter_host.js";
import { BUNDLE_FORMAT } from "./highlighter_local.js";
import { start } from "./standalone.js";

/** @param {HTMLElement} el @param {PageHost} host */
function codingPage(el, host) {
  const { t, bundle } = host;
  const save = h("button", { type: "button", class: "primary", onclick: () => download(), "aria-keyshortcuts": "Control+S" }, icon("save"), h("span", {}, t.save));
  const file = h("input", { type: "file", accept: ".json,application/json", class: "hidden", id: "carnet-load", onchange: async () => {
    const chosen = file.files?.[0];
    if (chosen) await load(chosen);
    file.value = "";
  } });
  const state = h("p", { class: "state" });
  const notice = h("p", { class: "told", role: "status" });
  const banner = h("p", { class: "page-banner", role: "alert", hidden: true });
  const place = h("div", { class: "holder" });
  const names = bundle.texts.map((one) => one.transcript.id).join(", ");
  el.replaceChildren(
    h("header", { class: "page-bar" },
      h("div", { class: "name" }, h("h1", {}, `${t.title} – ${names}`), h("p", {}, [bundle.title, t.lead(bundle.coders[bundle.coder] || bundle.coder)].filter(Boolean).join(" · "))),
      h("div", { class: "doing" }, state, h("div", { class: "acts" }, save, file, h("label", { for: "carnet-load", class: "load" }, t.load)))),
    banner, h("main", {}, notice, place), h("footer", { class: "privacy" }, t.privacy),
  );

  function draw() {
    banner.hidden = host.place !== "memory";
    const text = host.place === "memory" ? t.memory : "";
    if (banner.textContent !== text) banner.textContent = text;
    const touched = host.desk.touched.size > 0;
    state.textContent = !touched ? t.nothing : host.since ? t.waiting(host.since) : t.downloaded;
    el.dataset.since = String(host.since);
    el.dataset.place = host.place;
  }

  /** @param {string} words */
  function tell(words) {
    notice.textContent = words;
    draw();
  }

  async function download() {
    const count = await host.save(new Date().toISOString());
    tell(count ? t.saved(count) : t.savedNone);
  }

  /** @param {File} chosen */
  async function load(chosen) {
    try {
      const { taken, left } = await host.load(await chosen.text());
      tell(taken ? t.loaded(taken, left) : t.loadedNone(left));
    } catch (error) {
      tell(t.faults[/** @type {Error} */ (error).message] ?? t.faults.notAnswers);
    }
  }

  host.on("page", draw);
  addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    void download();
  });
  addEventListener("storage", (event) => {
    if (event.key === host.key && event.newValue) void host.follow();
  });
  draw();
  highlighter(place, host);
  const ready = () => (place.querySelector("[data-ready]") ? (el.dataset.ready = "1") : requestAnimationFrame(ready));
  requestAnimationFrame(ready);
}

void start(codingPage, BUNDLE_FORMAT, (given) => new PageHost(given));
