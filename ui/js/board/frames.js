// What lies around the grids in the input's shape: padding, and what the last windows hang over.
import { element } from "../page/elements.js";
import { rectOf } from "./geometry.js";
import { PLANES } from "../page/grids.js";
import { isPadding, placesAround } from "./surroundings.js";

/** @import { Board } from "./board.js" */

/** @param {Board} board */
export function drawFrames(board) {
  const { input_size, frame, padding } = board.data;
  const places = placesAround(input_size, frame);
  const nodes = PLANES.flatMap((name) => places.flatMap((place) =>
    isPadding(place, input_size, padding) ? padded(board, name, place) : overhang(board, name, place)));
  board.layers.frame.replaceChildren(...nodes);
}

/**
 * @param {Board} board
 * @param {GridName} name
 * @param {Pair} place
 */
function padded(board, name, place) {
  const { x, y, width, height } = rectOf(board.boxes[name], [...place, 1, 1], 3);
  const hatch = element("line", { x1: x, y1: y + height, x2: x + width, y2: y, class: "lab-hatch" });
  return [board.rect(name, [...place, 1, 1], 0, { rx: 0, class: "lab-padding" }), hatch];
}

/**
 * @param {Board} board
 * @param {GridName} name
 * @param {Pair} place
 */
const overhang = (board, name, place) => [board.rect(name, [...place, 1, 1], 1, { rx: 0, class: "lab-overhang" })];
