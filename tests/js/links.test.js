import assert from "node:assert/strict";
import test from "node:test";
import { drawLinks, linked } from "../../ui/js/board/links.js";
import { crossed, range, runs } from "../../ui/js/page/ranges.js";

const window = (row, column) => ({ kind: "window", row, column });
const cell = (row, column) => ({ kind: "cell", row, column });
const OVERLAPPING = { taps_h: [[0, 1, 2], [1, 2, 3]], taps_w: [[0, 1, 2], [2, 3, 4]] }; // kernel 3, stride (1, 2)
const DILATED = { taps_h: [[0, 2]], taps_w: [[0, 1]] };

test("consecutive numbers are one run, in whatever order and however often they come", () => {
  assert.deepEqual(runs([3, 1, 2, 2, 7, 8]), [[1, 3], [7, 2]]);
  assert.deepEqual(runs([]), []);
});

test("rows and columns cross in one area for each pair of runs", () => {
  assert.deepEqual(crossed([0, 2], [4, 5]), [[0, 4, 1, 2], [2, 4, 1, 2]]);
});

test("an output cell belongs to its window on the grids in the input's shape", () => {
  const { planes, outputs, around } = linked(OVERLAPPING, window(1, 1));
  assert.deepEqual({ planes, outputs, around }, { planes: [[1, 2, 3, 3]], outputs: [[1, 1, 1, 1]], around: [] });
});

test("a dilated window is outlined in pieces", () => {
  assert.deepEqual(linked(DILATED, window(0, 0)).planes, [[0, 0, 1, 2], [2, 0, 1, 2]]);
});

test("an input cell belongs to every window that holds it, and those are outlined around it", () => {
  const { planes, outputs, around } = linked(OVERLAPPING, cell(2, 2));
  assert.deepEqual(planes, [[2, 2, 1, 1]]);
  assert.deepEqual(outputs, [[0, 0, 1, 1], [0, 1, 1, 1], [1, 0, 1, 1], [1, 1, 1, 1]]);
  assert.deepEqual(around, [[0, 0, 3, 3], [0, 2, 3, 3], [1, 0, 3, 3], [1, 2, 3, 3]]);
});

test("a cell that no window holds belongs to itself alone", () => {
  assert.deepEqual(linked(DILATED, cell(1, 0)), { planes: [[1, 0, 1, 1]], outputs: [], around: [] });
});

test("of more than 16 windows the outline of all together is drawn", () => {
  const every = (n) => range(n).map(() => [0, 1]);
  assert.equal(linked({ taps_h: every(4), taps_w: every(4) }, cell(0, 0)).around.length, 16);
  assert.deepEqual(linked({ taps_h: every(4), taps_w: every(5) }, cell(0, 0)).around, [[0, 0, 2, 2]]);
});

/** A board that notes what is drawn. */
function noting() {
  const drawn = [];
  const hover = { replaceChildren: (...nodes) => drawn.push(nodes) };
  const outline = (name, area, inset) => [[name, ...area, inset]];
  return { drawn, board: { data: OVERLAPPING, layers: { hover }, outline } };
}

test("a selection is outlined on all five grids, along the edges of their cells", () => {
  const { drawn, board } = noting();
  drawLinks(board, "hover", window(0, 1), "lab-hovered");
  const areas = Object.fromEntries(drawn[0].map(([name, ...area]) => [name, area]));
  const [plane, output] = [[0, 2, 3, 3, 0], [0, 1, 1, 1, 0]];
  assert.deepEqual(areas, { input: plane, argmax: plane, grad_input: plane, output, grad_output: output });
});

test("the windows around a cell are outlined on the input", () => {
  const { drawn, board } = noting();
  drawLinks(board, "hover", cell(0, 0), "lab-hovered");
  assert.deepEqual(drawn[0][0], ["input", 0, 0, 3, 3, 0]);
});

test("without a selection nothing is outlined", () => {
  const { drawn, board } = noting();
  drawLinks(board, "hover", null, "lab-hovered");
  assert.deepEqual(drawn, [[]]);
});
