// A grid of buttons coloured like a heatmap; one of them is chosen.
const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

class Picker {
  constructor({ parentElement }) {
    this.root = parentElement.querySelector(".lab-picker");
    this.root.addEventListener("click", (event) => this.pick(event.target.closest(".lab-cell")));
    this.root.addEventListener("keydown", (event) => this.onKey(event));
  }

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
    const { nodes, cells } = gridNodes(this.data, () =>
      Object.assign(document.createElement("button"), { type: "button", className: "lab-cell" }));
    this.cells = cells;
    this.root.replaceChildren(...nodes);
    this.root.dataset.row = this.root.dataset.column = 0;
  }

  show(cell, r, c, mark) {
    const { name, labels, values } = this.data;
    cell.textContent = labels[r][c];
    cell.setAttribute("aria-label", `${name} row ${r} column ${c}: ${labels[r][c]}`);
    markCell(cell, mark);
    paintCell(cell, values[r][c], this.data);
  }

  // Of all cells one takes part when Tab is pressed: the one that was chosen or focused last.
  choose(chosen) {
    const [row, column] = chosen ?? [-1, -1];
    const [r, c] = chosen ?? [Number(this.root.dataset.row), Number(this.root.dataset.column)];
    this.cells.flat().forEach((cell) => {
      cell.setAttribute("aria-pressed", String(Number(cell.dataset.row) === row && Number(cell.dataset.column) === column));
      cell.tabIndex = Number(cell.dataset.row) === r && Number(cell.dataset.column) === c ? 0 : -1;
    });
  }

  pick(cell) {
    if (!cell || !this.root.contains(cell)) return;
    const [row, column] = [Number(cell.dataset.row), Number(cell.dataset.column)];
    Object.assign(this.root.dataset, { row, column });
    this.choose([row, column]);
    this.send("pick", { row, column });
  }

  onKey(event) {
    const move = MOVES[event.key];
    const cell = event.target.closest?.(".lab-cell");
    if (!move || !cell || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    event.preventDefault();
    const next = this.cells[Number(cell.dataset.row) + move[0]]?.[Number(cell.dataset.column) + move[1]];
    if (!next) return;
    [cell.tabIndex, next.tabIndex] = [-1, 0];
    Object.assign(this.root.dataset, { row: next.dataset.row, column: next.dataset.column });
    next.focus();
  }
}

export default mounting((component) => new Picker(component));
