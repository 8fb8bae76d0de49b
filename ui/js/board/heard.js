// The grids for those who hear the page or use the keyboard: over each chart lies one that nobody sees, of its numbers
// and what is said of them. A cell of it lies on the cell that it tells of, so that a finger finds it.
import { GRIDS, NAMES, frameOf } from "../page/grids.js";
import { MOVES, isPlain, movedOn } from "../page/moves.js";
import { found } from "../page/finding.js";
import { range } from "../page/ranges.js";
import { tag } from "../page/elements.js";

const PAUSE = 100; // milliseconds without a change until the grids follow: what is seen goes first

/** @import { Board } from "./board.js" */
/** @import { Said } from "./said.js" */
/** @typedef {{ node: HTMLElement, cells: HTMLElement[][], texts: Text[][], made: string }} Laid */

export class Heard {
  /**
   * The grid over each chart.
   * @type {Partial<Record<GridName, Laid>>}
   */
  laid = {};
  /**
   * Where the keyboard is in each chart.
   * @type {Partial<Record<GridName, Pair>>}
   */
  cursor = {};

  /**
   * @param {Board} board
   * @param {string} keys what the keys do in a grid
   * @param {() => Said} said what is said of the cells now
   */
  constructor(board, keys, said) {
    this.board = board;
    this.keys = keys;
    this.said = said;
  }

  /** Numbers or marks have changed. */
  tell() {
    clearTimeout(this.later);
    this.later = setTimeout(() => this.write(), PAUSE);
  }

  /** Bring all of them up to date, in one go; the text of a cell alone changes, which no style hangs on. */
  write() {
    const said = this.said();
    for (const name of GRIDS) {
      const host = this.board.hosts[name];
      if (host && this.board.data.charts[name]) this.fill(name, host, said[name]);
      else if (host) describe(host, said[name]);
    }
  }

  /**
   * @param {GridName} name
   * @param {HTMLElement} host
   * @param {Map<string, string>} words
   */
  fill(name, host, words) {
    const { text } = this.board.data.charts[name];
    found(host, ".stPlotlyChart")?.setAttribute("aria-hidden", "true"); // it may have been mounted anew
    this.grid(name, host).texts.forEach((row, r) => row.forEach((node, c) => {
      const [number, marks] = [text[r][c] || (name === "argmax" ? "0" : "empty"), words.get(`${r},${c}`)];
      const place = `${NAMES[name]} row ${r} column ${c}: `;
      const said = marks ? `${place}${number}; ${marks}` : `${place}${number}`;
      if (node.data !== said) node.data = said;
    }));
  }

  /**
   * The grid over a chart, made anew where the chart has another shape or another place.
   * @param {GridName} name
   * @param {HTMLElement} host
   */
  grid(name, host) {
    const [rows, columns] = this.board.shape(name);
    const frame = frameOf(this.board.data, name);
    const made = JSON.stringify([rows, columns, frame]);
    const before = this.laid[name];
    if (before?.made === made && before.node.parentElement === host) return before;
    before?.node.remove();
    delete this.cursor[name];
    const label = `${NAMES[name]}, ${rows} rows, ${columns} columns; ${this.keys}`;
    const node = tag("div", { class: "lab-heard", role: "grid", "aria-label": label });
    node.tabIndex = 0;
    const { cells, texts, lines } = linesOf(name, [rows, columns], frame);
    node.append(...lines);
    host.append(node);
    return (this.laid[name] = { node, cells, texts, made });
  }

  /**
   * Where a key leads in the grid that has the focus, from where it was before; null where it is none of a grid's.
   * @param {KeyboardEvent} event
   * @returns {Cell | null}
   */
  moved(event) {
    const name = this.focused(event.target);
    const move = MOVES[event.key];
    if (!name || !move || !isPlain(event)) return null;
    event.preventDefault();
    const from = this.cursor[name] ?? [-move[0], -move[1]]; // the first key goes to the first cell
    const [row, column] = (this.cursor[name] = movedOn(from, move, this.board.shape(name)));
    this.read({ name, row, column });
    return { name, row, column };
  }

  /**
   * The chart whose grid has the focus.
   * @param {EventTarget | null} target
   */
  focused(target) {
    return GRIDS.find((name) => target && this.laid[name]?.node === target);
  }

  /**
   * The cell where the keyboard is, in the chart that has the focus.
   * @param {EventTarget | null} target
   * @returns {Cell | null}
   */
  pointed(target) {
    const name = this.focused(target);
    const place = name && this.cursor[name];
    return place ? { name, row: place[0], column: place[1] } : null;
  }

  /**
   * The keyboard has come to a cell of a chart: that is read.
   * @param {Cell} cell
   */
  read({ name, row, column }) {
    const grid = this.laid[name];
    const cell = grid?.cells[row]?.[column];
    if (cell) grid.node.setAttribute("aria-activedescendant", cell.id);
  }

  close() {
    clearTimeout(this.later);
    for (const grid of Object.values(this.laid)) grid?.node.remove();
  }
}

/**
 * The rows of a grid, its cells, and their texts; a cell says its place itself.
 * @param {GridName} name
 * @param {Pair} shape
 * @param {Frame} frame
 */
function linesOf(name, [rows, columns], { top, left }) {
  const texts = range(rows).map(() => range(columns).map(() => document.createTextNode("")));
  const cells = texts.map((row, r) => row.map((text, c) => {
    const cell = tag("div", { role: "gridcell" }, text);
    cell.style.gridArea = `${2 + top + r} / ${2 + left + c}`;
    cell.id = `lab-heard-${name}-${r}-${c}`;
    return cell;
  }));
  return { cells, texts, lines: cells.map((row) => tag("div", { role: "row", class: "lab-part" }, ...row)) };
}

/**
 * Cells to type in have names of their own, and what is drawn over them is said; why an entry is refused goes first.
 * @param {HTMLElement} host
 * @param {Map<string, string>} words
 */
function describe(host, words) {
  for (const cell of host.querySelectorAll("input.lab-cell")) {
    const { row, column } = /** @type {HTMLElement} */ (cell).dataset;
    const said = (cell.ariaInvalid === "true" ? undefined : words.get(`${row},${column}`)) ?? null;
    if (cell.ariaDescription !== said) cell.ariaDescription = said;
  }
}
