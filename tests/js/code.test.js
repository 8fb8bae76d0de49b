// The loops beside the player: which lines are lit, what a line is made of, and how far the list is scrolled.
import assert from "node:assert/strict";
import test from "node:test";
import { litLines, partsOf, scrolledTo } from "../../ui/js/player/code.js";

const CODE = [
  ["for i in range(2):", "", ""],
  ["    largest = -np.inf", "", "window"],
  ["    if x[i] > largest:", "compare", "window"],
  ["        largest = x[i]", "lead largest", "window"],
  ["print(output)", "end", ""],
];
const lit = (names) => litLines(CODE, names).map(Number);

test("a line is lit by the name of what it does, wherever it stands", () => {
  assert.deepEqual(lit(["compare"]), [0, 0, 1, 0, 0]);
  assert.deepEqual(lit(["compare", "lead largest"]), [0, 0, 1, 1, 0]);
  assert.deepEqual(lit(["end"]), [0, 0, 0, 0, 1]);
});

test("a whole window lights its whole part", () => assert.deepEqual(lit(["window"]), [0, 1, 1, 1, 0]));

test("before the first step no line is lit, nor one without a name", () => assert.deepEqual(lit([]), [0, 0, 0, 0, 0]));

test("a line is its indent, what it says, and its comment", () => {
  assert.deepEqual(partsOf("    if a > b:  # of equal ones the first"),
    { indent: "    ", said: "if a > b:", comment: "  # of equal ones the first" });
  assert.deepEqual(partsOf("# Backward."), { indent: "", said: "", comment: "# Backward." });
  assert.deepEqual(partsOf(""), { indent: "", said: "", comment: "" });
});

test("a list is scrolled to have a line in its middle, and not at all where the line is in sight", () => {
  const view = { top: 100, height: 100 };
  assert.equal(scrolledTo({ top: 120, height: 20 }, view), 100);
  assert.equal(scrolledTo({ top: 190, height: 20 }, view), 150);
  assert.equal(scrolledTo({ top: 10, height: 20 }, view), 0);
  assert.equal(scrolledTo({ top: 300, height: 200 }, view), 300); // a part that is higher begins at the top
});
