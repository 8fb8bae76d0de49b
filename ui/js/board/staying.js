// The numbers of rows and columns stay in sight where a grid is scrolled away under the edge of the screen.
import { element } from "../page/elements.js";
import { found } from "../page/finding.js";
import { middleOf } from "./geometry.js";
import { GRIDS, frameOf } from "../page/grids.js";
import { range } from "../page/ranges.js";

/** @import { Board } from "./board.js" */

/** What covers the upper edge of the page: the head of a phone, the bar of the player. */
const COVERS = [".stAppHeader", ".st-key-panel_transport"];

/**
 * How far numbers go along with an edge of the screen: from where they stand to the last of `length` pixels.
 * @param {number} edge
 * @param {number} start
 * @param {number} length
 */
export const carried = (edge, start, length) => Math.max(0, Math.min(edge - start, length));

/**
 * Draw what is to stay of every grid, now and whenever something scrolls; gives what draws it anew.
 * @param {Board} board
 * @param {AbortSignal} signal
 */
export function staying(board, signal) {
  const draw = () => {
    if (!board.boxes) return;
    const nodes = GRIDS.flatMap((name) => (board.boxes[name] ? stays(board, name) : []));
    if (nodes.length || board.layers.stays.firstChild) board.layers.stays.replaceChildren(...nodes);
  };
  let frame = 0;
  const later = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(draw);
  };
  document.addEventListener("scroll", later, { signal, capture: true, passive: true });
  return draw;
}

/**
 * The numbers of a grid that would be out of sight, each row of them on a ground of its own.
 * @param {Board} board
 * @param {GridName} name
 */
function stays(board, name) {
  const box = board.boxes[name];
  const { top, left, bottom, right } = frameOf(board.data, name);
  const [rows, columns] = board.shape(name);
  const { l, t } = board.data.margin;
  const [wide, high] = [(left + columns + right) * box.cell, (top + rows + bottom) * box.high];
  const [x, y] = [box.x - left * box.cell - l, box.y - top * box.high - t];
  const outer = board.svg.getBoundingClientRect();
  const across = carried(board.root.getBoundingClientRect().left - outer.left, x, wide - box.cell);
  const down = carried(covered(outer), y, high - box.high);

  const index = (/** @type {number} */ n, /** @type {object} */ at) =>
    element("text", { ...middleOf(box, n, n), ...at, class: "lab-axis" }, String(n));
  /** @type {(dx: number, dy: number, size: object, ...numbers: Node[]) => SVGGElement} */
  const strip = (dx, dy, size, ...numbers) => element("g", { "data-grid": name, transform: `translate(${dx} ${dy})` },
    element("rect", { x, y, ...size, class: "lab-ground" }), ...numbers);
  const above = () => range(columns).map((c) => index(c, { y: y + t / 2 }));
  const beside = () => range(rows).map((r) => index(r, { x: x + l / 2 }));
  return [
    ...(down ? [strip(0, down, { width: l + wide, height: t }, ...above())] : []),
    ...(across ? [strip(across, 0, { width: l, height: t + high }, ...beside())] : []),
    ...(down && across ? [strip(across, down, { width: l, height: t })] : []),
  ];
}

/**
 * Where on the drawing that which can be seen of it begins.
 * @param {{ top: number }} outer
 */
function covered(outer) {
  const feet = COVERS.map((selector) => {
    const cover = found(document, selector);
    const { position, backgroundColor } = cover ? getComputedStyle(cover) : { position: "static", backgroundColor: "" };
    const isClear = position === "static" || backgroundColor.endsWith(", 0)") || backgroundColor === "transparent";
    return cover && !isClear ? cover.getBoundingClientRect().bottom : 0;
  });
  return Math.max(...feet) - outer.top;
}
