// The number of every cell of the charts, and the indices of their rows and columns, written on the board.
import { cellColours } from "../page/colour.js";
import { element } from "../page/elements.js";
import { middleOf } from "./geometry.js";
import { frameOf, namesOf } from "../page/grids.js";
import { range } from "../page/ranges.js";

/** @import { Board } from "./board.js" */

/**
 * Places change with the geometry alone, text and ink with each number.
 * @param {Board} board
 * @param {boolean} moved
 * @param {GridName[]} names
 */
export function drawNumbers(board, moved, names = namesOf(board.data.charts)) {
  for (const name of names) {
    if (!board.filled.has(name)) continue;
    const picture = board.data.charts[name];
    const [rows, columns] = board.shape(name);
    if (moved) placeNumbers(board, name, rows, columns);
    board.texts[name]?.forEach((node, n) => {
      const [r, c] = [Math.floor(n / columns), n % columns];
      const [value, text] = [picture.z[r][c], picture.text[r][c]];
      if (node.textContent !== text) node.textContent = text;
      const { ink } = cellColours(value, picture);
      if (node.getAttribute("fill") !== ink) node.setAttribute("fill", ink);
      node.classList.toggle("lab-zero", name === "grad_input" && value === 0);
    });
  }
}

/**
 * @param {Board} board
 * @param {GridName} name
 * @param {number} rows
 * @param {number} columns
 */
function placeNumbers(board, name, rows, columns) {
  const box = board.boxes[name];
  const { top, left } = frameOf(board.data, name);
  const { l, t } = board.data.margin;
  board.layers.text.querySelector(`[data-grid="${name}"]`)?.remove();
  const texts = range(rows * columns).map((n) =>
    element("text", middleOf(box, Math.floor(n / columns), n % columns)));
  const index = (/** @type {number} */ n, /** @type {number} */ row, /** @type {number} */ column) =>
    element("text", { ...middleOf(box, row, column), class: "lab-axis" }, String(n));
  const above = range(columns).map((c) => index(c, -top - t / 2 / box.high - 0.5, c));
  const beside = range(rows).map((r) => index(r, r, -left - l / 2 / box.cell - 0.5));
  board.texts[name] = texts;
  board.layers.text.append(element("g", { "data-grid": name }, ...texts, ...above, ...beside));
}
