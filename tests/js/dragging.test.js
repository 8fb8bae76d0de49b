import assert from "node:assert/strict";
import test from "node:test";
import { heightOf, scaleOf, valueAt } from "../../ui/js/page/dragging.js";

const SCALE = scaleOf({ top: "10", bottom: "110", high: "9", low: "-1", step: "0.1" });

test("a height says which number it is, to the nearest step", () => {
  assert.equal(valueAt(110, SCALE), -1);
  assert.equal(valueAt(10, SCALE), 9);
  assert.equal(valueAt(97.4, SCALE), 0.3); // in floats 3 · 0.1 is 0.30000000000000004
});

test("beside the picture it is the number at its end", () => {
  assert.equal(valueAt(-500, SCALE), 9);
  assert.equal(valueAt(500, SCALE), -1);
});

test("a zero has no sign", () => {
  assert.ok(Object.is(valueAt(100.2, SCALE), 0));
});

test("a number stands where its height says it", () => {
  for (const value of [-1, 0, 0.3, 9]) assert.equal(valueAt(heightOf(value, SCALE), SCALE), value);
});
