import assert from "node:assert/strict";
import test from "node:test";
import { arrived, noted } from "../../ui/js/page/leaving.js";

/** A visit with a clock of its own, and what was sent in it. */
function visit(t) {
  const now = { time: 10_000 };
  const sent = [];
  t.mock.timers.enable({ apis: ["setTimeout"] });
  t.mock.method(performance, "now", () => now.time);
  globalThis.window = {};
  const wait = (time) => {
    now.time += time;
    t.mock.timers.tick(time);
  };
  return { sent, now, wait, send: (...message) => sent.push(message) };
}

test("a message goes at once, and its time is noted for the links of the menu", (t) => {
  const { sent, send } = visit(t);
  noted(send, () => false)("edit", 1);
  assert.deepEqual([sent, globalThis.window.labSent], [[["edit", 1]], 10_000]);
});

test("after a link was followed a message waits for the page to go, and goes if it stays", (t) => {
  const { sent, send, wait } = visit(t);
  globalThis.window.labLeft = 10_000;
  noted(send, () => false)("edit", 1);
  wait(1499);
  assert.deepEqual(sent, []);
  wait(1);
  assert.deepEqual(sent, [["edit", 1]]);
});

test("a message of a page that has gone is given up", (t) => {
  const { sent, send, wait } = visit(t);
  globalThis.window.labLeft = 10_000;
  noted(send, () => true)("edit", 1);
  wait(5000);
  assert.deepEqual(sent, []);
});

test("a link that was followed long ago holds nothing back", (t) => {
  const { sent, send } = visit(t);
  globalThis.window.labLeft = 8500;
  noted(send, () => false)("edit", 1);
  assert.deepEqual(sent, [["edit", 1]]);
});

test("on a page that has come nothing waits for the link that led to it", (t) => {
  const { sent, send } = visit(t);
  globalThis.window.labLeft = 10_000;
  arrived();
  noted(send, () => false)("edit", 1);
  assert.deepEqual(sent, [["edit", 1]]);
});
