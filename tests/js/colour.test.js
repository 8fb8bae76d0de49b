import assert from "node:assert/strict";
import test from "node:test";
import { cellColours, luminance } from "../../ui/js/page/colour.js";

const hex = (colour) => `#${colour.map((v) => v.toString(16).padStart(2, "0")).join("")}`;
const numbers = (fill) => fill.match(/\d+/g).map(Number);
const contrast = (a, b) => {
  const [dark, light] = [luminance(a), luminance(b)].sort((m, n) => m - n);
  return (light + 0.05) / (dark + 0.05);
};

test("ink reads on every colour that a ramp could have", () => {
  const levels = Array.from({ length: 18 }, (_, n) => 15 * n);
  for (const r of levels) for (const g of levels) for (const b of levels) {
    const { ink } = cellColours(0, { ramp: [hex([r, g, b]), hex([r, g, b])], low: 0, high: 1 });
    const written = ink === "#000000" ? [0, 0, 0] : [255, 255, 255];
    assert.ok(contrast([r, g, b], written) >= 4.5, hex([r, g, b]));
  }
});

test("luminance is WCAG's: green is bright, blue is dark, white is 1", () => {
  const colours = [[255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255], [0, 0, 0]];
  const brightness = colours.map((colour) => Number(luminance(colour).toFixed(4)));
  assert.deepEqual(brightness, [0.2126, 0.7152, 0.0722, 1, 0]);
  assert.equal(luminance([10, 10, 10]), 10 / 255 / 12.92); // the straight part of the curve
  assert.equal(luminance([11, 11, 11]).toFixed(6), "0.003347"); // just beyond it
});

test("between two stops a colour is linear, and rounded to whole numbers", () => {
  const colouring = { ramp: ["#000000", "#64c8ff"], low: -1, high: 1 };
  assert.deepEqual(numbers(cellColours(0, colouring).fill), [50, 100, 128]);
  assert.deepEqual(numbers(cellColours(-0.5, colouring).fill), [25, 50, 64]);
});

test("stops lie evenly over the range", () => {
  const colouring = { ramp: ["#ff0000", "#00ff00", "#0000ff"], low: 0, high: 4 };
  const fills = [0, 1, 2, 3, 4].map((value) => numbers(cellColours(value, colouring).fill));
  assert.deepEqual(fills, [[255, 0, 0], [128, 128, 0], [0, 255, 0], [0, 128, 128], [0, 0, 255]]);
});

test("what is typed beyond the range has the colour of its end", () => {
  const colouring = { ramp: ["#010203", "#f0e0d0"], low: 0, high: 1 };
  assert.deepEqual(cellColours(-7, colouring), cellColours(0, colouring));
  assert.deepEqual(cellColours(1e9, colouring), cellColours(1, colouring));
});

test("what is no number has no fill, and the ink of the page", () => {
  const colouring = { ramp: ["#000000", "#ffffff"], low: 0, high: 1 };
  const bare = { fill: "transparent", ink: "var(--lab-ink)" };
  assert.deepEqual([null, NaN].map((value) => cellColours(value, colouring)), [bare, bare]);
});
