// Steps through a pass on the board: draws what a step reads and writes, and tells it in words.

class Player {
  // `told` is where the words go: elements for the sentence, the equation and the ledger. `fill(name)` brings a grid's
  // colours up to date. `onGo` hears of every move.
  constructor(root, parent, bar, told, fill, onGo = () => {}) {
    Object.assign(this, { root, told, fill, onGo });
    this.board = new Board(root, parent);
    this.transport = new Transport(bar, (n) => this.go(n), () => this.onGo(this.reel.at));
    this.listen();
  }

  // Take a new pass and show it after `at` steps.
  load(film, at) {
    const { charts, winners } = film.board;
    this.reel = new Reel(film, Object.fromEntries(WRITTEN.map((name) => [name, charts[name]])), winners);
    if (this.told?.ledger) this.told.ledger.hidden = false;
    this.base = { ...film.board, charts: Object.fromEntries(Object.entries(charts).map(([name, chart]) => [name, { ...chart }])) };
    this.board.update(this.base);
    for (const host of Object.values(this.board.hosts)) if (host) this.sizes.observe(host);
    this.hover = null;
    this.reel.go(Math.min(at, this.reel.length));
    this.refresh(GRIDS, true);
  }

  go(n) {
    const changed = this.reel.go(n);
    this.refresh(changed);
    this.onGo(this.reel.at);
  }

  // Draw the grids named anew, and all that is said of the present step.
  refresh(names, anew = false) {
    const { charts } = this.board.data;
    for (const name of WRITTEN) Object.assign(charts[name], this.reel.grids[name]);
    for (const name of names) this.fill(name);
    this.draw(anew, names);
    this.tell();
    this.transport.show(this.reel.at, this.reel.length);
  }

  draw(anew = false, names = GRIDS) {
    if (!this.reel || this.closed) return;
    const { board } = this;
    const moved = board.measure() || anew;
    if (moved) board.drawFrames();
    board.drawTexts(moved, moved ? GRIDS : [...names]);
    board.drawRings(this.reel.winners);
    this.drawStep();
    this.drawHover();
  }

  drawStep() {
    const { board, reel: { step } } = this;
    const selection = !step ? null : step.window ? { kind: "window", row: step.window[0], column: step.window[1] }
      : step.cell ? { kind: "cell", row: step.cell[0], column: step.cell[1] } : null;
    board.drawLinks("selected", selection, "lab-chosen");
    drawRoutes(board, (step?.routes ?? []).map(([window, cell]) => ({ window, cell })));
    board.layers.marks.replaceChildren(...(step ? this.marks(step) : []));
  }

  // The cell at work, the best so far, the cells that change now, and what the one that changes adds up to.
  marks({ cell, best, backward, writes, equation, sum }) {
    const { board } = this;
    const nodes = [];
    const mark = (name, [row, column], style, inset) => nodes.push(
      board.rect(name, row, column, 1, 1, inset, { class: style, "data-grid": name, "data-row": row, "data-column": column }));
    if (cell) mark(backward ? "grad_input" : "input", cell, "lab-now", 2);
    if (best) mark("input", best, "lab-best", 4);
    for (const [grid, row, column] of writes) if (grid !== 1) mark(WRITTEN[grid], [row, column], "lab-changed", 1);
    const change = writes.find(([grid]) => grid === 2);
    if (sum && change) nodes.push(...this.callout(equation.slice(sum), change[1], change[2]));
    return nodes;
  }

  // A label over the cell that changes; a sum that is wider than the grid shows its first term and what it comes to.
  callout(sum, row, column) {
    const { x, y, cell } = this.board.boxes.grad_input;
    const right = x + this.board.shape("grad_input")[1] * cell + 40;
    const width = (text) => text.length * 7.2 + 14;
    const text = x + width(sum) > right ? sum.replace(/ \+ .* \+ .*?(?= [=≈] [^=≈]*$)/, " + …") : sum;
    const wide = width(text);
    const most = right - wide;
    const left = Math.max(Math.min(x + (column + 0.5) * cell - wide / 2, most), x - 20);
    const top = y + row * cell - 25;
    const label = element("text", { x: left + wide / 2, y: top + 11, class: "lab-sum" }, text);
    return [element("rect", { x: left, y: top, width: wide, height: 22, rx: 5, class: "lab-callout" }), label];
  }

  drawHover() {
    this.board.drawLinks("hover", this.hover, "lab-hovered");
  }

  tell() {
    const { step, opening } = this.reel;
    const [sentence, equation] = step ? [step.sentence, step.equation] : opening;
    const { told } = this;
    if (!told) return;
    const put = (node, text) => { if (node && node.textContent !== text) node.textContent = text; };
    put(told.sentence, sentence);
    put(told.equation, equation);
    const ledger = step?.ledger;
    told.ledger?.querySelectorAll("dd").forEach((node, n) => {
      put(node, ledger ? ledger[n] ?? "" : n < 2 ? "0" : "");
      node.parentElement.style.visibility = n < 2 || ledger?.[n] !== undefined ? "" : "hidden";
    });
  }

  listen() {
    this.ears = new AbortController();
    const on = (type, act) => this.root.addEventListener(type, act, { signal: this.ears.signal });
    on("pointermove", (event) => this.onHover(this.reel && this.board.cellAt(event)));
    on("pointerleave", () => this.onHover(null));
    on("click", (event) => {
      const cell = this.reel && this.board.cellAt(event);
      const n = cell ? this.reel.decided(cell.name, cell.row, cell.column) : 0;
      if (n) this.transport.to(n);
    });
    this.sizes = new ResizeObserver(() => {
      cancelAnimationFrame(this.frameRequest);
      this.frameRequest = requestAnimationFrame(() => {
        if (!this.reel || this.closed) return;
        this.board.fit();
        this.draw();
        for (const name of GRIDS) this.fill(name);
      });
    });
    this.sizes.observe(this.root);
  }

  onHover(cell) {
    const next = cell && asSelection(cell);
    if (same(next, this.hover)) return;
    this.hover = next;
    if (this.reel) this.drawHover();
  }

  close() {
    this.closed = true;
    this.board.svg.remove();
    this.transport.close();
    this.ears.abort();
    this.sizes.disconnect();
  }
}
