import assert from "node:assert/strict";
import test from "node:test";
import { isPadding, placesAround } from "../../ui/js/board/surroundings.js";

test("around a grid lies every place of its frame, row by row, and none of its own", () => {
  const frame = { top: 1, left: 2, bottom: 0, right: 1 };
  assert.deepEqual(placesAround([2, 1], frame), [
    [-1, -2], [-1, -1], [-1, 0], [-1, 1], [0, -2], [0, -1], [0, 1], [1, -2], [1, -1], [1, 1],
  ]);
});

test("below a grid the frame is as deep as it says", () => {
  const places = placesAround([1, 1], { top: 0, left: 1, bottom: 2, right: 0 });
  assert.deepEqual(places, [[0, -1], [1, -1], [1, 0], [2, -1], [2, 0]]);
});

test("without a frame there is nothing around a grid", () => {
  assert.deepEqual(placesAround([3, 3], { top: 0, left: 0, bottom: 0, right: 0 }), []);
});

test("what lies beyond the padding is what windows hang over", () => {
  const around = (row, column) => isPadding([row, column], [4, 6], [1, 2]);
  assert.deepEqual([around(-1, -2), around(4, 7), around(4, -2), around(-1, 7)], [true, true, true, true]);
  assert.deepEqual([around(5, 0), around(0, 8), around(5, 8)], [false, false, false]);
});
