// The five grids: how they are called, which of them have the shape of the input, and what a cell selects.

/** @type {Record<GridName, string>} */
export const NAMES = {
  input: "input", output: "output", argmax: "mask", grad_output: "upstream gradient", grad_input: "input gradient",
};

/**
 * The grids that a record has something of.
 * @param {Record<GridName, unknown>} record
 */
export const namesOf = (record) => /** @type {GridName[]} */ (Object.keys(record));

export const GRIDS = namesOf(NAMES);
/**
 * The grids in the shape of the input; the others have that of the output.
 * @type {GridName[]}
 */
export const PLANES = ["input", "argmax", "grad_input"];
export const NO_FRAME = { top: 0, left: 0, bottom: 0, right: 0 };

/**
 * @param {BoardData} data
 * @param {GridName} name
 */
export const frameOf = (data, name) => (PLANES.includes(name) ? data.frame : NO_FRAME);

/**
 * @param {BoardData} data
 * @param {GridName} name
 */
export const shapeOf = (data, name) => (PLANES.includes(name) ? data.input_size : data.output_size);

/**
 * What a cell of a grid selects: an output cell its window, any other itself.
 * @param {Cell} cell
 * @returns {Selected}
 */
export const asSelection = ({ name, row, column }) =>
  ({ kind: PLANES.includes(name) ? "cell" : "window", row, column });

/**
 * Whether two selections, or two nothings, are the same.
 * @param {Selected | null | undefined} a
 * @param {Selected | null | undefined} b
 */
export const same = (a, b) => a?.kind === b?.kind && a?.row === b?.row && a?.column === b?.column;

/**
 * A selection, if the grids have it: they may have shrunk under the pointer.
 * @param {Selected | null | undefined} selection
 * @param {BoardData} data
 */
export function within(selection, data) {
  if (!selection) return null;
  const [rows, columns] = selection.kind === "cell" ? data.input_size : data.output_size;
  return selection.row < rows && selection.column < columns ? selection : null;
}
