// The paths of arrows from output cells to input cells: each has a lane of its own, which strikes through no number.
import { endsAmong, endsAt } from "./ends.js";

/** @import { End, Ground } from "./ends.js" */

const LANE = 3; // pixels from one lane to the next beside grids that stand one above the other
const BEYOND = 12; // pixels that those lanes may go beyond the board

/** @typedef {Pick<BoardData, "frame" | "input_size" | "margin">} Sizes */
/**
 * The line of a route without its head, the corners of the head, and where it begins.
 * @typedef {{ line: string, head: string, start: number[] }} Way
 */

/**
 * On a narrow screen the upstream gradient stands above the input gradient, else to its right.
 * @param {Boxes} boxes
 */
const isStacked = ({ grad_output, grad_input }) => grad_output.x < grad_input.x + 20;

/**
 * The ways of routes that all leave one cell, or all end in one.
 * @param {Boxes} boxes
 * @param {Sizes} sizes
 * @param {Route[]} routes
 * @param {number} digits how high the digits of a cell are
 * @param {Span} sides from where to where lanes may run beside grids that stand one above the other
 * @returns {Way[]}
 */
export function waysOf(boxes, sizes, routes, digits, sides) {
  const stacked = isStacked(boxes);
  /** @type {Ground} */
  const from = { box: boxes.grad_output, digits, side: stacked ? 1 : -1, isBare: true };
  /** @type {Ground} */
  const to = { box: boxes.grad_input, digits, side: 1, isBare: sizes.frame.top === 0 };
  const meets = meeting(routes);
  const many = routes.map((route) => endOf(route, !meets));
  const order = routes.map((_, n) => n).sort((a, b) => many[a][0] - many[b][0] || many[a][1] - many[b][1]);
  const among = endsAmong(meets ? from : to, order.map((n) => many[n]));
  const at = endsAt(meets ? to : from, endOf(routes[0], meets), routes.length);
  const lanes = lanesBeside(sides, routes.length);
  if (stacked) at.reverse(); // around the bend: else they would cross
  if (stacked && meets) lanes.reverse();
  /** @type {Way[]} */
  const ways = [];
  order.forEach((n, rank) => {
    const [start, end] = meets ? [among[rank], at[rank]] : [at[rank], among[rank]];
    ways[n] = drawn(stacked ? beside(lanes[rank], start, end) : between(boxes, sizes, start, end), start, end);
  });
  return ways;
}

/**
 * Whether routes come from several cells, to meet in one.
 * @param {Route[]} routes
 */
export const meeting = (routes) => routes.some(({ window }) => String(window) !== String(routes[0].window));

/**
 * @param {Route} route
 * @param {boolean} last
 */
const endOf = ({ window, cell }, last) => (last ? cell : window);

/**
 * From one grid to another at its left.
 * @param {Boxes} boxes
 * @param {Sizes} sizes
 * @param {End} start
 * @param {End} end
 */
function between({ grad_output: from, grad_input: to }, { input_size, frame, margin }, start, end) {
  // beyond the numbers of the rows
  const [right, left] = [from.x - margin.l, to.x + (input_size[1] + frame.right) * to.cell + 4];
  const middle = (right + left) / 2;
  return `L${right},${start.lane}C${middle},${start.lane} ${middle},${end.lane} ${left},${end.lane}`;
}

/**
 * From one grid to another below it, at the right of both.
 * @param {number} lane
 * @param {End} start
 * @param {End} end
 */
const beside = (lane, start, end) => `L${lane},${start.lane}L${lane},${end.lane}`;

/**
 * Where lanes run beside two grids, the nearest first.
 * @param {Span} sides
 * @param {number} count
 */
function lanesBeside([left, right], count) {
  const apart = Math.max(Math.min(LANE, (right + BEYOND - left) / count), 1);
  return Array.from({ length: count }, (_, n) => left + (n + 1) * apart);
}

/**
 * A line from start to end, and its head.
 * @param {string} across
 * @param {End} start
 * @param {End} end
 * @returns {Way}
 */
function drawn(across, start, end) {
  const { size, into: [right, down] } = end;
  const first = inward(start, 3);
  const [tip, [x, y]] = [inward(end, size + 1), inward(end, 1)];
  const wings = [0.5, -0.5].map((hand) => [x + hand * down * size, y - hand * right * size]);
  const line = `M${first}${turn(start)}${across}${turn(end)}L${x},${y}`;
  return { line, head: [tip, ...wings].join(" "), start: first };
}

/**
 * A point so far within the cell.
 * @param {End} end
 * @param {number} far
 */
const inward = ({ x, y, into }, far) => [x + far * into[0], y + far * into[1]];

/**
 * Where a lane meets the way into a cell from above or below.
 * @param {End} end
 */
const turn = ({ x, y, lane }) => (y === lane ? "" : `L${x},${lane}`);
