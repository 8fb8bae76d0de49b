import assert from "node:assert/strict";
import test from "node:test";
import { cellUnder, outlineOf, regionAround, regionBetween, spelt } from "../../ui/js/page/region.js";

const VIEW = [[10, 20], [0, 40]];
const RECT = { top: 100, left: 200, height: 50, width: 400 };
const at = (clientX, clientY) => cellUnder(VIEW, RECT, { clientX, clientY });

test("the cell under the pointer is counted from the part of the output that is shown", () => {
  assert.deepEqual(at(200, 100), [10, 0]);
  assert.deepEqual(at(215, 112), [12, 1]);
  assert.deepEqual(at(599, 149), [19, 39]);
});

test("beside the picture it is the nearest cell that is shown", () => {
  assert.deepEqual(at(0, 0), [10, 0]);
  assert.deepEqual(at(9999, 9999), [19, 39]);
});

test("a drag has both its ends in the region, in whatever direction", () => {
  assert.deepEqual(regionBetween([3, 9], [5, 7]), [[3, 6], [7, 10]]);
  assert.deepEqual(regionBetween([5, 7], [3, 9]), [[3, 6], [7, 10]]);
});

test("a click moves the region as it is, with the cell in its middle", () => {
  assert.deepEqual(regionAround([[0, 3], [0, 4]], [20, 40], [10, 10]), [[9, 12], [8, 12]]);
});

test("a region stays within the output", () => {
  assert.deepEqual(regionAround([[0, 3], [0, 4]], [20, 40], [0, 39]), [[0, 3], [36, 40]]);
  assert.deepEqual(regionAround([[5, 25], [0, 4]], [20, 40], [19, 0]), [[0, 20], [0, 4]]);
});

test("the outline is drawn in parts of the picture's sides", () => {
  const outline = outlineOf([[12, 17], [0, 10]], VIEW);
  assert.deepEqual(outline, { top: "20%", height: "50%", left: "0%", width: "25%" });
});

test("the server is told of the first and the last cell", () => {
  assert.deepEqual(spelt([[3, 6], [7, 8]]), { rows: "3-5", columns: "7-7" });
});
