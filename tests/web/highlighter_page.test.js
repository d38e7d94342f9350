import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { isSealed, keyOf, seal, unseal } from "../../toolkit/web/src/crypto.js";
import { answerFile, takenUp } from "../../toolkit/web/src/highlighter_answers.js";
import { PageHost } from "../../toolkit/web/src/highlighter_host.js";
import { LocalDesk, Refusal } from "../../toolkit/web/src/highlighter_local.js";
import { HIGHLIGHTER_FORMAT, isChanges, isData } from "../../toolkit/web/src/highlighter_model.js";
import { canonical, newId, sha256Hex } from "../../toolkit/web/src/sha256.js";
import { Line } from "../../toolkit/web/src/wire.js";

// Written by tests/web/gestures.py: what Python shows after gestures drawn with the same dice.
const { seed, gestures, today, labels, memos, refused, told, bundle } = JSON.parse(readFileSync(new URL("./gestures.json", import.meta.url), "utf8"));
const clock = { today: () => today, now: () => `${today}T10:00:00Z` };
const fresh = () => new LocalDesk(structuredClone(bundle), clock);
const SHOWN = ["codes", "codings", "memos", "recent", "place", "texts"];
const shown = (desk) => {
  const view = desk.snapshot();
  return canonical(Object.fromEntries(SHOWN.map((name) => [name, view[name]])));
};

function drawnGesture(dice, desk) {
  const { text, transcript } = desk.text();
  const view = desk.snapshot();
  const ids = Object.keys(view.codings).sort();
  const codes = [...desk.shelves.codes.keys()].sort();
  const kind = dice(12);
  const one = ids.length ? ids[dice(ids.length)] : "g0";
  const start = dice([...text].length);
  const place = { start, end: start + dice(40), fingerprint: dice(15) === 0 ? "old" : transcript.fingerprint };
  const choice = () => {
    if (dice(6) === 0) return { label: labels[dice(labels.length)], in_vivo: dice(2) === 1 };
    return { code: dice(12) === 0 ? "nowhere" : codes[dice(codes.length)] };
  };
  if (kind < 4) {
    const memo = dice(4) === 0 ? { memo: memos[dice(memos.length)] } : {};
    return { op: "mark", ids: [], ...place, ...choice(), ...memo };
  }
  if (kind === 4) return { op: "recode", ids: [one], ...choice() };
  if (kind === 5) return { op: "move", ids: [one], ...place };
  if (kind === 6) return { op: ["delete", "accept", "reject", "confirm"][dice(4)], ids: [one] };
  if (kind === 7) {
    const held = Object.keys(view.memos).filter((id) => view.memos[id].about.includes(one)).sort();
    const memo = held.length && dice(2) ? held[0] : "";
    return { op: "memo", ids: [one], memo, text: memos[dice(memos.length)] };
  }
  if (kind === 11) return { op: "open", ids: [], transcript: ["E03", "E05"][dice(2)] };
  return { op: kind < 10 ? "undo" : "redo", ids: [] };
}

/** What the view would show, from the news alone. */
function followed(view, news) {
  for (const [shelf, brought] of [["codings", news.items], ["memos", news.memos]]) {
    for (const [id, row] of Object.entries(brought)) row === null ? delete view[shelf][id] : (view[shelf][id] = row);
  }
  for (const [id, row] of Object.entries(news.codes)) {
    const at = view.codes.findIndex((one) => one.id === id);
    if (row === null) view.codes.splice(at, 1);
    else if (at < 0) view.codes.push(row);
    else view.codes[at] = row;
  }
  for (const [id, row] of Object.entries(news.texts ?? {})) view.texts = view.texts.map((one) => (one.id === id ? row : one));
}

test("20,000 gestures drawn with dice show, one after the other, what Python shows", () => {
  let thrown = seed;
  const dice = (n) => (thrown = (thrown * 48271) % 2147483647) % n;
  let no = 0;
  told.forEach((expected, rank) => {
    const desk = fresh();
    const seen = createHash("sha256");
    let view = desk.snapshot();
    for (let i = 0; i < gestures; i += 1) {
      const op = drawnGesture(dice, desk);
      let ok = true;
      try {
        if (op.op === "open") {
          desk.open = op.transcript;
          view = desk.snapshot();
        } else {
          const news = desk.news(desk.do(op.op, op.ids, op));
          assert.ok(isChanges(news));
          followed(view, news);
        }
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        ok = false;
        no += 1;
      }
      seen.update(ok ? "done\n" : "refused\n");
      if (i % 5 !== 4) continue;
      const now = desk.snapshot();
      assert.ok(isData(now));
      // What was said of a passage that is gone may stay unseen.
      for (const [id, memo] of Object.entries(view.memos)) if (!desk.near(memo)) delete view.memos[id];
      assert.equal(canonical([view.codings, view.codes, view.memos, view.texts]), canonical([now.codings, now.codes, now.memos, now.texts]));
      seen.update(`${shown(desk)}\n`);
    }
    assert.equal(seen.digest("hex"), expected, `sequence ${rank}`);
  });
  assert.equal(no, refused);
  assert.ok(told.length * gestures === 20_000);
});

