import assert from "node:assert/strict";
import test from "node:test";
import { actOf } from "../../ui/js/player/keys.js";

/** An element of the page that is what these selectors find; `closest` is asked for lists of them. */
class Part {
  constructor(...found) { this.found = found; }
  closest(selectors) { return this.found.some((one) => selectors.split(/, (?!\[type)/).includes(one)) ? this : null; }
}
globalThis.Element = Part;
const body = new Part();
const radio = new Part("button");
const slider = new Part("input", "input[type=range]");
const own = new Part("input", "input[type=range]");
const text = new Part("input", "input:not([type=checkbox], [type=radio], [type=range])");
const list = new Part("[role=listbox]");
const grid = new Part("[role=grid]");

const key = (name, target = body, more = {}) => ({ key: name, target, ...more });
const KEYS = ["ArrowLeft", "ArrowRight", "PageUp", "PageDown", "Home", "End", " "];
const acts = (target, isPointed = false) => KEYS.map((name) => actOf(key(name, target), isPointed, own));
const ALL = ["previous", "next", "previous", "next", "first", "last", "play"];
const NONE = ALL.map(() => undefined);

test("arrows, Page keys, Home, End and space drive the player", () => {
  assert.deepEqual(acts(body), ALL);
});

test("they do so after a choice was made or a button pressed with the pointer", () => {
  assert.deepEqual(acts(radio, true), ALL);
});

test("space presses the button that the keyboard has come to, the other keys stay the player's", () => {
  assert.deepEqual(acts(radio), [...ALL.slice(0, -1), undefined]);
});

test("what is typed, and an open list, keep all their keys", () => {
  assert.deepEqual([acts(text), acts(text, true), acts(list, true)], [NONE, NONE, NONE]);
});

test("a slider of the page keeps the keys that move it; the player's own does not", () => {
  assert.deepEqual(acts(slider, true), [...NONE.slice(0, -1), "play"]);
  assert.deepEqual(acts(own), ALL);
});

test("a key with Ctrl, Alt, Meta or Shift is not the player's", () => {
  for (const held of ["ctrlKey", "altKey", "metaKey", "shiftKey"]) {
    assert.equal(actOf(key("ArrowRight", body, { [held]: true }), false, own), undefined);
  }
});

test("in a grid the arrows go from cell to cell, and all other keys step", () => {
  assert.deepEqual(acts(grid), [undefined, undefined, "previous", "next", "first", "last", "play"]);
});
