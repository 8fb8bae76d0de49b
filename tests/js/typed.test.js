import assert from "node:assert/strict";
import test from "node:test";
import { asNumber, pastedBlock } from "../../ui/js/grids/typed.js";

test("one number is no block: it goes into the cell as typed text does", () => {
  assert.deepEqual(["7", "-1.5e3", "no number", "", "1 2"].map(pastedBlock), [null, null, null, null, null]);
});

test("what a spreadsheet copies of one cell is one number, for all its line's end", () => {
  assert.deepEqual(["7\n", "7\r\n", "7\r", "7\n\n"].map(pastedBlock), [null, null, null, null]);
});

test("tabs and lines make a block, sent as it is", () => {
  assert.equal(pastedBlock("1\t2\n3\t4"), "1\t2\n3\t4");
  assert.equal(pastedBlock("1\t2"), "1\t2");
  assert.equal(pastedBlock("1\n2"), "1\n2");
});

test("lines of Windows stay for Python to read", () => {
  assert.equal(pastedBlock("1\t2\r\n3\t4\r\n"), "1\t2\r\n3\t4");
});

test("ends of lines at the end are no rows, empty cells there are cells", () => {
  assert.equal(pastedBlock("1\t2\n3\t\n\n"), "1\t2\n3\t");
});

test("an empty first line is a row", () => {
  assert.equal(pastedBlock("\n1"), "\n1");
});

test("several numbers on a line are a block, in lists, prints, tables and rows", () => {
  const rows = [
    "[[1, 2], [3, 4]]", "tensor([[1., 2.]])", "array([[1., -2.5e3]], dtype=float32)", "((1, 2), (3, 4))", "[1 2; 3 4]",
    "1 & 2 \\\\ 3 & 4", "| 1 | 2 |", "1;2", "1,5;2,25", "1, 2", "1,2,3", "1 2 3", " 1.  −2.  3. ", "1,5 2,25",
  ];
  for (const row of rows) assert.equal(pastedBlock(row), row);
});

test("one number is no block, with a decimal comma, thousands set apart or brackets around it", () => {
  for (const text of ["1,5", "-0,25", "1,234", "1,234,567", "1 234", "1 234 567", "[7]", "7;"]) {
    assert.equal(pastedBlock(text), null);
  }
});

test("words are no block, with numbers between them", () => {
  for (const text of ["row 1, column 2", "a b c", "see 1 2 3", "x, y"]) assert.equal(pastedBlock(text), null);
});

test("of a block that no message may hold its length is told", () => {
  assert.equal(pastedBlock("1\t".repeat(30000)), "\u000060000");
  assert.equal(pastedBlock("1\t".repeat(10000)).length, 20000);
});

test("a text is coloured by its number, spaces around it and a typographic minus included", () => {
  assert.deepEqual(["2", " 2.5 ", "−3", "-3", "1e2"].map(asNumber), [2, 2.5, -3, -3, 100]);
});

test("no text and no number have no colour", () => {
  assert.deepEqual(["", "  ", "abc", "1,5"].map(asNumber), [NaN, NaN, NaN, NaN]);
});
