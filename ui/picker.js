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
    const reshaped = !this.data || ["rows", "columns", "frame", "name"].some(
      (k) => JSON.stringify(data[k]) !== JSON.stringify(this.data[k]));
    this.data = data;
    if (reshaped) this.build();
    const marks = new Map(data.marks.map(([r, c, names, aloud]) => [`${r},${c}`, { names, aloud }]));
    this.choose(data.chosen);
    this.cells.forEach((row, r) => row.forEach((cell, c) => this.show(cell, r, c, marks.get(`${r},${c}`))));
  }

  build() {
    const { rows, columns, frame, name } = this.data;
    this.root.className = "lab-picker lab-editor";
    this.root.setAttribute("aria-label", `${name}, ${rows} rows, ${columns} columns; arrow keys move, Enter chooses`);
    this.root.style.setProperty("--rows", frame.top + rows + frame.bottom);
    this.root.style.setProperty("--columns", frame.left + columns + frame.right);
    const put = (tag, className, text, row, column) => {
      const node = document.createElement(tag);
      node.className = className;
      node.textContent = text;
      node.style.gridArea = `${row} / ${column}`;
      if (className === "lab-index") node.setAttribute("aria-hidden", "true");
      this.root.append(node);
      return node;
    };
    this.root.replaceChildren();
    for (let c = 0; c < columns; c++) put("span", "lab-index", c, 1, 2 + frame.left + c);
    for (let r = -frame.top; r < rows + frame.bottom; r++) {
      for (let c = -frame.left; c < columns + frame.right; c++) {
        if (r < 0 || c < 0 || r >= rows || c >= columns) put("span", "lab-pad", "", 2 + frame.top + r, 2 + frame.left + c);
      }
    }
    this.cells = Array.from({ length: rows }, (_, r) => {
      put("span", "lab-index", r, 2 + frame.top + r, 1);
      return Array.from({ length: columns }, (_, c) => {
        const cell = put("button", "lab-cell", "", 2 + frame.top + r, 2 + frame.left + c);
        cell.type = "button";
        Object.assign(cell.dataset, { row: r, column: c });
        return cell;
      });
    });
    this.root.dataset.row = this.root.dataset.column = 0;
  }

  show(cell, r, c, mark) {
    const { name, labels, values } = this.data;
    const { fill, ink } = cellColours(values[r][c], this.data);
    cell.textContent = labels[r][c];
    cell.className = ["lab-cell", ...(mark?.names ?? "").split(" ").filter(Boolean).map((n) => `lab-mark-${n}`)].join(" ");
    Object.assign(cell.style, { backgroundColor: fill, color: ink });
    cell.setAttribute("aria-label", `${name} row ${r} column ${c}: ${labels[r][c]}${mark ? `; ${mark.aloud}` : ""}`);
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
