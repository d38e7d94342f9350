/**
 * Opens and makes the sealed values of toolkit/web/seal.py:
 * JSON, gzip, AES-256-GCM under a key that PBKDF2-SHA256 draws from the passphrase (NFC).
 *
 * @typedef {{name: string, hash: string, iterations: number, salt: string}} Kdf
 * @typedef {{format: string, kdf: Kdf, cipher: string, iv: string, aad: string, compression: string, data: string}} Sealed
 */

export const SEALED_FORMAT = "carnet-sealed/1";

/** @param {string} text */
const bytesOf = (text) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));

/** @param {Uint8Array} bytes */
function base64(bytes) {
  let text = "";
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(text);
}

/** This browser can open sealed values. */
export const canUnseal = () => Boolean(globalThis.crypto?.subtle) && typeof DecompressionStream === "function";

/** @param {unknown} value @returns {value is Sealed} */
export const isSealed = (value) =>
  typeof value === "object" && value !== null && /** @type {Sealed} */ (value).format === SEALED_FORMAT;

/**
 * The key of a passphrase; slow on purpose.
 * @param {string} passphrase
 * @param {Kdf} kdf
 * @returns {Promise<CryptoKey>}
 */
export async function keyOf(passphrase, kdf) {
  if (kdf.name !== "PBKDF2" || kdf.hash !== "SHA-256") throw new Error("unknown key derivation");
  const secret = new TextEncoder().encode(passphrase.normalize("NFC"));
  const base = await crypto.subtle.importKey("raw", secret, "PBKDF2", false, ["deriveKey"]);
  const derivation = { name: "PBKDF2", hash: kdf.hash, salt: bytesOf(kdf.salt), iterations: kdf.iterations };
  return crypto.subtle.deriveKey(derivation, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

/**
 * The value that was sealed; rejects when the key is wrong or when a single byte changed.
 * @param {CryptoKey} key
 * @param {Sealed} sealed
 * @param {string} aad  what the value must be, e.g. "carnet-review/1"
 * @returns {Promise<unknown>}
 */
export async function unseal(key, sealed, aad) {
  if (sealed.cipher !== "AES-256-GCM" || sealed.compression !== "gzip" || sealed.aad !== aad) throw new Error("unknown seal");
  const options = { name: "AES-GCM", iv: bytesOf(sealed.iv), additionalData: new TextEncoder().encode(aad) };
  const packed = await crypto.subtle.decrypt(options, key, bytesOf(sealed.data));
  return JSON.parse(await new Response(through(packed, new DecompressionStream("gzip"))).text());
}

/**
 * Seal a JSON value under a key already drawn from the passphrase with `kdf`; a new IV each time.
 * @param {CryptoKey} key
 * @param {Kdf} kdf
 * @param {unknown} value
 * @param {string} aad
 * @returns {Promise<Sealed>}
 */
export async function seal(key, kdf, value, aad) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = new TextEncoder().encode(JSON.stringify(value));
  const packed = await new Response(through(text.buffer, new CompressionStream("gzip"))).arrayBuffer();
  const options = { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(aad) };
  const data = new Uint8Array(await crypto.subtle.encrypt(options, key, packed));
  return {
    format: SEALED_FORMAT, kdf, cipher: "AES-256-GCM", iv: base64(iv), aad, compression: "gzip", data: base64(data),
  };
}

/** @param {ArrayBuffer} bytes @param {CompressionStream | DecompressionStream} stream */
const through = (bytes, stream) => /** @type {ReadableStream<Uint8Array>} */ (new Blob([bytes]).stream().pipeThrough(stream));
