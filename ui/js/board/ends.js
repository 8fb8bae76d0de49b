// Where the routes of a selection leave and enter cells: each has a lane of its own beside the digits of its row.
import { range } from "../page/ranges.js";

const HEADS = 4; // pixels above a first row: then the numbers of the columns begin
const LARGEST = 6; // pixels of an arrow's head

/**
 * Where a route crosses the edge of its cell: the height of its lane, the place on the edge, the direction into the
 * cell, and how large the head of an arrow may be there. A lane of the cell's own row leads straight in; one of the
 * next row turns into the cell from above or below.
 * @typedef {{ lane: number, x: number, y: number, into: Pair, size: number }} End
 */

/**
 * A grid that routes run to or from: where it is, how high its digits are, on which side of its cells they run (1 is
 * the right, −1 the left), and whether the numbers of its columns stand right above its first row.
 * @typedef {{ box: Box, digits: number, side: 1 | -1, isBare: boolean }} Ground
 */

/**
 * The height above, and below, the digits of a cell.
 * @param {Ground} ground
 */
const bandOf = ({ box, digits }) => Math.max((box.high - digits) / 2, 2);

/**
 * How large a head is that covers neither the digits nor the next lane.
 * @param {number} band
 * @param {number} apart
 */
const headOf = (band, apart) => Math.max(Math.min(LARGEST, band - 2, 0.9 * apart), 2);

/**
 * The places of so many lanes within a band.
 * @param {number} band
 * @param {number} count
 */
const spread = (band, count) => range(count).map((n) => (band * (n + 1)) / (count + 1));

/**
 * The sides of a cell.
 * @param {Ground} ground
 * @param {Pair} cell
 */
function edgesOf({ box: { x, y, cell, high }, side }, [row, column]) {
  return { top: y + row * high, foot: y + (row + 1) * high, edge: x + (column + Number(side > 0)) * cell };
}

/**
 * Ends at cells that have one route each, in reading order. Their lanes are in the upper bands of the rows: in the
 * lower ones stand the weights.
 * @param {Ground} ground
 * @param {Pair[]} cells
 * @returns {End[]}
 */
export function endsAmong(ground, cells) {
  const band = bandOf(ground);
  return cells.map((cell) => {
    const along = cells.filter(([row]) => row === cell[0]);
    const { top, edge } = edgesOf(ground, cell);
    const lane = top + spread(band, along.length)[along.indexOf(cell)];
    return { lane, x: edge, y: lane, into: [-ground.side, 0], size: headOf(band, band / (along.length + 1)) };
  });
}

/**
 * Ends of all routes of one cell, from its top to its foot.
 * @param {Ground} ground
 * @param {Pair} cell
 * @param {number} count
 */
export function endsAt(ground, cell, count) {
  const { box, side, isBare } = ground;
  const { top, foot, edge } = edgesOf(ground, cell);
  const band = bandOf(ground);
  const [upper, lower] = [Math.floor(count / 2), Math.ceil(count / 2)];
  /** @type {(start: number, down: number, free: number, all: number) => End[]} */
  const turning = (start, down, free, all) => spread(free, all).map((far, n) => {
    const [lane, apart] = [start + down * far, (box.cell - LARGEST) / (all + 1)];
    const x = edge - side * (LARGEST + (n + 1) * apart); // beside the heads that come straight in
    return { lane, x, y: start, into: [0, -down], size: headOf(band, apart) };
  });
  /** @type {(start: number, all: number) => End[]} */
  const straight = (start, all) => spread(band, all).map((far) =>
    ({ lane: start + far, x: edge, y: start + far, into: [-side, 0], size: headOf(band, band / (all + 1)) }));
  const above = isBare && cell[0] === 0 ? Math.min(band, HEADS) : band;
  return [
    ...turning(top, -1, above, Math.ceil(upper / 2)).reverse(), ...straight(top, Math.floor(upper / 2)),
    ...straight(foot - band, Math.floor(lower / 2)), ...turning(foot, 1, band, Math.ceil(lower / 2)),
  ];
}
