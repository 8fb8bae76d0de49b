// The number of the cell at the pointer and of the selected one, where cells are too small to have it in them.
import { element } from "../page/elements.js";
import { middleOf } from "./geometry.js";
import { GRIDS, PLANES } from "../page/grids.js";

/** @import { Board } from "./board.js" */

const LETTER = 8; // pixels
const HEIGHT = 20;
const NONE = "0"; // what a mask leaves blank

/**
 * The grids that have the selection as one cell.
 * @param {Selected} selection
 */
export const shownIn = ({ kind }) => GRIDS.filter((name) => PLANES.includes(name) === (kind === "cell"));

/**
 * @param {Board} board
 * @param {"selected" | "hover"} layer
 * @param {Selected | null} selection
 */
export function drawReadout(board, layer, selection) {
  if (!selection || !board.isTiny()) return;
  const { row, column } = selection;
  for (const name of shownIn(selection)) {
    const input = board.inputOf(name, row, column);
    if (input && input === document.activeElement) continue; // it is being typed in, and shows its number itself
    const text = board.textOf(name, row, column) || NONE;
    const { x, y } = middleOf(board.boxes[name], row, column);
    const width = text.length * LETTER + 8;
    const place = { x: x - width / 2, y: y - HEIGHT / 2, width, height: HEIGHT, rx: 4 };
    board.layers[layer].append(
      element("rect", { ...place, class: "lab-readout" }), element("text", { x, y, class: "lab-read" }, text));
  }
}
