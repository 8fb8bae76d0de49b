import assert from "node:assert/strict";
import test from "node:test";
import { endsAmong, endsAt } from "../../ui/js/board/ends.js";
import { waysOf } from "../../ui/js/board/ways.js";

const SIZES = { frame: { top: 1, left: 1, bottom: 1, right: 1 }, input_size: [6, 6], margin: { l: 24 } };
const INPUT = { x: 100, y: 500, cell: 40, high: 40 };
const BESIDE = { grad_input: INPUT, grad_output: { x: 500, y: 540, cell: 40, high: 40 } };
const ABOVE = { grad_input: INPUT, grad_output: { x: 100, y: 240, cell: 40, high: 40 } };
const DIGITS = 14; // so that 13 pixels above and below them are free
const SIDES = [400, 420];
const GROUND = { box: INPUT, digits: DIGITS, side: 1, isBare: false };

const around = (n) => Array.from({ length: n * n }, (_, k) => [Math.floor(k / n), k % n]);
const meeting = (n) => around(n).map((window) => ({ window, cell: [2, 2] }));
const parting = (n) => around(n).map((cell) => ({ window: [1, 1], cell }));
const FANS = { meeting: meeting(3), parting: parting(3), "meeting of sixteen": meeting(4), "one alone": meeting(1) };

const numbers = (text) => (text.match(/-?\d+(\.\d+)?/g) ?? []).map(Number);
const pairs = (all) => all.flatMap((a, n) => all.slice(n + 1).map((b) => [a, b]));
const boxOf = (head) => {
  const [x, y] = [0, 1].map((axis) => numbers(head).filter((_, n) => n % 2 === axis));
  return { left: Math.min(...x), right: Math.max(...x), top: Math.min(...y), bottom: Math.max(...y) };
};
const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

test("cells of a row have lanes of their own, above their digits", () => {
  const lanes = endsAmong(GROUND, [[0, 0], [0, 1], [0, 3]]).map(({ lane }) => lane - INPUT.y);
  assert.equal(new Set(lanes).size, 3);
  assert.ok(lanes.every((lane) => lane > 0 && lane < 13));
});

test("the routes of one cell come from its top to its foot, beside its digits and those of its neighbours", () => {
  const lanes = endsAt(GROUND, [2, 2], 9).map(({ lane }) => lane - INPUT.y - 2 * 40);
  assert.deepEqual(lanes, [...lanes].sort((a, b) => a - b));
  assert.equal(new Set(lanes).size, 9);
  assert.ok(lanes.every((lane) => Math.abs(lane) < 13 || Math.abs(lane - 40) < 13));
});

test("where the numbers of the columns stand right above a row, lanes keep away from them", () => {
  const [first] = endsAt({ ...GROUND, isBare: true }, [0, 2], 9);
  assert.ok(first.lane > INPUT.y - 4);
});

for (const [where, boxes] of Object.entries({ "beside each other": BESIDE, "above each other": ABOVE })) {
  for (const [name, routes] of Object.entries(FANS)) {
    const ways = waysOf(boxes, SIZES, routes, DIGITS, SIDES);

    test(`${where}, ${name}: every arrow ends in the cell that it means, beside its digits`, () => {
      ways.forEach(({ head }, n) => {
        const [row, column] = routes[n].cell;
        const { left, right, top, bottom } = boxOf(head);
        const [x, y] = [INPUT.x + column * 40, INPUT.y + row * 40];
        assert.ok(left >= x && right <= x + 40 && top >= y && bottom <= y + 40, head);
        assert.ok(bottom <= y + 13 || top >= y + 27, head);
      });
    });

    test(`${where}, ${name}: no arrow's head covers another, no two lines are one`, () => {
      assert.deepEqual(pairs(ways).filter(([a, b]) => overlap(boxOf(a.head), boxOf(b.head))), []);
      assert.equal(new Set(ways.map(({ line }) => line)).size, routes.length);
    });

    test(`${where}, ${name}: every arrow begins in the cell that it comes from`, () => {
      ways.forEach(({ start: [x, y] }, n) => {
        const [row, column] = routes[n].window;
        const from = boxes.grad_output;
        assert.deepEqual([Math.floor((y - from.y) / 40), Math.floor((x - from.x) / 40)], [row, column]);
      });
    });
  }
}

test("beside each other, lines that come from above stay above: they do not cross in the gap", () => {
  const ends = waysOf(BESIDE, SIZES, meeting(3), DIGITS, SIDES).map(({ line }) => numbers(line.split("C")[1]));
  const [from, to] = [1, 5].map((at) => ends.map((curve) => curve[at]));
  assert.deepEqual(from, [...from].sort((a, b) => a - b));
  assert.deepEqual(to, [...to].sort((a, b) => a - b));
});

test("above each other, they run down at the right of both grids, within the screen", () => {
  const lanes = waysOf(ABOVE, SIZES, meeting(4), DIGITS, SIDES).map(({ line }) => Math.max(...numbers(line)
    .filter((_, n) => n % 2 === 0)));
  assert.equal(new Set(lanes).size, 16);
  assert.ok(lanes.every((x) => x > 400 && x <= 432), String(lanes));
});
