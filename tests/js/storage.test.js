import assert from "node:assert/strict";
import test, { beforeEach } from "node:test";
import { answers, note, remember } from "../../ui/js/page/storage.js";
import { addresses, drawn } from "../../ui/js/page/history.js";
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

function at(search) {
  globalThis.location = { pathname: "/", search };
}

function anotherTab() {
  globalThis.sessionStorage = new Store();
  globalThis.window.sessionStorage = sessionStorage;
}

beforeEach(() => {
  globalThis.sessionStorage = new Store();
  globalThis.localStorage = new Store();
  globalThis.window = { sessionStorage, localStorage };
  at("?s=a");
});

test("the tab keeps a place's text until the place is as at first; it is answered, nothing included", () => {
  assert.equal(remember({ lab: "abc" }, {}), true);
  assert.deepEqual(answers({ lab: "" }), { lab: "abc" });
  remember({ lab: "" }, {});
  assert.deepEqual(answers({ lab: "" }), { lab: "" });
});

test("a long text is found by its fingerprint, else it may be what the tab has of the place", () => {
  remember({ lab: "long" }, { lab: ["~1", "long"] });
  remember({ lab: "now" }, {});
  assert.deepEqual(answers({ lab: "~1" }), { lab: "long" });
  assert.deepEqual(answers({ lab: "~2" }), { lab: "now" });
  assert.deepEqual(answers({ quiz: "~2" }), { quiz: "" });
});

test("an edit takes the place of the text before it, and pushes out nothing that other tabs keep", () => {
  remember({}, { lab: ["~other", "other"] });
  anotherTab();
  for (let n = 0; n < 25; n += 1) remember({}, { lab: [`~${n}`, `text ${n}`] });
  assert.deepEqual(answers({ a: "~other", b: "~24", c: "~23" }), { a: "other", b: "text 24", c: "" });
});

test("of the long ones of many tabs the twenty used last are kept", () => {
  for (let n = 0; n < 25; n += 1) {
    anotherTab();
    remember({}, { lab: [`~${n}`, `text ${n}`] });
  }
  assert.deepEqual(answers({ a: "~24", b: "~5", c: "~4" }), { a: "text 24", b: "text 5", c: "" });
  assert.equal(localStorage.kept.size, 21);
});

test("a store that is full or damaged is told, and nothing fails", () => {
  localStorage.setItem("pooling-lab:long", "{");
  assert.equal(remember({}, { lab: ["~1", "long"] }), true);
  sessionStorage.full = true;
  assert.equal(remember({ lab: "abc" }, {}), false);
});

test("without any store nothing is kept", () => {
  globalThis.window = { get sessionStorage() { throw new Error("refused"); } };
  assert.deepEqual(answers({ lab: "" }), { lab: "" });
});

const EDITS = [["cell", 0, 1, "7"]];

test("what a page had not sent is taken once by the next", () => {
  leaveUnsent("lab", "state", EDITS);
  assert.deepEqual(takeUnsent("lab", "state"), EDITS);
  assert.deepEqual(takeUnsent("lab", "state"), []);
});

test("an edit of one state is none of another", () => {
  leaveUnsent("lab", "state", EDITS);
  at("?s=other");
  assert.deepEqual(takeUnsent("lab", "other"), []);
  assert.deepEqual(takeUnsent("lab", "state"), []);
});

test("an edit belongs to each address that its page had since it was drawn", () => {
  drawn();
  addresses().push("/?s=b", "/?s=c");
  for (const [search, edits] of [["?s=b", EDITS], ["?s=c", EDITS], ["?s=d", []]]) {
    at("?s=c");
    leaveUnsent("lab", "state", EDITS);
    at(search);
    assert.deepEqual(takeUnsent("lab", "other"), edits);
  }
});

test("a page that had sent all takes back what was left before", () => {
  leaveUnsent("lab", "state", EDITS);
  leaveUnsent("lab", "state", []);
  assert.deepEqual(takeUnsent("lab", "state"), []);
});

for (const text of ["{}", "{", "null", '{"of": "state", "edits": 3}']) {
  test(`${text} is no list of edits`, () => {
    sessionStorage.setItem("pooling-lab:unsent:lab", text);
    assert.deepEqual(takeUnsent("lab", "state"), []);
  });
}

test("what is noted is kept for good, for every page of the site", () => {
  const written = [];
  globalThis.document = { set cookie(text) { written.push(text); } };
  note(["pooling_lab_a", "pooling_lab_b"]);
  delete globalThis.document;
  assert.equal(written.length, 2);
  assert.match(written[0], /^pooling_lab_a=1; max-age=\d{8}; path=\/; samesite=lax$/);
});
