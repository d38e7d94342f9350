import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { notebook } from "../../toolkit/web/src/notebook.js";
import { isChecked, Line } from "../../toolkit/web/src/wire.js";

// What Python answered to what a browser said: tests/web/test_web_golden.py.
const golden = JSON.parse(readFileSync(new URL("./wire.json", import.meta.url), "utf8"));

/** A host whose kernel does what the test says; `heard` is what the component was told. */
function wired({ late = 10_000 } = {}) {
  const listeners = new Map();
  const host = {
    sent: [], dead: false,
    get: () => null, set() {}, save_changes() {},
    send(message) {
      if (host.dead) throw new Error("Cannot send");
      host.sent.push(message);
    },
    on: (event, listener) => listeners.set(event, [...(listeners.get(event) ?? []), listener]),
    off: (event, listener) => listeners.set(event, (listeners.get(event) ?? []).filter((one) => one !== listener)),
    emit: (event, value) => (listeners.get(event) ?? []).forEach((listener) => listener(value)),
  };
  const heard = [];
  const line = new Line(host, "carnet-tally/1", {
    snapshot: (data, rev) => heard.push(["snapshot", data.total, rev]),
    applied: (changes, sent) => heard.push(["applied", changes.total, sent?.seq ?? null]),
    rejected: (why, sent) => heard.push(["rejected", why.reason, sent?.seq ?? null]),
    standing: (standing) => heard.push(standing),
  }, { late });
  const python = (message) => host.emit("msg:custom", { v: 1, view: line.view, ...message });
  line.open();
  return { host, line, heard, python };
}
const snapshot = { type: "snapshot", format: "carnet-tally/1", rev: 0, data: { total: 0 } };
const applied = (seq, rev, total = 1) => ({ type: "applied", seq, rev, changes: { total } });

test("what Python says is in the form agreed, and what the browser says is what Python was tried with", () => {
  const { host, line } = wired();
  line.op("add", { n: 2 });
  line.op("add", { n: 3 }, ["é"]);
  line.ask("word", { which: "abc" }).catch(() => {});

  assert.ok(golden.from_python.every((message) => isChecked(message, golden.format)));
  assert.deepEqual(golden.from_python.map((message) => message.type), ["snapshot", "applied", "applied", "rejected", "answer", "rejected"]);
  const fields = (message) => Object.keys(message).sort().join();
  assert.deepEqual(host.sent.map(fields), [0, 1, 2, 4].map((rank) => fields(golden.from_browser[rank])));
  line.close();
});

test("a message that is not in the form agreed closes the view, and nothing more is sent", () => {
  for (const wrong of [null, {}, { v: 2 }, { type: "applied", seq: 1 }, { ...snapshot, format: "carnet-other/1" }, { ...snapshot, rev: -1 }, { type: "toString" }]) {
    const { host, line, heard, python } = wired();
    python({ ...snapshot });
    if (wrong === null) host.emit("msg:custom", null);
    else python(wrong);

    assert.equal(heard.at(-1), "outdated");
    assert.equal(line.op("add", { n: 1 }), null);
    assert.equal(host.sent.length, 1);
    line.close();
  }
});

test("nothing is said to be kept before Python said so", () => {
  const { line, heard, python } = wired();
  python(snapshot);
  const first = line.op("add", { n: 1 });
  line.op("add", { n: 1 });
  python(applied(first.seq, 1));
  assert.equal(line.standing, "saving");
  python(applied(2, 2));

  assert.equal(line.standing, "kept");
  assert.deepEqual(heard, [["snapshot", 0, 0], "kept", "saving", ["applied", 1, 1], ["applied", 1, 2], "kept"]);
  line.close();
});

test("a change of another view is followed, and closes nothing of this one", () => {
  const { line, python } = wired();
  python(snapshot);
  line.op("add", { n: 1 });
  python({ ...applied(1, 1), view: "another" });
  python({ ...applied(null, 2), view: "" });

  assert.equal(line.pending.size, 1);
  assert.equal(line.rev, 2);
  line.close();
});

test("a refusal is told with its sentence, and the change is no longer waited for", () => {
  const { line, heard, python } = wired();
  python(snapshot);
  line.op("add", { n: 0 });
  python({ type: "rejected", seq: 1, kind: "refused", reason: "Rien à ajouter.", hint: "" });

  assert.deepEqual(heard.at(-2), ["rejected", "Rien à ajouter.", 1]);
  assert.equal(line.standing, "kept");
  line.close();
});

test("a kernel that stopped is known at the first word, and again when it comes back", () => {
  const { host, line, heard, python } = wired();
  python(snapshot);
  host.dead = true;
  assert.equal(line.op("add", { n: 1 }), null);
  assert.equal(heard.at(-1), "dead");

  host.dead = false;
  host.emit("comm_live_update");
  python(snapshot);

  assert.equal(line.standing, "kept");
  line.close();
});

test("a kernel that does not answer in time is said to be slow, until it answers", async () => {
  const { line, heard, python } = wired({ late: 5 });
  await new Promise((done) => setTimeout(done, 30));
  assert.equal(heard.at(-1), "slow");
  python(snapshot);
  line.op("add", { n: 1 });
  await new Promise((done) => setTimeout(done, 30));
  assert.equal(line.standing, "slow");
  python(applied(1, 1));

  assert.equal(line.standing, "kept");
  line.close();
});

test("a question is answered to who asked; one that is refused is not left waiting", async () => {
  const { line, python } = wired();
  const [word, other] = [line.ask("word", { which: "abc" }), line.ask("word", { which: "" })];
  python({ type: "answer", seq: 1, view: "another", data: { word: "non" } });
  python({ type: "answer", seq: 1, data: { word: "Zoé" } });
  python({ type: "rejected", seq: 2, kind: "refused", reason: "non", hint: "" });

  assert.deepEqual(await word, { word: "Zoé" });
  await assert.rejects(other, /refused/);
  line.close();
});

test("what Python pushed before any view was there reaches the first view, and it alone", () => {
  const { host } = wired();
  const widget = notebook((_el, model) => {
    const heard = [];
    model.on("msg:custom", (message) => heard.push(message.type));
    return () => heard;
  })();
  widget.initialize({ model: host });
  host.emit("msg:custom", { v: 1, view: "", ...snapshot });
  host.emit("msg:custom", { v: 1, view: "", ...applied(null, 1) });

  const first = widget.render({ model: host, el: null });
  const second = widget.render({ model: host, el: null });

  assert.deepEqual(first(), ["snapshot", "applied"]);
  assert.deepEqual(second(), []);
});
