import assert from "node:assert/strict";
import test, { beforeEach } from "node:test";
import { answers, remember } from "../../ui/js/page/storage.js";
import { leaveUnsent, takeUnsent } from "../../ui/js/grids/unsent.js";

class Store {
  constructor() {
    this.kept = new Map();
  }

  getItem(name) {
    return this.kept.get(name) ?? null;
  }

  setItem(name, text) {
    if (this.full) throw new Error("full");
    this.kept.set(name, String(text));
  }

  removeItem(name) {
    this.kept.delete(name);
  }
}

beforeEach(() => {
  globalThis.sessionStorage = new Store();
  globalThis.localStorage = new Store();
  globalThis.window = { sessionStorage, localStorage };
});

test("the tab keeps a place's text until the place is as at first", () => {
  assert.equal(remember({ lab: "abc" }, {}), true);
  assert.deepEqual(answers({ lab: "" }), { lab: "abc" });
  remember({ lab: "" }, {});
  assert.deepEqual(answers({ lab: "" }), {});
});

test("a long text is found by its fingerprint, one that is not known is answered with nothing", () => {
  remember({}, { "~1": "long" });
  assert.deepEqual(answers({ lab: "~1" }), { lab: "long" });
  assert.deepEqual(answers({ lab: "~2" }), { lab: "" });
});

test("of the long ones the twenty used last are kept", () => {
  for (let n = 0; n < 25; n += 1) remember({}, { [`~${n}`]: `text ${n}` });
  remember({}, { "~10": "text 10" });
  remember({}, { "~25": "text 25" });
  assert.deepEqual(answers({ a: "~10", b: "~25", c: "~5" }), { a: "text 10", b: "text 25", c: "" });
  assert.equal(localStorage.kept.size, 21);
});

test("a store that is full or damaged is told, and nothing fails", () => {
  localStorage.setItem("pooling-lab:long", "{");
  assert.equal(remember({}, { "~1": "long" }), true);
  sessionStorage.full = true;
  assert.equal(remember({ lab: "abc" }, {}), false);
});

test("without any store nothing is kept", () => {
  globalThis.window = { get sessionStorage() { throw new Error("refused"); } };
  assert.deepEqual(answers({ lab: "" }), {});
});

test("what a page had not sent is taken once by the next", () => {
  const edits = [["cell", 0, 1, "7"]];
  leaveUnsent("lab", edits);
  assert.deepEqual(takeUnsent("lab"), edits);
  assert.deepEqual(takeUnsent("lab"), []);
});

test("a page that had sent all takes back what was left before", () => {
  leaveUnsent("lab", [["cell", 0, 1, "7"]]);
  leaveUnsent("lab", []);
  assert.deepEqual(takeUnsent("lab"), []);
});

test("what is no list of edits is none", () => {
  sessionStorage.setItem("pooling-lab:unsent:lab", "{}");
  assert.deepEqual(takeUnsent("lab"), []);
  sessionStorage.setItem("pooling-lab:unsent:lab", "{");
  assert.deepEqual(takeUnsent("lab"), []);
});
