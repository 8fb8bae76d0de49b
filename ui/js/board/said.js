// What is said of cells besides their numbers: the marks that are drawn on the board, in words.
import { GRIDS, PLANES } from "../page/grids.js";
import { linked } from "./links.js";
import { range } from "../page/ranges.js";
import { RINGED } from "./rings.js";

/** What a selection is called in the grids of the input's shape, and in those of the output's. */
const SELECTED = {
  window: { planes: "in the selected window", outputs: "selected" },
  cell: { planes: "selected", outputs: "its window holds the selected cell" },
};

/** @typedef {Record<GridName, Map<string, string>>} Said the words of cells, by "row,column" */
/** @typedef {{ name: GridName, place: Pair, words: string }} Remark */
/**
 * @typedef {object} Marked what is marked on the board
 * @property {Selected | null} selection
 * @property {Pair[]} winners
 * @property {Route[]} routes
 * @property {Remark[]} [remarks] and what else is
 */

/**
 * @param {BoardData} data
 * @param {Marked} marked
 * @returns {Said}
 */
export function saidOf(data, { selection, winners, routes, remarks = [] }) {
  const said = /** @type {Said} */ (Object.fromEntries(GRIDS.map((name) => [name, new Map()])));
  const all = [...wonBy(winners), ...(selection ? selectedBy(data, selection) : []), ...sentAlong(routes), ...remarks];
  for (const { name, place, words } of all) {
    const [key, cells] = [place.join(), said[name]];
    const before = cells.get(key)?.split("; ") ?? [];
    if (!before.includes(words)) cells.set(key, [...before, words].join("; "));
  }
  return said;
}

/**
 * @param {Pair[]} winners
 * @returns {Remark[]}
 */
const wonBy = (winners) => winners.flatMap((place) => RINGED.map((name) => ({ name, place, words: "winner" })));

/**
 * @param {BoardData} data
 * @param {Selected} selection
 * @returns {Remark[]}
 */
function selectedBy(data, selection) {
  const { planes, outputs } = linked(data, selection);
  const words = SELECTED[selection.kind === "window" ? "window" : "cell"];
  return GRIDS.flatMap((name) => {
    const kind = PLANES.includes(name) ? "planes" : "outputs";
    return { planes, outputs }[kind].flatMap(placesIn).map((place) => ({ name, place, words: words[kind] }));
  });
}

/**
 * @param {Route[]} routes
 * @returns {Remark[]}
 */
const sentAlong = (routes) => routes.flatMap(({ window, cell, weight }) => [
  { name: "grad_output", place: window, words: "sends gradient" },
  { name: "grad_input", place: cell, words: `gets gradient${weight ? ` ${weight}` : ""}` },
]);

/**
 * The cells of an area.
 * @param {Area} area
 * @returns {Pair[]}
 */
const placesIn = ([row, column, rows, columns]) =>
  range(rows).flatMap((r) => range(columns).map((c) => /** @type {Pair} */ ([row + r, column + c])));
