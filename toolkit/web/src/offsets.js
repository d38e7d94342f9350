/**
 * Positions: Python counts Unicode code points, JavaScript counts UTF-16 units.
 * Conversion happens here and nowhere else.
 */

export class Offsets {
  /** @param {string} text */
  constructor(text) {
    this.length16 = text.length;
    /** Code point rank of each character that takes two UTF-16 units, sorted. @type {number[]} */
    this.wide = [];
    let rank = 0;
    for (let unit = 0; unit < text.length; unit += 1, rank += 1) {
      const point = /** @type {number} */ (text.codePointAt(unit));
      if (point > 0xffff) {
        this.wide.push(rank);
        unit += 1;
      }
    }
    this.length = rank;
  }

  /**
   * The UTF-16 position of a code point position.
   * @param {number} position
   * @returns {number}
   */
  toUtf16(position) {
    check(position, this.length);
    return position + below(this.wide, (rank) => rank < position);
  }

  /**
   * The code point position of a UTF-16 position; inside a character is an error.
   * @param {number} unit
   * @returns {number}
   */
  fromUtf16(unit) {
    check(unit, this.length16);
    // The i-th wide character ends, in UTF-16, at rank + i + 2.
    let low = 0;
    let high = this.wide.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.wide[middle] + middle + 2 <= unit) low = middle + 1;
      else high = middle;
    }
    const found = unit - low;
    if (low < this.wide.length && found > this.wide[low]) throw new RangeError(`${unit} falls inside a character`);
    return found;
  }
}

/**
 * How many leading items of a sorted list satisfy `test`.
 * @param {number[]} sorted
 * @param {(item: number) => boolean} test
 */
function below(sorted, test) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(sorted[middle])) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** @param {number} position @param {number} length */
function check(position, length) {
  if (!Number.isInteger(position) || position < 0 || position > length) {
    throw new RangeError(`${position} is outside the text (0 to ${length})`);
  }
}
