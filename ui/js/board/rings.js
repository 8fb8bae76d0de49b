// A ring around every cell that won, on the input and on the mask.
import { cellColours } from "../page/colour.js";

/** @import { Board } from "./board.js" */

/**
 * The grids on which they are.
 * @type {GridName[]}
 */
export const RINGED = ["input", "argmax"];

/**
 * @param {Board} board
 * @param {Pair[]} winners
 */
export function drawRings(board, winners) {
  const nodes = [];
  const seen = new Set();
  for (const [r, c] of winners) {
    if (seen.has(`${r},${c}`)) continue;
    seen.add(`${r},${c}`);
    for (const name of RINGED) {
      const picture = board.picture(name);
      const { ink } = cellColours(picture.z[r][c], picture);
      const where = { "data-grid": name, "data-row": r, "data-column": c };
      const inset = board.boxes[name].high < 26 ? 1.5 : 3;
      nodes.push(board.rect(name, [r, c, 1, 1], inset, { class: "lab-ring", stroke: ink, ...where }));
    }
  }
  board.layers.rings.replaceChildren(...nodes);
}
