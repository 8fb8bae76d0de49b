// A grid of <input>s coloured like a heatmap. It sends what is typed as text; Python decides what a number is.
const asNumber = (text) => (text.trim() === "" ? NaN : Number(text.trim().replace("−", "-")));

// A cell that is being typed in is committed before the page is left.
const leave = (event) => holdBack(event, () => {
  const cell = document.activeElement;
  if (cell.classList.contains("lab-cell") && cell.value !== cell.dataset.start) cell.blur();
});

class Editor {
  constructor(parent) {
    document.addEventListener("click", leave, true); // the same function is only ever added once
    this.root = parent.querySelector(".lab-editor");
    this.message = parent.querySelector(".lab-message");
    this.cells = [];
    this.unseen = []; // [rev, event]: sent, not yet acknowledged
    this.rev = 0;
    this.listen();
  }

  update({ data, setStateValue }) {
    this.send = noted(setStateValue, () => !this.root.isConnected);
    this.rev = Math.max(this.rev, data.seen);
    const moved = !this.data || data.version !== this.data.version;
    const reshaped = isReshaped(data, this.data);
    this.unseen = moved ? [] : this.unseen.filter(([rev]) => rev > data.seen);
    this.data = data;
    if (reshaped) this.build();
    this.marks = marksOf(data);
    this.drafts = new Map(data.drafts.map(([r, c, text, why]) => [`${r},${c}`, { text, why }]));
    this.waiting = new Map();
    for (const [, [kind, r, c, text]] of this.unseen) if (kind === "cell") this.waiting.set(`${r},${c}`, text);
    for (const row of this.cells) for (const input of row) this.show(input, moved);
    for (const pad of this.root.querySelectorAll(".lab-pad")) markCell(pad, this.marks.get(pad.dataset.place));
    this.message.textContent = data.message;
  }

  build() {
    const { rows, columns, name } = this.data;
    const typing = this.root.contains(document.activeElement) ? this.typing(document.activeElement) : null;
    shapeGrid(this.root, this.data);
    this.root.setAttribute("aria-label", `${name}, ${rows} rows, ${columns} columns`);
    const { nodes, cells } = gridNodes(this.data, (r, c) => {
      const input = document.createElement("input");
      Object.assign(input, { className: "lab-cell", autocomplete: "off", spellcheck: false, inputMode: "text" });
      input.setAttribute("aria-invalid", "false");
      input.setAttribute("aria-label", `${name} row ${r} column ${c}`);
      return input;
    });
    this.cells = cells;
    this.building = true; // the old cells lose the focus: that is no leaving
    this.root.replaceChildren(...nodes);
    if (typing) this.resume(typing);
    this.building = false;
  }

  // What a visitor is in the middle of in a cell, and the same again in the cell that took its place.
  typing(input) {
    const { value, dataset: { start }, selectionStart, selectionEnd } = input;
    return { at: this.place(input), value, start, selectionStart, selectionEnd };
  }

  resume({ at: [r, c], value, start, selectionStart, selectionEnd }) {
    const input = this.cells[Math.min(r, this.data.rows - 1)][Math.min(c, this.data.columns - 1)];
    input.focus();
    const stays = this.cells[r]?.[c] === input;
    input.value = stays ? value : "";
    input.dataset.start = stays ? start : "";
    input.setSelectionRange(selectionStart, selectionEnd);
  }

  place(input) {
    return [Number(input.dataset.row), Number(input.dataset.column)];
  }

  // The exact text of a cell, as it is edited.
  exact(input) {
    const [r, c] = this.place(input);
    const key = `${r},${c}`;
    return this.waiting.get(key) ?? this.drafts.get(key)?.text ?? String(this.data.values[r][c] ?? "");
  }

  show(input, force = false) {
    const [r, c] = this.place(input);
    const key = `${r},${c}`;
    const draft = this.waiting.has(key) ? null : this.drafts.get(key);
    const editing = input === document.activeElement;
    if (!editing || force || input.value === input.dataset.start) {
      const resting = this.waiting.get(key) ?? draft?.text ?? this.data.labels[r][c];
      const text = editing ? this.exact(input) : resting;
      if (input.value !== text) {
        const all = editing && this.isWhole(input); // what is typed next still replaces it
        input.value = text;
        if (all) input.select();
      }
      input.dataset.start = text;
    }
    const title = draft ? draft.why : `row ${r}, column ${c}: ${this.exact(input)}`;
    if (input.title !== title) input.title = title;
    if (Boolean(draft) !== input.classList.contains("lab-bad")) {
      input.classList.toggle("lab-bad");
      input.setAttribute("aria-invalid", String(Boolean(draft)));
    }
    markCell(input, this.marks.get(key));
    this.paint(input, asNumber(this.exact(input)));
  }

  paint(input, value) {
    const [r, c] = this.place(input);
    paintCell(input, Number.isFinite(value) ? value : this.data.values[r][c], this.data);
  }

  push(event) {
    this.rev += 1;
    this.unseen.push([this.rev, event]);
    if (event[0] === "cell") this.waiting.set(`${event[1]},${event[2]}`, event[3]);
    this.send("edit", { rev: this.rev, version: this.data.version, events: this.unseen.map(([, e]) => e) });
  }

  commit(input) {
    if (input.value === input.dataset.start) return;
    input.dataset.start = input.value;
    this.push(["cell", ...this.place(input), input.value]);
  }

  step(input, rows, columns) {
    const [r, c] = this.place(input);
    const next = this.cells[r + rows]?.[c + columns];
    if (next) next.focus();
    return Boolean(next);
  }

  // Whether all of a cell's text is selected.
  isWhole(input) {
    return input.selectionStart === 0 && input.selectionEnd === input.value.length;
  }

  onKey(event, input) {
    const all = this.isWhole(input);
    const atStart = input.selectionEnd === 0 || all;
    const atEnd = input.selectionStart === input.value.length || all;
    const step = {
      Enter: event.shiftKey ? [-1, 0] : [1, 0],
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
      ArrowLeft: atStart && !event.shiftKey ? [0, -1] : null,
      ArrowRight: atEnd && !event.shiftKey ? [0, 1] : null,
    }[event.key];
    if (event.key === "Escape") {
      input.value = input.dataset.start;
      this.paint(input, asNumber(input.value));
    }
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.commit(input);
    if (!this.step(input, ...step)) input.select();
  }

  listen() {
    const on = (type, act) => this.root.addEventListener(type, (event) => {
      if (event.target.classList.contains("lab-cell")) act(event, event.target);
    });
    on("focusin", (event, input) => {
      if (this.building) return;
      input.value = input.dataset.start = this.exact(input);
      input.select();
      if (input.classList.contains("lab-bad")) this.message.textContent = input.title;
    });
    on("focusout", (event, input) => {
      if (this.building) return;
      this.commit(input);
      this.show(input);
    });
    on("input", (event, input) => this.paint(input, asNumber(input.value)));
    on("keydown", (event, input) => this.onKey(event, input));
    on("paste", (event, input) => {
      const text = event.clipboardData.getData("text/plain").replace(/[\r\n]+$/, "");
      if (!/[\t\r\n]/.test(text)) return;
      event.preventDefault();
      input.value = input.dataset.start;
      input.select();
      this.push(["paste", ...this.place(input), text.slice(0, 20000)]);
    });
  }
}

export default mounting((component) => new Editor(component.parentElement));
