// The region of the Image page's output, counted in cells along both axes: how a drag and a click set it.

/** @typedef {[Span, Span]} Region */

/**
 * The cell of the output at a place of its picture, or the nearest one that is shown.
 * @param {Region} view the part of the output that is shown
 * @param {{ top: number, left: number, height: number, width: number }} rect
 * @param {{ clientX: number, clientY: number }} place
 * @returns {Pair}
 */
export function cellUnder(view, { top, left, height, width }, { clientX, clientY }) {
  const parts = [(clientY - top) / height, (clientX - left) / width];
  const [row, column] = view.map(([first, end], axis) =>
    Math.min(end - 1, Math.max(first, first + Math.floor(parts[axis] * (end - first)))));
  return [row, column];
}

/**
 * The region that has two cells at its corners.
 * @param {Pair} from
 * @param {Pair} to
 * @returns {Region}
 */
export function regionBetween(from, to) {
  const span = (/** @type {number} */ axis) =>
    /** @type {Span} */ ([Math.min(from[axis], to[axis]), Math.max(from[axis], to[axis]) + 1]);
  return [span(0), span(1)];
}

/**
 * A region as large as another, around a cell, within an output of this size.
 * @param {Region} region
 * @param {Pair} size
 * @param {Pair} cell
 * @returns {Region}
 */
export function regionAround(region, size, cell) {
  const [rows, columns] = region.map(([first, end], axis) => {
    const length = end - first;
    const start = Math.min(Math.max(0, cell[axis] - Math.floor(length / 2)), size[axis] - length);
    return /** @type {Span} */ ([start, start + length]);
  });
  return [rows, columns];
}

/**
 * Where a region is on the picture, as parts of its sides.
 * @param {Region} region
 * @param {Region} view
 */
export function outlineOf(region, view) {
  const [[top, height], [left, width]] = region.map(([first, end], axis) => {
    const [from, to] = view[axis];
    return [first - from, end - first].map((n) => `${(100 * n) / (to - from)}%`);
  });
  return { top, height, left, width };
}

/**
 * A region as the server takes it.
 * @param {Region} region
 */
export function spelt(region) {
  const [rows, columns] = region.map(([first, end]) => `${first}-${end - 1}`);
  return { rows, columns };
}
