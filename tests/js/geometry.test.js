import assert from "node:assert/strict";
import test from "node:test";
import { boxOf, cellIn, middleOf, rectOf } from "../../ui/js/board/geometry.js";

const MARGIN = { t: 20, r: 2, b: 4, l: 24 };
const BARE = { top: 0, left: 0, bottom: 0, right: 0 };
const FRAMED = { top: 1, left: 2, bottom: 1, right: 0 };
const BOX = { x: 100, y: 50, cell: 30, high: 30 };

test("the cells of a grid share the height that the margins leave", () => {
  const box = boxOf({ left: 0, top: 0 }, { left: 0, top: 0, height: 124 }, 5, BARE, MARGIN);
  assert.deepEqual(box, { x: 24, y: 20, cell: 20, high: 20 });
});

test("a frame pushes cell (0, 0) in and counts among the rows", () => {
  const box = boxOf({ left: 0, top: 0 }, { left: 0, top: 0, height: 124 }, 3, FRAMED, MARGIN);
  assert.deepEqual(box, { x: 24 + 2 * 20, y: 20 + 20, cell: 20, high: 20 });
});

test("a box is relative to the drawing, wherever the page is scrolled to", () => {
  const box = boxOf({ left: 7, top: -300 }, { left: 107, top: -250, height: 124 }, 5, BARE, MARGIN);
  assert.deepEqual(box, { x: 100 + 24, y: 50 + 20, cell: 20, high: 20 });
});

test("cells that are wider than high have their frame, their rows and their middles at their own height", () => {
  const box = boxOf({ left: 0, top: 0 }, { left: 0, top: 0, height: 124 }, 3, FRAMED, MARGIN, 30);
  assert.deepEqual(box, { x: 24 + 2 * 30, y: 20 + 20, cell: 30, high: 20 });
  assert.deepEqual(middleOf(box, 1, 2), { x: 84 + 75, y: 40 + 30 });
  assert.deepEqual(cellIn(box, [3, 4], 84 + 75, 40 + 30), { row: 1, column: 2 });
  assert.deepEqual(rectOf(box, [1, 2, 1, 2], 1), { x: 84 + 61, y: 40 + 21, width: 58, height: 18 });
});

test("the cell at a place is the one whose middle it is", () => {
  for (let row = 0; row < 3; row++) for (let column = 0; column < 4; column++) {
    const { x, y } = middleOf(BOX, row, column);
    assert.deepEqual(cellIn(BOX, [3, 4], x, y), { row, column });
  }
});

test("a cell begins at its left and upper edge", () => {
  assert.deepEqual(cellIn(BOX, [3, 4], 160, 110), { row: 2, column: 2 });
  assert.deepEqual(cellIn(BOX, [3, 4], 159.9, 109.9), { row: 1, column: 1 });
});

test("beside the grid there is no cell, on its frame neither", () => {
  const beside = [[99, 60], [110, 49], [220, 60], [110, 140]];
  assert.deepEqual(beside.map(([x, y]) => cellIn(BOX, [3, 4], x, y)), [null, null, null, null]);
});

test("the rectangle of a window covers its cells and is inset on every side", () => {
  assert.deepEqual(rectOf(BOX, [1, 2, 2, 3], 0), { x: 160, y: 80, width: 90, height: 60 });
  assert.deepEqual(rectOf(BOX, [1, 2, 2, 3], 3), { x: 163, y: 83, width: 84, height: 54 });
});

test("a rectangle of the smallest cells is still there", () => {
  const { width, height } = rectOf({ x: 0, y: 0, cell: 4, high: 4 }, [0, 0, 1, 1], 3);
  assert.deepEqual([width, height], [1, 1]);
});
