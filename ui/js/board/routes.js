// The gradient's way from output cells to input cells, drawn as arrows on the board.
import { cellColours } from "../page/colour.js";
import { element } from "../page/elements.js";
import { wayOf } from "./ways.js";

const MOST_ARROWS = 64;

/** @import { Board } from "./board.js" */

/**
 * The weight of a route in the corner of the cell it ends in; where all are alike the arrow's caption says it.
 * @param {Board} board
 * @param {Pair} cell
 * @param {string} weight
 */
function weightAt(board, [r, c], weight) {
  const to = board.boxes.grad_input;
  const picture = board.picture("grad_input");
  const { ink } = cellColours(picture.z[r][c], picture);
  const place = { x: to.x + c * to.cell + 4, y: to.y + (r + 1) * to.cell - 5 };
  const node = element("text", { ...place, class: "lab-weight", fill: ink }, weight);
  if (to.cell < 40) node.setAttribute("display", "none"); // too small to be read; the panel says it
  return node;
}

/**
 * More than a few arrows would bury the picture: then there are none.
 * @param {Board} board
 * @param {Route[]} routes
 */
export function drawRoutes(board, routes) {
  const nodes = [];
  for (const route of routes.length <= MOST_ARROWS ? routes : []) {
    const d = wayOf(board.boxes, board.data, route);
    nodes.push(element("path", { d, class: "lab-route", "marker-end": "url(#lab-arrow)" }));
    if (route.weight) nodes.push(weightAt(board, route.cell, route.weight));
  }
  board.layers.routes.replaceChildren(...nodes);
}
