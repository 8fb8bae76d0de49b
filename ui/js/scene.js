// The five grids linked under the pointer and the keyboard, without a round trip to the server.
const WAIT = 150; // the keyboard may be on its way to another cell
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

class Scene {
  constructor(component) {
    this.root = component.parentElement.closest(".st-key-scene");
    this.live = component.parentElement.querySelector(".lab-live");
    this.board = new Board(this.root, component.parentElement);
    this.charts = new Charts(this.board, () => this.draw(true), () => this.send("ready", true));
    this.rev = 0;
    this.cursor = {};
    this.listen();
  }

  update({ data, setStateValue }) {
    this.send = noted(setStateValue, () => this.closed);
    this.data = data;
    this.board.update(data);
    this.rev = Math.max(this.rev, data.selection_seen);
    if (!this.pending || data.selection_seen >= this.pending.rev) this.pending = null;
    for (const name of GRIDS) this.describe(name);
    for (const host of Object.values(this.board.hosts)) if (host) this.sizes.observe(host);
    this.hover = this.within(this.hover);
    if (this.pending) this.pending.selection = this.within(this.pending.selection) ?? data.selection;
    this.draw();
    this.charts.fillAll();
  }

  // A selection, if the grids still have it: they may have shrunk under the pointer.
  within(selection) {
    if (!selection) return null;
    const [rows, columns] = selection.kind === "cell" ? this.data.input_size : this.data.output_size;
    return selection.row < rows && selection.column < columns ? selection : null;
  }

  get selection() {
    return this.pending?.selection ?? this.data.selection;
  }

  draw(anew = false) {
    if (!this.data || this.closed) return;
    const { board } = this;
    const moved = board.measure() || anew;
    if (moved) board.drawFrames();
    board.drawTexts(moved);
    board.drawRings(this.data.winners);
    this.drawSelection();
    this.drawHover();
  }

  drawSelection() {
    drawRoutes(this.board, this.pending ? [] : this.data.routes);
    this.board.drawLinks("selected", this.selection, "lab-chosen");
  }

  drawHover() {
    this.board.drawLinks("hover", same(this.hover, this.selection) ? null : this.hover, "lab-hovered");
  }

  // ---- selecting -------------------------------------------------------------------------------------

  select(selection, wait = 0) {
    if (same(selection, this.selection)) return;
    this.rev += 1;
    this.pending = { rev: this.rev, selection };
    this.drawSelection();
    clearTimeout(this.later);
    this.later = setTimeout(() => this.deliver(), wait);
  }

  // Tell the server of a selection that still waits.
  deliver() {
    clearTimeout(this.later);
    if (!this.pending || this.pending.sent) return;
    this.pending.sent = true;
    this.send("selection", { rev: this.pending.rev, ...this.pending.selection });
  }

  // The visitor leaves the grids. A message after a click on the menu would call the visitor back to this page, so
  // that a selection still waiting is given up; anywhere else it goes at once.
  leave(next) {
    if (this.root.contains(next)) return;
    if (!next?.closest?.(LINKS)) this.deliver();
    else if (this.pending && !this.pending.sent) {
      clearTimeout(this.later);
      this.pending = null;
      this.drawSelection();
    }
  }

  describe(name) {
    const host = this.board.hosts[name];
    if (!host || name === "input" || name === "grad_output") return; // those are made of named inputs
    const [rows, columns] = this.board.shape(name);
    host.tabIndex = 0;
    host.setAttribute("role", "application");
    host.setAttribute("aria-label", `${NAMES[name]}, ${rows} rows, ${columns} columns; arrow keys choose a cell`);
  }

  say(name, row, column) {
    const text = this.data.charts[name].text[row][column] || "0";
    this.live.textContent = `${NAMES[name]} row ${row} column ${column}: ${text}`;
  }

  // ---- pointer and keyboard --------------------------------------------------------------------------

  onHover(cell) {
    const next = cell && asSelection(cell);
    if (same(next, this.hover)) return;
    this.hover = next;
    this.drawHover();
  }

  onPress(cell) {
    if (!cell) return;
    this.cursor[cell.name] = [cell.row, cell.column];
    this.select(asSelection(cell));
  }

  onFocus(target) {
    const { row, column } = target.dataset ?? {};
    if (row === undefined) return;
    const name = GRIDS.find((n) => this.board.hosts[n]?.contains(target));
    if (name) this.select(asSelection({ name, row: Number(row), column: Number(column) }), WAIT);
  }

  onKey(event) {
    const name = GRIDS.find((n) => this.board.hosts[n] === event.target);
    const step = STEPS[event.key];
    if (!name || !step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const [rows, columns] = this.board.shape(name);
    const [r, c] = this.cursor[name] ?? [-step[0], -step[1]]; // the first key goes to the first cell
    const row = Math.min(Math.max(r + step[0], 0), rows - 1);
    const column = Math.min(Math.max(c + step[1], 0), columns - 1);
    this.cursor[name] = [row, column];
    this.say(name, row, column);
    this.select(asSelection({ name, row, column }), WAIT);
  }

  listen() {
    this.ears = new AbortController();
    const on = (type, act, where = this.root, capture = false) =>
      where.addEventListener(type, act, { signal: this.ears.signal, capture });
    on("pointermove", (event) => this.onHover(this.board.cellAt(event)));
    on("pointerleave", () => this.onHover(null));
    on("pointerdown", (event) => this.onPress(this.board.cellAt(event)));
    on("focusin", (event) => this.onFocus(event.target));
    on("keydown", (event) => this.onKey(event));
    on("focusout", (event) => this.leave(event.relatedTarget));
    on("pointerdown", (event) => this.leave(event.target), document, true);
    this.sizes = new ResizeObserver(() => {
      cancelAnimationFrame(this.frameRequest);
      this.frameRequest = requestAnimationFrame(() => {
        if (!this.data) return;
        this.board.fit();
        this.draw();
        this.charts.fillAll();
      });
    });
    this.sizes.observe(this.root);
    this.unwatch = watchTheme(() => this.data?.theme, (theme) => this.send("theme", theme));
  }

  close() {
    this.closed = true;
    clearTimeout(this.later);
    this.unwatch();
    this.ears.abort();
    this.sizes.disconnect();
    this.charts.close();
  }
}

export default mounting((component) => new Scene(component));
