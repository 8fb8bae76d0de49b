import assert from "node:assert/strict";
import test from "node:test";
import { wayOf } from "../../ui/js/board/ways.js";

const SIZES = { frame: { top: 1, left: 1, bottom: 1, right: 1 }, input_size: [4, 4], output_size: [2, 3] };
const INPUT = { x: 100, y: 500, cell: 30 };
const BESIDE = { grad_input: INPUT, grad_output: { x: 400, y: 520, cell: 30 } };
const ABOVE = { grad_input: INPUT, grad_output: { x: 110, y: 300, cell: 30 } };

/** The points that a path goes through, without those that only bend it. */
const points = (way) => [...way.matchAll(/([ML])([-\d.]+),([-\d.]+)/g)].map(([, , x, y]) => [Number(x), Number(y)]);

test("beside each other, an arrow leaves an output cell at its lower left and ends within its input cell", () => {
  const way = points(wayOf(BESIDE, SIZES, { window: [1, 1], cell: [2, 0] }));
  assert.deepEqual(way[0], [400 + 30 + 3, 520 + 60]);
  assert.deepEqual(way.at(-1), [100 + 30 - 7, 500 + 90 - 7]);
});

test("beside each other, it crosses the grids along the lines between their rows", () => {
  const [, left, corner] = points(wayOf(BESIDE, SIZES, { window: [0, 1], cell: [3, 1] }));
  assert.deepEqual(left, [400 - 6, 520 + 30]);
  assert.equal(corner[1], 500 + 120);
});

test("beside each other, it bends halfway between the one grid and the frame of the other", () => {
  const way = wayOf(BESIDE, SIZES, { window: [0, 0], cell: [0, 0] });
  assert.equal(way, "M403,550L394,550C324,550 324,530 254,530L130,530L123,523");
});

test("above each other, an arrow runs down along the lines between columns into the upper left of a cell", () => {
  const way = points(wayOf(ABOVE, SIZES, { window: [0, 1], cell: [1, 2] }));
  assert.deepEqual(way, [[140, 327], [140, 364], [160, 530], [167, 537]]);
});

test("above each other, it bends halfway between the lowest row of the one and the frame of the other", () => {
  const way = wayOf(ABOVE, SIZES, { window: [1, 0], cell: [0, 0] });
  assert.equal(way, "M110,357L110,364C110,415 100,415 100,466L100,500L107,507");
});
