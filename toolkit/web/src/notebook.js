/**
 * A component as anywidget wants it. What Python pushes before a view is there to hear it is kept for the first one:
 * after « Run all », a question of the view would wait for every cell.
 *
 * @typedef {import("./wire.js").Host} Host
 * @typedef {(el: HTMLElement, host: Host) => () => void} Component
 */

/**
 * `export default notebook(component)`.
 * @param {Component} component
 */
export const notebook = (component) => () => {
  const shared = { early: /** @type {any[] | null} */ ([]) };
  return {
    /** @param {{model: Host}} given */
    initialize({ model }) {
      const keep = (/** @type {any} */ message) => shared.early?.push(message);
      model.on("msg:custom", keep);
      return () => model.off("msg:custom", keep);
    },
    /** @param {{model: Host, el: HTMLElement}} given */
    render({ model, el }) {
      const early = shared.early ?? [];
      shared.early = null;
      return component(el, early.length ? replaying(model, early) : model);
    },
  };
};

/**
 * The host, saying first what it said before.
 * @param {Host} model
 * @param {any[]} early
 * @returns {Host}
 */
function replaying(model, early) {
  let told = false;
  return {
    get: (name) => model.get(name),
    set: (name, value) => model.set(name, value),
    save_changes: () => model.save_changes(),
    send: (message) => model.send(message),
    off: (event, listener) => model.off(event, listener),
    on(event, listener) {
      model.on(event, listener);
      if (event !== "msg:custom" || told) return;
      told = true;
      for (const message of early) listener(message);
    },
  };
}
