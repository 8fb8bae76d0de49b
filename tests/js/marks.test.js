import assert from "node:assert/strict";
import test from "node:test";
import { blankCells } from "../../ui/js/player/blanks.js";
import { calloutOf } from "../../ui/js/player/callout.js";
import { markedCells } from "../../ui/js/player/marks.js";
import { selectionOf } from "../../ui/js/player/about.js";
import { ledgerEntry } from "../../ui/js/player/words.js";
import { STEPS } from "./pass.js";

const marks = (step) => markedCells(step).map(({ name, place, style }) => [name, ...place, style]);
const BOX = { x: 100, y: 200, cell: 40, high: 40 };

test("a forward step marks the best on the input and the output that it writes, not the mask", () => {
  assert.deepEqual(marks(STEPS[1]), [["input", 0, 2, "lab-best"], ["output", 0, 1, "lab-changed"]]);
});

test("a step marks every cell that its window has chosen", () => {
  const both = { ...STEPS[0], chosen: [[0, 0], [0, 2]], writes: [] };
  assert.deepEqual(marks(both), [["input", 0, 0, "lab-best"], ["input", 0, 2, "lab-best"]]);
});

test("the cell at work is one of the input forward, one of its gradient backward", () => {
  assert.deepEqual(marks({ ...STEPS[0], cell: [0, 1], writes: [], chosen: 0 }), [["input", 0, 1, "lab-now"]]);
  assert.deepEqual(marks(STEPS[3]), [["grad_input", 0, 2, "lab-now"], ["grad_input", 0, 2, "lab-changed"]]);
});

test("a cell is blank until it has its text: one that is no number is not", () => {
  assert.deepEqual(blankCells({ z: [[1, null], [null, null]], text: [["1", ""], ["NaN", ""]] }), [[0, 1], [1, 1]]);
});

test("a step is about its window, else about its cell, else about nothing", () => {
  assert.deepEqual(selectionOf(STEPS[3]), { kind: "window", row: 0, column: 1 });
  assert.deepEqual(selectionOf({ ...STEPS[3], window: 0 }), { kind: "cell", row: 0, column: 2 });
  assert.deepEqual([selectionOf({ ...STEPS[3], window: 0, cell: 0 }), selectionOf(null)], [null, null]);
});

test("a short sum stands over the middle of its column, above the numbers of the columns", () => {
  assert.deepEqual(calloutOf("1 + 2 = 3", BOX, 9, 4, 20), {
    text: "1 + 2 = 3", width: 9 * 7.2 + 14, left: 100 + 4.5 * 40 - (9 * 7.2 + 14) / 2, top: 200 - 20 - 20,
  });
});

test("a sum wider than the grid keeps its first term and what it comes to", () => {
  const sum = "0.25 + 0.5 + 0.125 + 1 ≈ 1.88";
  assert.equal(calloutOf(sum, BOX, 3, 0, 20).text, "0.25 + … ≈ 1.88");
  assert.equal(calloutOf(sum, BOX, 9, 0, 20).text, sum);
});

test("a label goes beyond neither side of the grid by more than a little", () => {
  const { left, width } = calloutOf("10 + 20 ≈ 30.1", { ...BOX, cell: 20, high: 20 }, 4, 3, 20);
  assert.equal(Math.round(left + width), 100 + 80 + 40);
  assert.equal(calloutOf("1000000 + 2000000 = 3000000", { ...BOX, cell: 60, high: 60 }, 4, 0, 20).left, 80);
});

test("the ledger shows its first two sums always, as zero before there are any; the third where it exists", () => {
  const entries = (ledger) => [0, 1, 2].map((n) => ledgerEntry(ledger, n));
  const shown = (text) => ({ text, isShown: true });
  assert.deepEqual(entries(0), [shown("0"), shown("0"), { text: "", isShown: false }]);
  assert.deepEqual(entries(["5", "5"]), [shown("5"), shown("5"), { text: "", isShown: false }]);
  assert.deepEqual(entries(["5", "4", "1"]), [shown("5"), shown("4"), shown("1")]);
});
