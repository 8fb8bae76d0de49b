// What a step does, marked on the board: the cell at work, the best so far, what changes, and what that adds up to.
import { HEIGHT, calloutOf } from "./callout.js";
import { element } from "../page/elements.js";
import { WRITTEN } from "./replay.js";

/** @import { Board } from "../board/board.js" */

/**
 * The cells to mark, how, and how far within their edges. The mask changes with the output: that is marked there.
 * @param {Step} step
 */
export function markedCells({ cell, chosen, backward, writes }) {
  /** @type {{ name: GridName, place: Pair, style: string, inset: number }[]} */
  const marked = [];
  if (cell) marked.push({ name: backward ? "grad_input" : "input", place: cell, style: "lab-now", inset: 2 });
  for (const place of chosen || []) marked.push({ name: "input", place, style: "lab-best", inset: 4 });
  for (const [grid, row, column] of writes) {
    const name = WRITTEN[grid];
    if (name !== "argmax") marked.push({ name, place: [row, column], style: "lab-changed", inset: 1 });
  }
  return marked;
}

/**
 * What marks say to those who do not see them.
 * @type {Record<string, string>}
 */
const WORDS = { "lab-now": "looked at", "lab-best": "chosen so far", "lab-changed": "changed" };

/**
 * The marks of a step in words.
 * @param {Step | null} step
 */
export const remarksOn = (step) =>
  (step ? markedCells(step) : []).map(({ name, place, style }) => ({ name, place, words: WORDS[style] }));

/**
 * @param {Board} board
 * @param {Step | null} step
 */
export function drawMarks(board, step) {
  const nodes = step ? markedCells(step).flatMap(({ name, place: [row, column], style, inset }) => {
    const where = { "data-grid": name, "data-row": row, "data-column": column };
    return board.outline(name, [row, column, 1, 1], inset, { class: style, ...where });
  }) : [];
  board.layers.marks.replaceChildren(...nodes);
  const label = step ? callout(board, step) : [];
  board.root.toggleAttribute("data-sum", label.length > 0); // it takes the place of the caption
  board.layers.above.replaceChildren(...label);
}

/**
 * @param {Board} board
 * @param {Step} step
 */
function callout(board, { writes, equation, sum }) {
  const change = writes.find(([grid]) => WRITTEN[grid] === "grad_input");
  if (!sum || !change || !board.hasCaption("grad_input")) return [];
  const { boxes: { grad_input: box }, data: { frame, margin } } = board;
  const [, columns] = board.shape("grad_input");
  const above = frame.top * box.high + margin.t;
  const { text, left, top, width } = calloutOf(equation.slice(sum), box, columns, change[2], above);
  return [
    element("rect", { x: left, y: top, width, height: HEIGHT, rx: 5, class: "lab-callout" }),
    element("text", { x: left + width / 2, y: top + HEIGHT / 2, class: "lab-sum" }, text),
  ];
}
