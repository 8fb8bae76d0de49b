// A grid whose cells are elements: to type in, or to choose from.
import { NO_FRAME } from "../page/grids.js";
import { cellColours } from "../page/colour.js";
import { range } from "../page/ranges.js";
import { tag } from "../page/elements.js";

/**
 * Whether the elements have to be made anew.
 * @param {GridData} data
 * @param {GridData | undefined} before
 */
export const isReshaped = (data, before) => !before || JSON.stringify(madeOf(data)) !== JSON.stringify(madeOf(before));

/** @param {GridData} data */
const madeOf = ({ rows, columns, frame, name, padding }) => [rows, columns, frame, name, padding];

/**
 * The marks of cells, by "row,column".
 * @param {GridData} data
 * @returns {Map<string | undefined, Mark>}
 */
export const marksOf = ({ marks }) => new Map(marks.map(([r, c, names, aloud]) => [`${r},${c}`, { names, aloud }]));

/**
 * Row and column of a cell's element.
 * @param {HTMLElement} cell
 * @returns {Pair}
 */
export const placeOf = ({ dataset: { row, column } }) => [Number(row), Number(column)];

/**
 * The nodes of a grid: its row and column numbers, and rows of the cells that `make` gives for each row and column and
 * of those of its frame, unless something else draws them. The cells by row and column, and all of the frame, too.
 * @template {HTMLElement} E
 * @param {GridShape} shape
 * @param {(row: number, column: number) => E} make
 */
export function gridNodes({ rows, columns, frame, padding }, make) {
  const heads = [
    ...range(columns).map((c) => head(String(c), 1, 2 + frame.left + c)),
    ...range(rows).map((r) => head(String(r), 2 + frame.top + r, 1)),
  ];
  const cells = range(rows).map((r) => range(columns).map((c) => {
    const cell = put(make(r, c), 2 + frame.top + r, 2 + frame.left + c);
    Object.assign(cell.dataset, { row: r, column: c });
    return cell;
  }));
  /** @type {HTMLElement[]} */
  const pads = [];
  const padded = (/** @type {Pair} */ place) => {
    pads.push(pad(place, frame, padding ?? ""));
    return pads[pads.length - 1];
  };
  const around = padding === null ? NO_FRAME : frame;
  const [down, across] = [[around.top, rows, around.bottom], [around.left, columns, around.right]].map(
    ([before, size, after]) => range(before + size + after).map((n) => n - before));
  const lines = down.map((r) => inPart("row", ...across.map((c) => {
    const cell = cells[r]?.[c];
    return cell ? inPart("gridcell", cell) : padded([r, c]);
  })));
  return { nodes: [...heads, ...lines], cells, pads };
}

/**
 * What some nodes are to those who listen; on screen they lie in the grid itself.
 * @param {string} role
 * @param {HTMLElement[]} nodes
 */
const inPart = (role, ...nodes) => tag("div", { role, class: "lab-part" }, ...nodes);

/**
 * @template {HTMLElement} E
 * @param {E} node
 * @param {number} row
 * @param {number} column
 */
function put(node, row, column) {
  node.style.gridArea = `${row} / ${column}`;
  return node;
}

/**
 * @param {string} className
 * @param {string} textContent
 * @param {number} row
 * @param {number} column
 */
const span = (className, textContent, row, column) =>
  put(Object.assign(document.createElement("span"), { className, textContent }), row, column);

/**
 * The number of a row or a column.
 * @param {string} text
 * @param {number} row
 * @param {number} column
 */
function head(text, row, column) {
  const node = span("lab-index", text, row, column);
  node.setAttribute("aria-hidden", "true");
  return node;
}

/**
 * A cell of the frame, with what stands in it.
 * @param {Pair} place
 * @param {Frame} frame
 * @param {string} padding
 */
function pad([r, c], frame, padding) {
  const node = span("lab-pad", padding, 2 + frame.top + r, 2 + frame.left + c);
  node.dataset.place = `${r},${c}`;
  node.setAttribute("role", "gridcell");
  return node;
}

/**
 * How many rows and columns there are with the frame, for the style sheet.
 * @param {HTMLElement} root
 * @param {GridShape} shape
 */
export function shapeGrid(root, { rows, columns, frame }) {
  root.style.setProperty("--rows", String(frame.top + rows + frame.bottom));
  root.style.setProperty("--columns", String(frame.left + columns + frame.right));
}

/**
 * @param {HTMLElement} cell
 * @param {Mark | undefined} mark
 */
export function markCell(cell, mark) {
  const before = cell.dataset.marks ?? "";
  const names = mark?.names ?? "";
  if (before === names) return;
  for (const name of before.split(" ").filter(Boolean)) cell.classList.remove(`lab-mark-${name}`);
  cell.dataset.marks = names;
  if (mark) cell.classList.add(...names.split(" ").map((name) => `lab-mark-${name}`));
  cell.setAttribute("aria-description", mark?.aloud ?? "");
}

/**
 * @param {HTMLElement} cell
 * @param {number | null} value
 * @param {Colouring} colouring
 */
export function paintCell(cell, value, colouring) {
  const { fill, ink } = cellColours(value, colouring);
  if (cell.dataset.fill === fill) return;
  cell.dataset.fill = fill;
  cell.style.backgroundColor = fill;
  cell.style.color = ink;
}