test("fingerprints and ids are those of Python and of the browser", () => {
  for (const text of ["", "a", "é🙂".repeat(40), "x".repeat(55), "x".repeat(56), "x".repeat(64), "x".repeat(1000)]) {
    assert.equal(sha256Hex(text), createHash("sha256").update(text).digest("hex"));
  }
  const [id, one] = Object.entries(bundle.codings)[0];
  assert.equal(newId("g", [one.transcript, one.start, one.end, one.code, one.coder]), id);
  assert.equal(newId("g", [one.transcript, one.start, one.end, one.code, one.coder], (name) => name === id), `${id}.2`);
  assert.equal(canonical({ b: [1, null, "é\u0001"], a: { d: true, c: "" } }), '{"a":{"c":"","d":true},"b":[1,null,"é\\u0001"]}');
});

const mark = (desk, code = "ete", start = 5) => ({ op: "mark", ids: [], start, end: start + 12, code, fingerprint: desk.text().transcript.fingerprint });
/** A browser's storage that may be full. */
function storage() {
  const held = new Map();
  return {
    held, full: false,
    getItem: (key) => held.get(key) ?? null,
    setItem(key, text) {
      if (this.full) throw new Error("QuotaExceededError");
      held.set(key, text);
    },
  };
}
function opened(options = {}) {
  const files = [];
  const host = new PageHost({ bundle: structuredClone(bundle), download: (name, text) => files.push([name, text]), ...options });
  const said = [];
  host.on("msg:custom", (message) => said.push(message));
  const op = async (fields) => {
    host.send({ v: 1, view: "a", type: "op", seq: 1, base_rev: 0, ...fields });
    await host.writing;
    await Promise.resolve();
  };
  return { host, said, files, op };
}

test("a gesture is answered once the browser holds it, and a new visit takes it up with its undo", async () => {
  const kept = storage();
  const { host, said, op } = opened({ storage: kept });
  host.send({ v: 1, view: "a", type: "hello" });
  host.send({ v: 1, view: "a", type: "op", seq: 1, base_rev: 0, ...mark(host.desk) });
  assert.deepEqual(said.map((one) => one.type), ["snapshot"]);
  await host.writing;
  await Promise.resolve();
  assert.deepEqual(said.map((one) => one.type), ["snapshot", "applied"]);
  await op({ op: "mark", ...mark(host.desk, "nowhere") });
  assert.equal(said.at(-1).type, "rejected");
  assert.match(said.at(-1).reason, /code/);

  const again = opened({ storage: kept });
  assert.equal(await again.host.resume(), true);
  assert.equal(shown(again.host.desk), shown(host.desk));
  assert.match(again.host.get("said").kept, /pas dans l’étude/);
  await again.op({ op: "undo" });
  assert.equal(shown(again.host.desk), shown(fresh()));
});

test("what is refused is no longer waited for, and another interview is answered", async () => {
  const { host } = opened({ storage: storage() });
  const heard = [];
  const line = new Line(host, HIGHLIGHTER_FORMAT, {
    snapshot: (data) => heard.push(data.transcript.id), applied: (_changes, sent) => heard.push(`applied ${sent?.op}`),
    rejected: (_why, sent) => heard.push(`rejected ${sent?.op}`), standing: () => {},
  });
  line.open();
  line.op("delete", {}, ["nowhere"]);
  line.op("mark", mark(host.desk));
  assert.deepEqual(await line.ask("open", { transcript: "E05" }), { transcript: "E05" });
  await assert.rejects(line.ask("open", { transcript: "E99" }));
  assert.deepEqual(heard, ["E03", "rejected delete", "applied mark", "E05", "rejected undefined"]);
  assert.equal(line.pending.size, 0);
  assert.equal(line.standing, "kept");
  line.close();
});

test("a browser that keeps nothing is said at once, and never called kept", async () => {
  const kept = storage();
  const { host, op } = opened({ storage: kept });
  await op(mark(host.desk));
  kept.full = true;
  await op(mark(host.desk, "lieu"));
  assert.equal(host.place, "memory");
  assert.equal(host.unsaved, true);
  assert.match(host.get("said").kept, /page ouverte seulement/);
});

test("a draft that no longer fits is left alone", async () => {
  const kept = storage();
  for (const wrong of ["{", "3", '{"done": [[{"shelf": "codings", "id": "x", "before": {"a": 1}, "after": null}]], "undone": []}', '{"done": [[{"shelf": "__proto__", "id": "x", "before": null, "after": {}}]], "undone": []}']) {
    kept.setItem(`carnet-coding:${bundle.bundle_id}`, wrong);
    const { host } = opened({ storage: kept });
    assert.equal(await host.resume(), false);
    assert.equal(shown(host.desk), shown(fresh()));
  }
});

