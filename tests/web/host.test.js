import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { isSealed, keyOf, seal, unseal } from "../../toolkit/web/src/crypto.js";
import { LocalModel } from "../../toolkit/web/src/local_model.js";
import { ANSWERS_FORMAT } from "../../toolkit/web/src/ops.js";

// Sealed by Python (toolkit.web.seal) with the words below: tests/web/test_web_golden.py.
const golden = JSON.parse(readFileSync(new URL("./sealed.json", import.meta.url), "utf8"));
const PASS = "écureuil 🐿 pierre";

const bundle = {
  bundle_id: "b1", source_sha256: "s1", lang: "fr", reviewer: { id: "roux", name: "" }, codes: [],
  items: [{ id: "g1", code: "a" }, { id: "g2", code: "a" }],
};

function storage() {
  const held = new Map();
  return { held, getItem: (key) => held.get(key) ?? null, setItem: (key, value) => held.set(key, value), removeItem: (key) => held.delete(key) };
}

/** A host with what it said and what it downloaded. */
function hosted(more = {}) {
  const [heard, files] = [[], []];
  const host = new LocalModel({ bundle, storage: storage(), download: (name, text) => files.push([name, text]), stem: "reponses", ...more });
  host.on("msg:custom", (message) => heard.push(message));
  return { host, heard, files };
}

test("what Python sealed opens here, accents decomposed or not, and not with other words", async () => {
  const key = await keyOf(PASS.normalize("NFD"), golden.kdf);

  assert.ok(isSealed(golden));
  assert.deepEqual(await unseal(key, golden, golden.aad), { texte: "l’été 👩🏽‍🌾", n: 3 });
  await assert.rejects(unseal(key, golden, "other/1"));
  await assert.rejects(unseal(key, { ...golden, aad: "other/1" }, "other/1"));
  await assert.rejects(async () => unseal(await keyOf("autre", golden.kdf), golden, golden.aad));
  const changed = golden.data.startsWith("A") ? `B${golden.data.slice(1)}` : `A${golden.data.slice(1)}`;
  await assert.rejects(unseal(key, { ...golden, data: changed }, golden.aad));
});

test("an answer is applied, kept as a draft, taken up again", async () => {
  const { host, heard } = hosted();

  host.send({ type: "hello" });
  host.send({ type: "op", seq: 1, id: "g1", patch: { decision: "agree" }, at: "2026-01-01T00:00:00Z" });
  await host.writing;
  const { host: later } = hosted({ storage: host.storage });
  await later.resume();

  assert.deepEqual(heard.map((message) => message.type), ["snapshot", "applied", "draft"]);
  assert.equal(host.unsaved, false);
  assert.equal(later.answers.g1.decision, "agree");
});

test("the draft of a sealed page holds no word in clear, and opens with its key only", async () => {
  const key = await keyOf(PASS, golden.kdf);
  const locker = { seal: (value, aad) => seal(key, golden.kdf, value, aad), unseal: (sealed, aad) => unseal(key, sealed, aad) };
  const { host } = hosted({ locker });

  host.send({ type: "op", seq: 1, id: "g1", patch: { decision: "discuss", comment: "voisine" }, at: "2026-01-01T00:00:00Z" });
  await host.writing;
  const { host: later } = hosted({ storage: host.storage, locker });
  await later.resume();
  const { host: without } = hosted({ storage: host.storage });
  await without.resume();

  assert.ok(![...host.storage.held.values()].join().includes("voisine"));
  assert.equal(later.answers.g1.comment, "voisine");
  assert.deepEqual(without.answers, {});
});

test("a storage that refuses is said, and the answers stay unsaved", async () => {
  const { host, heard } = hosted({ storage: { ...storage(), setItem: () => { throw new Error("full"); } } });

  host.send({ type: "op", seq: 1, id: "g1", patch: { decision: "agree" }, at: "2026-01-01T00:00:00Z" });
  await host.writing;

  assert.deepEqual(heard.at(-1), { type: "draft", place: "memory" });
  assert.equal(host.unsaved, true);
});

test("saving writes a file that this page, and only this page, loads", async () => {
  const { host, heard, files } = hosted();
  await host.save("2026-01-02T00:00:00Z", false);
  assert.equal(heard.at(-1).reason, "savedNone");

  host.send({ type: "op", seq: 1, id: "g1", patch: { decision: "disagree" }, at: "2026-01-01T00:00:00Z" });
  await host.save("2026-01-02T00:00:00Z", false);
  const { host: other, heard: said } = hosted();
  await other.load(files[0][1]);
  await other.load(files[0][1]);
  await other.load("pas du JSON");
  await other.load(JSON.stringify({ ...JSON.parse(files[0][1]), bundle_id: "b2" }));

  assert.equal(files[0][0], "reponses-b1.json");
  assert.equal(JSON.parse(files[0][1]).format, ANSWERS_FORMAT);
  const replies = said.filter((message) => message.type !== "draft").map((message) => message.loaded ?? message.reason);
  assert.deepEqual(replies, [1, 0, "loadNotAnswers", "loadOther"]);
  assert.equal(other.answers.g1.decision, "disagree");
});
