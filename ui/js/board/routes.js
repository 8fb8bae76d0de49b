// The gradient's way from output cells to input cells, drawn as arrows on the board.
import { element } from "../page/elements.js";
import { meeting, waysOf } from "./ways.js";

const MOST_ARROWS = 64;
const REACH = 14; // rem: how far the words above a grid reach
const LEAST_TAG = 9; // pixels of height that a weight needs to be read

/** @import { Board } from "./board.js" */

/**
 * How high the digits of the cells are.
 * @param {Board} board
 */
function digitsOf({ texts }) {
  const [node] = texts.grad_input ?? [];
  return node ? parseFloat(getComputedStyle(node).fontSize) : 0;
}

/**
 * From where to where arrows may run beside the grids: right of them, and of the words above them.
 * @param {Board} board
 * @returns {Span}
 */
function sidesOf({ boxes, data: { input_size, output_size, frame }, svg }) {
  const { grad_input: to, grad_output: from } = boxes;
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const edges = [to.x + (input_size[1] + frame.right) * to.cell, from.x + output_size[1] * from.cell, REACH * rem];
  return [Math.max(...edges), svg.clientWidth];
}

/**
 * The weight of a route, at the foot of that cell which no other route has; where all are alike the arrow's caption
 * says it.
 * @param {Box} box
 * @param {Pair} cell
 * @param {number} digits
 * @param {string} weight
 */
function tagOf({ x, y, cell: side, high }, [row, column], digits, weight) {
  const height = Math.min((high - digits) / 2 - 0.5, 14);
  if (height < LEAST_TAG) return []; // too small to be read; the panel says it
  const font = Math.min(0.9 * height, (2.1 * (side - 5)) / weight.length);
  const width = Math.min(0.5 * font * weight.length + 5, side - 3);
  const [left, top] = [x + column * side + 1.5, y + (row + 1) * high - height - 0.5];
  const middle = { x: left + width / 2, y: top + height / 2 };
  return [
    element("rect", { x: left, y: top, width, height, rx: 2, class: "lab-tag" }),
    element("text", { ...middle, class: "lab-weight", style: `font-size:${font}px` }, weight),
  ];
}

/**
 * More than a few arrows would bury the picture: then there are none.
 * @param {Board} board
 * @param {Route[]} routes
 */
export function drawRoutes(board, routes) {
  const drawn = routes.length <= MOST_ARROWS ? routes : [];
  const { boxes, data } = board;
  const digits = drawn.length ? digitsOf(board) : 0;
  const ways = drawn.length ? waysOf(boxes, data, drawn, digits, sidesOf(board)) : [];
  const arrows = ways.flatMap(({ line, head, start: [cx, cy] }) => [
    element("path", { d: line, class: "lab-route" }), element("circle", { cx, cy, r: 1.8, class: "lab-tip" }),
    element("polygon", { points: head, class: "lab-tip" })]);
  const [box, last] = meeting(drawn) ? [boxes.grad_output, false] : [boxes.grad_input, true];
  const tags = drawn.flatMap(({ window, cell, weight }) =>
    (weight ? tagOf(box, last ? cell : window, digits, weight) : []));
  board.layers.routes.replaceChildren(...arrows, ...tags);
}
