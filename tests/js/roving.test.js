import assert from "node:assert/strict";
import test from "node:test";
import { Roving } from "../../ui/js/grids/roving.js";

const grid = (rows, columns) => Array.from({ length: rows }, () => Array.from({ length: columns }, () => ({})));
const stops = (cells) => cells.flatMap((row, r) => row.flatMap((cell, c) => (cell.tabIndex === 0 ? [[r, c]] : [])));

test("a grid has one stop of the Tab key, at first its first cell", () => {
  const [roving, cells] = [new Roving(), grid(2, 3)];
  roving.renew(cells);
  assert.deepEqual(stops(cells), [[0, 0]]);
  assert.ok(cells.flat().every(({ tabIndex }) => tabIndex === 0 || tabIndex === -1));
});

test("the stop goes with the focus", () => {
  const [roving, cells] = [new Roving(), grid(2, 3)];
  roving.renew(cells);
  roving.to([1, 2]);
  assert.deepEqual(stops(cells), [[1, 2]]);
});

test("where a grid is made anew the stop keeps its place, or the nearest that there is", () => {
  const [roving, larger, smaller] = [new Roving(), grid(4, 4), grid(2, 3)];
  roving.renew(grid(3, 4));
  roving.to([2, 3]);
  roving.renew(larger);
  assert.deepEqual(stops(larger), [[2, 3]]);
  roving.renew(smaller);
  assert.deepEqual(stops(smaller), [[1, 2]]);
});
