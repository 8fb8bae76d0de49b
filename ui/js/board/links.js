// Which cells of all grids belong together, outlined on the board.
import { GRIDS, PLANES } from "../page/grids.js";
import { crossed, range } from "../page/ranges.js";

/** @import { Board } from "./board.js" */

const MOST_AROUND = 16; // above that many windows only the outline of all together is drawn

/**
 * What belongs to a selection: areas of the grids in the input's shape and of those in the output's; around a cell, the
 * windows that hold it.
 * @param {Pick<BoardData, "taps_h" | "taps_w">} taps
 * @param {Selected} selection
 * @returns {{ planes: Area[], outputs: Area[], around: Area[] }}
 */
export function linked({ taps_h, taps_w }, { kind, row, column }) {
  if (kind === "window") {
    return { planes: crossed(taps_h[row], taps_w[column]), outputs: [[row, column, 1, 1]], around: [] };
  }
  // The windows along one axis that hold a place: the inverse range.
  const holding = (/** @type {number[][]} */ taps, /** @type {number} */ place) =>
    range(taps.length).filter((n) => taps[n].includes(place));
  const [is, js] = [holding(taps_h, row), holding(taps_w, column)];
  const windows = is.flatMap((i) => js.map((j) => [i, j]));
  const each = () => windows.flatMap(([i, j]) => crossed(taps_h[i], taps_w[j]));
  const together = () => crossed(is.flatMap((i) => taps_h[i]), js.flatMap((j) => taps_w[j]));
  return {
    planes: [[row, column, 1, 1]],
    outputs: windows.map(([i, j]) => [i, j, 1, 1]),
    around: windows.length <= MOST_AROUND ? each() : together(),
  };
}

/**
 * @param {Board} board
 * @param {"selected" | "hover"} layer
 * @param {Selected | null} selection
 * @param {string} style
 */
export function drawLinks(board, layer, selection, style) {
  const nodes = [];
  if (selection) {
    const { planes, outputs, around } = linked(board.data, selection);
    const thin = { class: `${style} lab-thin`, "data-around": "input" };
    for (const area of around) nodes.push(...board.outline("input", area, 0, thin));
    for (const name of GRIDS) {
      for (const area of PLANES.includes(name) ? planes : outputs) {
        nodes.push(...board.outline(name, area, 0, { class: style, "data-grid": name }));
      }
    }
  }
  board.layers[layer].replaceChildren(...nodes);
}
