// The paths of arrows from output cells to input cells, along the gaps between the cells: no number is struck through.

/**
 * On a narrow screen the upstream gradient stands above the input gradient, else to its right.
 * @param {Boxes} boxes
 */
const isStacked = ({ grad_output, grad_input }) => grad_output.x < grad_input.x + 20;

/** @typedef {Pick<BoardData, "frame" | "input_size" | "output_size">} Sizes */

/**
 * The path of a route, which ends in the corner of a cell.
 * @param {Boxes} boxes
 * @param {Sizes} sizes
 * @param {Route} route
 */
export const wayOf = (boxes, sizes, route) => (isStacked(boxes) ? downward : leftward)(boxes, sizes, route);

/**
 * @param {Boxes} boxes
 * @param {Sizes} sizes
 * @param {Route} route
 */
function downward({ grad_output: from, grad_input: to }, sizes, { window: [i, j], cell: [r, c] }) {
  const [x0, y0] = [from.x + j * from.cell, from.y + (i + 1) * from.cell];
  const [x1, y1] = [to.x + c * to.cell, to.y + r * to.cell];
  const start = from.y + sizes.output_size[0] * from.cell + 4;
  const end = to.y - sizes.frame.top * to.cell - 4;
  const middle = (start + end) / 2;
  return `M${x0},${y0 - 3}L${x0},${start}C${x0},${middle} ${x1},${middle} ${x1},${end}L${x1},${y1}L${x1 + 7},${y1 + 7}`;
}

/**
 * @param {Boxes} boxes
 * @param {Sizes} sizes
 * @param {Route} route
 */
function leftward({ grad_output: from, grad_input: to }, sizes, { window: [i, j], cell: [r, c] }) {
  const [x0, y0] = [from.x + j * from.cell, from.y + (i + 1) * from.cell];
  const [x1, y1] = [to.x + (c + 1) * to.cell, to.y + (r + 1) * to.cell];
  const start = from.x - 6;
  const end = to.x + (sizes.input_size[1] + sizes.frame.right) * to.cell + 4;
  const middle = (start + end) / 2;
  return `M${x0 + 3},${y0}L${start},${y0}C${middle},${y0} ${middle},${y1} ${end},${y1}L${x1},${y1}L${x1 - 7},${y1 - 7}`;
}
