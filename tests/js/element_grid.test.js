import assert from "node:assert/strict";
import test from "node:test";
import { isReshaped, marksOf, placeOf } from "../../ui/js/grids/element_grid.js";

const FRAME = { top: 1, left: 1, bottom: 1, right: 1 };
const GRID = { name: "input", rows: 2, columns: 3, frame: FRAME, padding: "0", values: [] };
const data = (changes = {}) => ({ ...GRID, ...changes });

test("elements are made at first, and anew where there are others", () => {
  const others = [
    { rows: 3 }, { columns: 4 }, { frame: { ...FRAME, top: 2 } }, { name: "upstream gradient" }, { padding: null },
  ];
  assert.ok(isReshaped(data(), undefined));
  for (const changes of others) assert.ok(isReshaped(data(changes), data()), JSON.stringify(changes));
});

test("other numbers need no other elements", () => {
  assert.ok(!isReshaped(data({ values: [[1]], frame: { ...FRAME } }), data()));
});

test("marks are found by row and column", () => {
  const marks = marksOf({ marks: [[0, 2, "right wrong", "right, wrong"]] });
  assert.deepEqual(marks.get("0,2"), { names: "right wrong", aloud: "right, wrong" });
  assert.equal(marks.get("2,0"), undefined);
});

test("a cell's element knows its place as numbers", () => {
  assert.deepEqual(placeOf({ dataset: { row: "10", column: "2" } }), [10, 2]);
});
