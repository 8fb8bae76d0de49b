// Where the cells of a grid are: its box on the drawing gives the place of every cell, and the cell at every place.

/**
 * The box of a grid of so many rows, whose chart with margin and frame fills `rect`, on a drawing that fills `outer`.
 * Its cells are so `wide`, or square.
 * @param {{ left: number, top: number }} outer
 * @param {{ left: number, top: number, height: number }} rect
 * @param {number} rows
 * @param {Frame} frame
 * @param {BoardData["margin"]} margin
 * @param {number} [wide]
 * @returns {Box}
 */
export function boxOf(outer, rect, rows, frame, margin, wide) {
  const high = (rect.height - margin.t - margin.b) / (frame.top + rows + frame.bottom);
  const cell = wide || high;
  return {
    cell,
    high,
    x: rect.left - outer.left + margin.l + frame.left * cell,
    y: rect.top - outer.top + margin.t + frame.top * high,
  };
}

/**
 * The cell at a place, or null beside the grid.
 * @param {Box} box
 * @param {Pair} shape
 * @param {number} x
 * @param {number} y
 */
export function cellIn(box, [rows, columns], x, y) {
  const [row, column] = [Math.floor((y - box.y) / box.high), Math.floor((x - box.x) / box.cell)];
  return row >= 0 && row < rows && column >= 0 && column < columns ? { row, column } : null;
}

/**
 * The rectangle of some cells, `inset` pixels within their edges.
 * @param {Box} box
 * @param {Area} area
 * @param {number} inset
 */
export const rectOf = ({ x, y, cell, high }, [row, column, rows, columns], inset) => ({
  x: x + column * cell + inset,
  y: y + row * high + inset,
  width: Math.max(columns * cell - 2 * inset, 1),
  height: Math.max(rows * high - 2 * inset, 1),
});

/**
 * The middle of a cell.
 * @param {Box} box
 * @param {number} row
 * @param {number} column
 */
export const middleOf = ({ x, y, cell, high }, row, column) =>
  ({ x: x + (column + 0.5) * cell, y: y + (row + 0.5) * high });
