import assert from "node:assert/strict";
import test from "node:test";
import { isPlain, moveFromText, movedOn, stepBy } from "../../ui/js/page/moves.js";

const ALONE = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false };
const key = (name, held = {}) => ({ key: name, ...ALONE, ...held });
const SHIFT = { shiftKey: true };

test("up and down leave a cell from anywhere in its text", () => {
  assert.deepEqual(moveFromText(key("ArrowUp"), false, false), [-1, 0]);
  assert.deepEqual(moveFromText(key("ArrowDown"), false, false), [1, 0]);
});

test("left and right leave a cell only at the end of its text that they point to", () => {
  assert.deepEqual(moveFromText(key("ArrowLeft"), true, false), [0, -1]);
  assert.deepEqual(moveFromText(key("ArrowRight"), false, true), [0, 1]);
  assert.equal(moveFromText(key("ArrowLeft"), false, true), null);
  assert.equal(moveFromText(key("ArrowRight"), true, false), null);
});

test("with Shift, left and right select text", () => {
  assert.equal(moveFromText(key("ArrowLeft", SHIFT), true, true), null);
  assert.equal(moveFromText(key("ArrowRight", SHIFT), true, true), null);
});

test("Enter goes down, with Shift up", () => {
  assert.deepEqual(moveFromText(key("Enter"), false, false), [1, 0]);
  assert.deepEqual(moveFromText(key("Enter", SHIFT), false, false), [-1, 0]);
});

test("any other key stays", () => {
  for (const name of ["a", "Tab", "Home", "Escape"]) assert.equal(moveFromText(key(name), true, true), null);
});

test("a key with Control, Meta or Alt is the browser's", () => {
  const held = [{}, SHIFT, { ctrlKey: true }, { metaKey: true }, { altKey: true }];
  assert.deepEqual(held.map((keys) => isPlain(key("ArrowUp", keys))), [true, true, false, false, false]);
});

test("a move ends at the edge of the grid", () => {
  assert.deepEqual(movedOn([1, 1], [-1, 0], [3, 4]), [0, 1]);
  assert.deepEqual(movedOn([0, 0], [-1, 0], [3, 4]), [0, 0]);
  assert.deepEqual(movedOn([2, 3], [1, 0], [3, 4]), [2, 3]);
  assert.deepEqual(movedOn([2, 3], [0, 1], [3, 4]), [2, 3]);
  assert.deepEqual(movedOn([2, 0], [0, -1], [3, 4]), [2, 0]);
});

const held = (name, code, keys) => stepBy({ ...key(name, keys), code });
const CONTROL = { ctrlKey: true };

test("Ctrl or Command and Z undoes, with Shift it redoes, as Y does", () => {
  for (const one of [CONTROL, { metaKey: true }]) {
    assert.equal(held("z", "KeyZ", one), "undo");
    assert.equal(held("Z", "KeyZ", { ...one, ...SHIFT }), "redo");
    assert.equal(held("y", "KeyY", one), "redo");
  }
});

test("no other key and nothing else that is held undoes", () => {
  assert.equal(held("z", "KeyZ", {}), null);
  assert.equal(held("x", "KeyX", CONTROL), null);
  assert.equal(held("Y", "KeyY", { ...CONTROL, ...SHIFT }), null);
  assert.equal(held("z", "KeyZ", { ...CONTROL, altKey: true }), null);
  assert.equal(held("z", "KeyZ", { ...CONTROL, metaKey: true }), null);
});

test("the letter on the key counts, and its place only where it has none of the alphabet", () => {
  assert.equal(held("z", "KeyY", CONTROL), "undo");
  assert.equal(held("я", "KeyZ", CONTROL), "undo");
});
