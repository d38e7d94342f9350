/** What is drawn for a moment over the words, without changing them: the words chosen, the hits of a search. */

/** @typedef {"carnet-chosen" | "carnet-hit" | "carnet-hit-now"} Ink */

/** One view among those that share the names of the page. */
export class Inks {
  constructor() {
    /** @type {Map<Ink, Range[]>} */
    this.held = new Map();
    /** @type {any} */
    this.registry = /** @type {any} */ (globalThis).CSS?.highlights;
  }

  /** @param {Ink} ink @param {Range[]} ranges */
  draw(ink, ranges) {
    const made = /** @type {any} */ (globalThis).Highlight;
    if (!this.registry || !made) return;
    let shared = this.registry.get(ink);
    if (!shared) this.registry.set(ink, (shared = new made()));
    shared.priority = ink === "carnet-hit" ? 0 : 1;
    for (const range of this.held.get(ink) ?? []) shared.delete(range);
    for (const range of ranges) shared.add(range);
    this.held.set(ink, ranges);
  }

  close() {
    for (const ink of this.held.keys()) this.draw(ink, []);
  }
}
