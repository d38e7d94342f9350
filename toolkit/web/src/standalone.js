/**
 * A component in one HTML file opened by double-click: data from the page, a passphrase when it is sealed,
 * drafts in the browser, answers as a download.
 */
import { canUnseal, isSealed, keyOf, seal, unseal } from "./crypto.js";
import { h, icon } from "./dom.js";
import { sentences } from "./i18n/index.js";

/**
 * @typedef {{bundle: any, locker: import("./local_model.js").Locker | null, storage: Storage | null,
 *   download: (name: string, text: string) => void, stem: string}} Given
 */

/**
 * @template Host
 * @param {(el: HTMLElement, host: Host) => unknown} component
 * @param {string} format  what the data must be; also bound to the seal
 * @param {(given: Given) => Host & {resume: () => Promise<unknown>, unsaved: boolean, t?: {title: string}}} make  the host of the component
 */
export async function start(component, format, make) {
  const root = /** @type {HTMLElement} */ (document.getElementById("carnet"));
  const t = sentences(document.documentElement.lang);
  try {
    const data = JSON.parse(document.getElementById("carnet-data")?.textContent ?? "");
    const { bundle, locker } = isSealed(data) ? await opened(root, data, format, t) : { bundle: data, locker: null };
    if (bundle?.format !== format) throw new Error("unknown format");
    const host = make({ bundle, locker, storage: storage(), download, stem: t.fileStem });
    await host.resume();
    if (bundle.title) document.title = `${host.t?.title ?? t.title} – ${bundle.title}`;
    addEventListener("beforeunload", (event) => {
      if (host.unsaved) event.preventDefault();
    });
    component(root, host);
  } catch {
    root.replaceChildren(h("p", { class: "broken", role: "alert" }, t.broken));
  }
}

/**
 * Ask for the passphrase until it opens.
 * @param {HTMLElement} root
 * @param {import("./crypto.js").Sealed} sealed
 * @param {string} format
 * @param {import("./i18n/en.js").Sentences} t
 * @returns {Promise<{bundle: any, locker: import("./local_model.js").Locker}>}
 */
function opened(root, sealed, format, t) {
  return new Promise((resolve) => {
    const input = h("input", { id: "carnet-pass", type: "password", autocomplete: "off", required: true, "aria-describedby": "carnet-wrong" });
    const button = h("button", { type: "submit", class: "primary" }, t.lockOpen);
    const wrong = h("p", { id: "carnet-wrong", class: "wrong", role: "alert" });
    const submit = async (/** @type {Event} */ event) => {
      event.preventDefault();
      wrong.textContent = "";
      button.disabled = true;
      button.textContent = t.lockWait;
      try {
        const key = await keyOf(input.value, sealed.kdf);
        const bundle = await unseal(key, sealed, format);
        const locker = {
          seal: (/** @type {unknown} */ value, /** @type {string} */ aad) => seal(key, sealed.kdf, value, aad),
          unseal: (/** @type {import("./crypto.js").Sealed} */ value, /** @type {string} */ aad) => unseal(key, value, aad),
        };
        resolve({ bundle, locker });
      } catch {
        wrong.textContent = t.lockWrong;
        button.disabled = false;
        button.textContent = t.lockOpen;
        input.select();
        input.focus();
      }
    };
    const form = h(
      "form", { class: "unlock", onsubmit: submit },
      icon("lock"), h("h1", {}, t.lockTitle), h("p", {}, canUnseal() ? t.lockLead : t.lockOld),
      canUnseal() && h("label", { for: "carnet-pass" }, t.lockLabel), canUnseal() && input, wrong, canUnseal() && button,
    );
    root.replaceChildren(h("main", { class: "carnet-review locked" }, form));
    root.dataset.ready = "locked";
    input.focus();
  });
}

/** The browser's storage, or null where it is forbidden. */
function storage() {
  try {
    localStorage.setItem("carnet-review:?", "");
    localStorage.removeItem("carnet-review:?");
    return localStorage;
  } catch {
    return null;
  }
}

/** @param {string} name @param {string} text */
function download(name, text) {
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = h("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
