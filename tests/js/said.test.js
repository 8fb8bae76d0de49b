import assert from "node:assert/strict";
import test from "node:test";
import { remarksOn } from "../../ui/js/player/marks.js";
import { saidOf } from "../../ui/js/board/said.js";
import { STEPS } from "./pass.js";

const DATA = { taps_h: [[0, 1], [1, 2]], taps_w: [[0, 1], [1, 2]] }; // kernel 2, stride 1
const NOTHING = { selection: null, winners: [], routes: [] };
const said = (marked) => {
  const words = saidOf(DATA, { ...NOTHING, ...marked });
  return Object.fromEntries(Object.entries(words).map(([name, cells]) => [name, Object.fromEntries(cells)]));
};

test("a winner is told where it has a ring, once however many windows it won", () => {
  const { input, argmax, ...others } = said({ winners: [[1, 1], [1, 1]] });
  assert.deepEqual([input, argmax], [{ "1,1": "winner" }, { "1,1": "winner" }]);
  assert.ok(Object.values(others).every((cells) => Object.keys(cells).length === 0));
});

test("a selected window is told on every grid in the input's shape, and its output cell on the others", () => {
  const { input, grad_input, output, grad_output } = said({ selection: { kind: "window", row: 0, column: 1 } });
  assert.deepEqual(Object.keys(input).sort(), ["0,1", "0,2", "1,1", "1,2"]);
  assert.ok(Object.values(grad_input).every((words) => words === "in the selected window"));
  assert.deepEqual([output, grad_output], [{ "0,1": "selected" }, { "0,1": "selected" }]);
});

test("a selected cell is told, and all windows that hold it", () => {
  const { input, output } = said({ selection: { kind: "cell", row: 1, column: 0 } });
  assert.deepEqual(input, { "1,0": "selected" });
  assert.deepEqual(Object.keys(output), ["0,0", "1,0"]);
  assert.equal(output["0,0"], "its window holds the selected cell");
});

test("an arrow is told at both its ends, with its weight where it has one", () => {
  const { grad_output, grad_input } = said({ routes: [{ window: [0, 0], cell: [1, 1], weight: "×1/4" }] });
  assert.deepEqual([grad_output, grad_input], [{ "0,0": "sends gradient" }, { "1,1": "gets gradient ×1/4" }]);
});

test("a cell with several marks has all their words", () => {
  const { input } = said({ winners: [[0, 0]], selection: { kind: "window", row: 0, column: 0 } });
  assert.equal(input["0,0"], "winner; in the selected window");
});

test("the marks of a step are told where they are drawn", () => {
  const remarks = remarksOn(STEPS[3]);
  assert.equal(said({ remarks }).grad_input["0,2"], "looked at; changed");
  assert.deepEqual(remarksOn(null), []);
});
