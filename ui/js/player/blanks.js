// The cells that no step has written yet, outlined: a grid without numbers is still a grid.
import { rectOf } from "../board/geometry.js";
import { element } from "../page/elements.js";
import { WRITTEN } from "./replay.js";

/** @import { Board } from "../board/board.js" */

/**
 * The places of the cells that are blank; one that is no number says so.
 * @param {Numbers} numbers
 * @returns {Pair[]}
 */
export const blankCells = ({ z, text }) => z.flatMap((row, r) =>
  row.flatMap((value, c) => /** @type {Pair[]} */ (value === null && text[r][c] === "" ? [[r, c]] : [])));

/** @param {Board} board */
export function drawBlanks(board) {
  board.layers.blank.replaceChildren(...WRITTEN.map((name) => {
    const outlines = blankCells(board.data.charts[name]).map((place) => {
      const { x, y, width, height } = rectOf(board.boxes[name], [...place, 1, 1], 1.5);
      return `M${x},${y}h${width}v${height}h${-width}z`;
    });
    return element("path", { d: outlines.join(""), class: "lab-blank", "data-grid": name });
  }));
}
