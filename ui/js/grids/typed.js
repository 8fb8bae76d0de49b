// What a visitor types or pastes into a cell, as text. Python decides what a number is.
const MOST = 20000; // characters of a block; Python takes fewer
const TOO_LONG = "\0"; // begins what is sent of a longer block: how many characters it has
const NUMBER = /^[+\-−]?(\d+\.?\d*|\.\d+)(e[+\-−]?\d+)?$/i;
const GROUPED = /^[+\-−]?\d{1,3}([ ,]\d{3})+(\.\d*)?$/; // one number, its thousands set apart

/**
 * The number of a text, to colour its cell by until Python has read it; NaN if it is none.
 * @param {string} text
 */
export const asNumber = (text) => (text.trim() === "" ? NaN : Number(text.trim().replace("−", "-")));

/**
 * Whether a line holds several numbers: a list or a print of one, a row of a table or between commas, or three and
 * more between spaces. "1,5" and "1 234" are one entry.
 * @param {string} line
 */
function isRow(line) {
  const words = line.split(/[^\d.eE+\-−]+/).filter((word) => NUMBER.test(word));
  if (words.length < 2 || GROUPED.test(line)) return false;
  if (/[[;|&\\]|\(\(/.test(line)) return true;
  const entries = line.split(/[\s,]+/).filter((entry) => entry !== "");
  if (!entries.every((entry) => NUMBER.test(entry))) return false;
  return line.includes(",") ? !/^[^\s,]+,[^\s,]+$/.test(line) : entries.length > 2;
}

/**
 * The block of cells that a pasted text stands for; null where it is the text of one cell alone. A spreadsheet ends
 * what it copies with a line's end, which is no row. Of a block that is too long for a message its length is told.
 * @param {string} text
 */
export function pastedBlock(text) {
  const block = text.replace(/[\r\n]+$/, "");
  if (!/[\t\r\n]/.test(block) && !isRow(block.trim().slice(0, MOST))) return null;
  return block.length > MOST ? `${TOO_LONG}${block.length}` : block;
}
