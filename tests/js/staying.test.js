import assert from "node:assert/strict";
import test from "node:test";
import { carried } from "../../ui/js/board/staying.js";

test("numbers that are in sight stay where they are", () => {
  assert.equal(carried(100, 100, 300), 0);
  assert.equal(carried(20, 100, 300), 0);
});

test("numbers go along with the edge of the screen", () => {
  assert.equal(carried(150, 100, 300), 50);
});

test("numbers go no further than their grid does", () => {
  assert.equal(carried(900, 100, 300), 300);
});
