// A grid of buttons coloured like a heatmap; one of them is chosen.
import { gridNodes, isReshaped, markCell, marksOf, paintCell, placeOf, shapeGrid } from "./grids/element_grid.js";
import { tag } from "./page/elements.js";
import { around, part } from "./page/finding.js";
import { noted } from "./page/leaving.js";
import { mounting } from "./page/mount.js";
import { MOVES, isPlain } from "./page/moves.js";
import { Roving } from "./grids/roving.js";

class Picker {
  /** @type {PickerData} */
  data;
  /** @type {Send} */
  send;
  /** @type {HTMLButtonElement[][]} */
  cells;
  roving = new Roving();

  /** @param {Component<PickerData>} component */
  constructor({ parentElement }) {
    this.root = part(parentElement, ".lab-picker");
    this.root.addEventListener("click", (event) => this.pick(around(event.target, ".lab-cell")));
    this.root.addEventListener("keydown", (event) => this.onKey(event));
  }

  /** @param {Component<PickerData>} component */
  update({ data, setStateValue }) {
    this.send = noted(setStateValue, () => !this.root.isConnected);
    const reshaped = isReshaped(data, this.data);
    this.data = data;
    if (reshaped) this.build();
    const marks = marksOf(data);
    this.choose(data.chosen);
    this.cells.forEach((row, r) => row.forEach((cell, c) => this.show(cell, r, c, marks.get(`${r},${c}`))));
  }

  build() {
    const { rows, columns, name } = this.data;
    this.root.className = "lab-picker lab-editor";
    this.root.setAttribute("aria-label", `${name}, ${rows} rows, ${columns} columns; arrow keys move, Enter chooses`);
    shapeGrid(this.root, this.data);
    const { nodes, cells } = gridNodes(this.data, () => tag("button", { type: "button", class: "lab-cell" }));
    this.cells = cells;
    this.root.replaceChildren(...nodes);
    this.roving.renew(cells);
  }

  /**
   * @param {HTMLButtonElement} cell
   * @param {number} r
   * @param {number} c
   * @param {Mark | undefined} mark
   */
  show(cell, r, c, mark) {
    const { name, labels, values } = this.data;
    cell.textContent = labels[r][c];
    cell.setAttribute("aria-label", `${name} row ${r} column ${c}: ${labels[r][c]}`);
    markCell(cell, mark);
    paintCell(cell, values[r][c], this.data);
  }

  /** @param {Pair | null} chosen */
  choose(chosen) {
    const [row, column] = chosen ?? [-1, -1];
    this.cells.flat().forEach((cell) => {
      const [i, j] = placeOf(cell);
      cell.setAttribute("aria-pressed", String(i === row && j === column));
    });
    if (chosen) this.roving.to(chosen);
  }

  /** @param {HTMLElement | null} cell */
  pick(cell) {
    if (!cell || !this.root.contains(cell)) return;
    const [row, column] = placeOf(cell);
    this.choose([row, column]);
    this.send("pick", { row, column });
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const move = MOVES[event.key];
    const cell = around(event.target, ".lab-cell");
    if (!move || !cell || !isPlain(event) || event.shiftKey) return;
    event.preventDefault();
    const [r, c] = placeOf(cell);
    const next = this.cells[r + move[0]]?.[c + move[1]];
    if (!next) return;
    this.roving.to(placeOf(next));
    next.focus();
  }
}

export default mounting((component) => new Picker(component));
