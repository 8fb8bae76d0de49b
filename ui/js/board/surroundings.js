// The places around a grid, within its frame.

/**
 * @param {Pair} shape
 * @param {Frame} frame
 */
export function placesAround([rows, columns], frame) {
  /** @type {Pair[]} */
  const places = [];
  for (let row = 0 - frame.top; row < rows + frame.bottom; row++) {
    for (let column = 0 - frame.left; column < columns + frame.right; column++) {
      if (row < 0 || row >= rows || column < 0 || column >= columns) places.push([row, column]);
    }
  }
  return places;
}

/**
 * Whether a place around the input is padding; else the last windows of ceil_mode hang over it.
 * @param {Pair} place
 * @param {Pair} shape
 * @param {Pair} padding
 */
export const isPadding = ([row, column], [rows, columns], [height, width]) =>
  row < rows + height && column < columns + width;
