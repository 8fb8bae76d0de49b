// What the cell that changes adds up to, as a label above its column, where the grid's caption is: it covers no number.
const LETTER = 7.2; // pixels
export const HEIGHT = 20;

/** @param {string} text */
const widthOf = (text) => text.length * LETTER + 14;

/**
 * A sum with its first term and what it comes to alone.
 * @param {string} sum
 */
const shortened = (sum) => sum.replace(/ \+ .* \+ .*?(?= [=≈] [^=≈]*$)/, " + …");

/**
 * The text and the place of a label; a sum that is wider than the grid is shortened.
 * @param {string} sum
 * @param {Box} box the grid's
 * @param {number} columns how many the grid has
 * @param {number} column
 * @param {number} above how far the numbers of the columns reach above the first row
 */
export function calloutOf(sum, { x, y, cell }, columns, column, above) {
  const right = x + columns * cell + 40;
  const text = x + widthOf(sum) > right ? shortened(sum) : sum;
  const width = widthOf(text);
  const left = Math.max(Math.min(x + (column + 0.5) * cell - width / 2, right - width), x - 20);
  return { text, left, top: y - above - HEIGHT, width };
}
