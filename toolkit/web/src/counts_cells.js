/**
 * Which cells of a table open, and which one an arrow leads to.
 *
 * @typedef {[number, number]} Place
 * @typedef {{text: string, opens: boolean}} Cell
 */

/**
 * The cells that open, line by line.
 * @param {Cell[][]} rows
 * @returns {Place[]}
 */
export function openable(rows) {
  return rows.flatMap((row, i) => row.flatMap((cell, j) => (cell.opens ? [/** @type {Place} */ ([i, j])] : [])));
}

/** @type {Record<string, Place>} */
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/**
 * The next cell that opens in the direction of a key; null for another key, or at the edge.
 * @param {Cell[][]} rows
 * @param {Place} from
 * @param {string} key
 * @returns {Place | null}
 */
export function beside(rows, from, key) {
  if (key === "Home" || key === "End") {
    const row = openable([rows[from[0]]]);
    const place = key === "Home" ? row[0] : row[row.length - 1];
    return place ? [from[0], place[1]] : null;
  }
  const step = Object.hasOwn(STEPS, key) ? STEPS[key] : null;
  if (!step) return null;
  let [i, j] = [from[0] + step[0], from[1] + step[1]];
  while (i >= 0 && i < rows.length && j >= 0 && j < rows[i].length) {
    if (rows[i][j].opens) return [i, j];
    i += step[0];
    j += step[1];
  }
  return null;
}
