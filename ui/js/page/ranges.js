// Whole numbers in a row.

/**
 * The numbers from 0 up to, but without, `n`.
 * @param {number} n
 */
export const range = (n) => Array.from({ length: n }, (_, k) => k);

/**
 * Consecutive numbers as [first, length].
 * @param {number[]} numbers
 */
export function runs(numbers) {
  /** @type {[number, number][]} */
  const found = [];
  for (const n of [...new Set(numbers)].sort((a, b) => a - b)) {
    const last = found.at(-1);
    if (last && n === last[0] + last[1]) last[1] += 1;
    else found.push([n, 1]);
  }
  return found;
}

/**
 * The cells in some rows and in some columns, as areas.
 * @param {number[]} rows
 * @param {number[]} columns
 * @returns {Area[]}
 */
export const crossed = (rows, columns) => runs(rows).flatMap(([row, height]) =>
  runs(columns).map(([column, width]) => /** @type {Area} */ ([row, column, height, width])));