test("a passage that bears a verdict, or that is quoted, is not let go of", () => {
  const [[id, one], [, other]] = Object.entries(bundle.codings);
  const desk = new LocalDesk({ ...structuredClone(bundle), reviews: { r1: { coding: id, reviewer: "S", verdict: "agree", comment: "" } } }, clock);
  desk.do("delete", [id], {});
  assert.equal(desk.shelves.codings.get(id).state, "rejected");
  assert.throws(() => desk.do("delete", [id], {}), new Refusal("judged"));
  desk.do("mark", [], { ...one, code: other.code, fingerprint: desk.text().transcript.fingerprint });
  assert.throws(() => desk.do("recode", [id], { code: other.code }), new Refusal("bothKept"));
  assert.throws(() => desk.do("move", [id], { ...one, fingerprint: desk.text().transcript.fingerprint }), new Refusal("sameBounds"));
  desk.bundle.quoted = [id];
  assert.throws(() => desk.do("delete", [id], {}), new Refusal("quoted"));
  assert.ok(desk.shelves.codings.has(id));
});

test("a key that follows at once finds the passage that the gesture before made", async () => {
  const { host, op } = opened();
  await op({ seq: 7, ...mark(host.desk) });
  await op({ seq: 8, op: "delete", ids: ["~a-7"] });
  assert.equal(shown(host.desk), shown(fresh()));
});

test("answers tell what was done and what was taken back, and another browser takes them up", async () => {
  const { host, files, op } = opened({ storage: storage() });
  assert.equal(await host.save("2026-11-25T10:00:00Z"), 0);
  await op(mark(host.desk, "ete", 5));
  await op(mark(host.desk, "lieu", 50));
  await op({ op: "undo" });
  await op({ op: "mark", ids: [], start: 80, end: 90, label: "<img src=x>", memo: "Voir <b>", fingerprint: host.desk.text().transcript.fingerprint });
  assert.ok((await host.save("2026-11-25T10:00:00Z")) > 0);
  const file = JSON.parse(files[0][1]);
  assert.equal(file.codings.filter((one) => one.after === null && one.before === null).length, 1);
  assert.deepEqual(file.codes.map((one) => one.label), ["<img src=x>"]);

  const other = opened({ storage: storage() });
  assert.deepEqual(await other.host.load(files[0][1]), { taken: 4, left: 0 });
  assert.equal(shown(other.host.desk), shown(host.desk));
  assert.deepEqual(await other.host.load(files[0][1]), { taken: 0, left: 0 });
  await other.op({ op: "undo" });
  assert.equal(shown(other.host.desk), shown(fresh()));
});

test("bad answers are refused with their reason, and change nothing", async () => {
  const { host, files, op } = opened({ storage: storage() });
  await op(mark(host.desk));
  await host.save("2026-11-25T10:00:00Z");
  const text = files[0][1];
  const other = opened();
  const before = shown(other.host.desk);
  const edited = text.replace('"code": "ete"', '"code": "lieu"');
  assert.notEqual(edited, text);
  for (const [wrong, why] of [["{", "notAnswers"], ["{}", "notAnswers"], [text.slice(0, 300), "notAnswers"], [edited, "damaged"]]) {
    await assert.rejects(other.host.load(wrong), new Error(why));
  }
  const desk = fresh();
  desk.bundle.bundle_id = "b-other";
  assert.throws(() => takenUp(desk, answerFile(host.desk, "2026-11-25T10:00:00Z")), new Error("otherPage"));
  assert.equal(shown(other.host.desk), before);
});

test("a sealed page seals its draft and its answers", async () => {
  const kdf = { name: "PBKDF2", hash: "SHA-256", iterations: 1000, salt: "AAAAAAAAAAAAAAAAAAAAAA==" };
  const key = await keyOf("écureuil 🐿 pierre", kdf);
  const locker = { seal: (value, aad) => seal(key, kdf, value, aad), unseal: (value, aad) => unseal(key, value, aad) };
  const kept = storage();
  const { host, files, op } = opened({ storage: kept, locker });
  await op({ ...mark(host.desk), memo: "Confidence" });
  await host.save("2026-11-25T10:00:00Z");
  for (const text of [...kept.held.values(), files[0][1]]) {
    assert.ok(isSealed(JSON.parse(text)));
    assert.doesNotMatch(text, /Confidence|Enqu/);
  }
  const again = opened({ storage: kept, locker });
  assert.equal(await again.host.resume(), true);
  assert.equal(shown(again.host.desk), shown(host.desk));
  const other = opened({ locker });
  assert.deepEqual(await other.host.load(files[0][1]), { taken: 2, left: 0 });
  await assert.rejects(opened().host.load(files[0][1]), new Error("otherPage"));
});
