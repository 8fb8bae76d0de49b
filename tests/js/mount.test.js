import assert from "node:assert/strict";
import test from "node:test";
import { mounting } from "../../ui/js/page/mount.js";

/** A component's entry point, and all that its objects did. */
function mounted() {
  const did = [];
  const entry = mounting(({ parentElement }) => {
    did.push(`make ${parentElement.name}`);
    return {
      update: ({ data }) => did.push(`update ${parentElement.name} ${data}`),
      close: () => did.push(`close ${parentElement.name}`),
    };
  });
  return { did, run: (parentElement, data) => entry({ parentElement, data }) };
}

test("an element has one object, which every run updates", () => {
  const { did, run } = mounted();
  const element = { name: "a" };
  run(element, 1);
  run(element, 2);
  assert.deepEqual(did, ["make a", "update a 1", "update a 2"]);
});

test("two elements have an object each", () => {
  const { did, run } = mounted();
  run({ name: "a" }, 1);
  run({ name: "b" }, 2);
  assert.deepEqual(did, ["make a", "update a 1", "make b", "update b 2"]);
});

test("a run that the next one overtook closes nothing", () => {
  const { did, run } = mounted();
  const element = { name: "a", isConnected: true };
  const overtaken = run(element, 1);
  run(element, 2);
  overtaken();
  run(element, 3);
  assert.deepEqual(did, ["make a", "update a 1", "update a 2", "update a 3"]);
});

test("what is taken from the page is closed once, and made anew if it comes back", () => {
  const { did, run } = mounted();
  const element = { name: "a", isConnected: false };
  const leave = run(element, 1);
  leave();
  leave();
  run(element, 2);
  assert.deepEqual(did, ["make a", "update a 1", "close a", "make a", "update a 2"]);
});
