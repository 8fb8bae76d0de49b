// What a visitor types or pastes into a cell, as text. Python decides what a number is.
const MOST = 20000; // characters of a block; Python takes fewer
const TOO_LONG = "\0"; // begins what is sent of a longer block: how many characters it has

/**
 * The number of a text, to colour its cell by until Python has read it; NaN if it is none.
 * @param {string} text
 */
export const asNumber = (text) => (text.trim() === "" ? NaN : Number(text.trim().replace("−", "-")));

/**
 * The block of cells that a pasted text stands for; null where it is the text of one cell alone. A spreadsheet ends
 * what it copies with a line's end, which is no row. Of a block that is too long for a message its length is told.
 * @param {string} text
 */
export function pastedBlock(text) {
  const block = text.replace(/[\r\n]+$/, "");
  if (!/[\t\r\n]/.test(block)) return null;
  return block.length > MOST ? `${TOO_LONG}${block.length}` : block;
}
