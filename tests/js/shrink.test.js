import assert from "node:assert/strict";
import test from "node:test";
import { shrunk, weights } from "../../ui/js/page/shrink.js";

const grey = (values) => values.flatMap((v) => [v, v, v, 255]);
const reds = (pixels) => Array.from(pixels).filter((_, n) => n % 4 === 0);

test("the weights of a new pixel add up to one, and stay in the picture", () => {
  for (const [from, to] of [[512, 319], [7, 3], [5, 5], [9, 1]]) {
    for (const { first, tent } of weights(from, to)) {
      assert.ok(first >= 0 && first + tent.length <= from);
      assert.ok(Math.abs(tent.reduce((a, b) => a + b, 0) - 1) < 1e-9);
    }
  }
});

test("a picture of its own size stays as it is, and one colour stays that colour", () => {
  const some = grey([0, 50, 100, 150, 200, 250]);
  assert.deepEqual([...shrunk(some, 3, 2, 3, 2)], some);
  assert.deepEqual(reds(shrunk(grey(Array(63).fill(90)), 9, 7, 4, 5)), Array(20).fill(90));
});

test("a fine regular pattern becomes even: no coarse one appears", () => {
  const stripes = Array.from({ length: 512 }, (_, n) => (n % 2 ? 255 : 0));
  const inner = reds(shrunk(grey(stripes), 512, 1, 319, 1)).slice(2, -2);
  assert.ok(Math.max(...inner) - Math.min(...inner) < 70, `${Math.min(...inner)} to ${Math.max(...inner)}`);
});

test("what is seen through has no colour to give", () => {
  assert.deepEqual([...shrunk([200, 100, 50, 255, 0, 0, 0, 0], 2, 1, 1, 1)], [200, 100, 50, 128]);
});
