/**
 * SHA-256 that answers at once: the browser's own makes its caller wait, and is missing in a page that it does not
 * trust. (FIPS 180-4.)
 */

const PRIMES = (() => {
  /** @type {number[]} */
  const found = [];
  for (let n = 2; found.length < 64; n += 1) if (found.every((one) => n % one)) found.push(n);
  return found;
})();
/** The first 32 bits of the fractional part. @param {number} value */
const part = (value) => ((value - Math.floor(value)) * 2 ** 32) | 0;
const ROUNDS = PRIMES.map((one) => part(Math.cbrt(one)));
const BEGIN = PRIMES.slice(0, 8).map((one) => part(Math.sqrt(one)));

/**
 * The 32 bytes of a text, as UTF-8.
 * @param {string} text
 */
export function sha256(text) {
  const said = new TextEncoder().encode(text);
  const bytes = new Uint8Array((((said.length + 8) >> 6) + 1) << 6);
  bytes.set(said);
  bytes[said.length] = 0x80;
  const view = new DataView(bytes.buffer);
  view.setUint32(bytes.length - 8, Math.floor(said.length / 2 ** 29));
  view.setUint32(bytes.length - 4, (said.length << 3) >>> 0);
  const state = Int32Array.from(BEGIN);
  const w = new Int32Array(64);
  const turn = (/** @type {number} */ x, /** @type {number} */ n) => (x >>> n) | (x << (32 - n));
  for (let from = 0; from < bytes.length; from += 64) {
    for (let i = 0; i < 16; i += 1) w[i] = view.getInt32(from + 4 * i);
    for (let i = 16; i < 64; i += 1) {
      const [x, y] = [w[i - 15], w[i - 2]];
      w[i] = (w[i - 16] + (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) + w[i - 7] + (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10))) | 0;
    }
    let [a, b, c, d, e, f, g, k] = state;
    for (let i = 0; i < 64; i += 1) {
      const one = (k + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + ROUNDS[i] + w[i]) | 0;
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [k, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
    }
    [a, b, c, d, e, f, g, k].forEach((value, i) => (state[i] += value));
  }
  const made = new DataView(new ArrayBuffer(32));
  state.forEach((value, i) => made.setInt32(4 * i, value));
  return new Uint8Array(made.buffer);
}

/** The same, in hexadecimal. @param {string} text */
export const sha256Hex = (text) => Array.from(sha256(text), (byte) => byte.toString(16).padStart(2, "0")).join("");

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/**
 * An id that follows from what a thing is, as `new_id` of toolkit/model/ids.py.
 * @param {string} prefix
 * @param {(string | number)[]} content
 * @param {(id: string) => boolean} [taken]
 */
export function newId(prefix, content, taken = () => false) {
  const number = new DataView(sha256(content.join("\x1f")).buffer).getBigUint64(0);
  let name = prefix;
  for (let i = 11; i >= 0; i -= 1) name += ALPHABET[Number((number >> BigInt(5 * i)) & 31n)];
  if (!taken(name)) return name;
  let counter = 2;
  while (taken(`${name}.${counter}`)) counter += 1;
  return `${name}.${counter}`;
}

/**
 * A value as the one text that both sides take the fingerprint of: keys sorted, no space.
 * @param {any} value
 * @returns {string}
 */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
  }
  return JSON.stringify(value);
}
