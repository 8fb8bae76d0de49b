// A grid of <input>s coloured like a heatmap. It sends what is typed as text; Python decides what a number is.
import { gridNodes, isReshaped, markCell, marksOf, paintCell, placeOf, shapeGrid } from "./grids/element_grid.js";
import { part } from "./page/finding.js";
import { describe, inputCell, isChanged, isInputCell, isWhole, restart, resume, typingIn } from "./grids/input_cell.js";
import { arrived, holdBack, noted } from "./page/leaving.js";
import { mounting } from "./page/mount.js";
import { isPlain, moveFromText } from "./page/moves.js";
import { Post } from "./grids/post.js";
import { Roving } from "./grids/roving.js";
import { asNumber, pastedBlock } from "./grids/typed.js";

/**
 * A cell that is being typed in is committed before the page is left.
 * @param {Event} event
 */
const leave = (event) => holdBack(event, () => {
  const cell = document.activeElement;
  if (isInputCell(cell) && isChanged(cell)) cell.blur();
});

class Editor {
  /** @type {EditorData} */
  data;
  /** @type {HTMLInputElement[][]} */
  cells = [];
  /**
   * The cells of the frame.
   * @type {HTMLElement[]}
   */
  pads = [];
  roving = new Roving();
  /** @type {ReturnType<typeof marksOf>} */
  marks;
  /**
   * The cell that the visitor is in; it may be gone from the page when the page is left.
   * @type {HTMLInputElement | undefined}
   */
  entered;
  /**
   * What is no number, by "row,column".
   * @type {Map<string, { text: string, why: string }>}
   */
  drafts;

  /** @param {Component<EditorData>} component */
  constructor({ parentElement }) {
    document.addEventListener("click", leave, true); // the same function is only ever added once
    this.root = part(parentElement, ".lab-editor");
    this.message = part(parentElement, ".lab-message");
    this.post = new Post(this.root, () => this.typed());
    this.listen();
    arrived();
  }

  /** @param {Component<EditorData>} component */
  update({ data, setStateValue }) {
    const reshaped = isReshaped(data, this.data);
    this.data = data;
    const isOther = this.post.update(data, noted(setStateValue, () => !this.root.isConnected));
    if (reshaped) this.build();
    this.marks = marksOf(data);
    this.drafts = new Map(data.drafts.map(([r, c, text, why]) => [`${r},${c}`, { text, why }]));
    for (const row of this.cells) for (const input of row) this.show(input, isOther);
    for (const pad of this.pads) markCell(pad, this.marks.get(pad.dataset.place));
    this.message.textContent = data.message;
  }

  build() {
    const { rows, columns, name } = this.data;
    const typing = typingIn(this.root);
    shapeGrid(this.root, this.data);
    this.root.setAttribute("aria-label", `${name}, ${rows} rows, ${columns} columns`);
    const { nodes, cells, pads } = gridNodes(this.data, (r, c) => inputCell(name, r, c));
    this.cells = cells;
    this.pads = pads;
    this.roving.renew(cells);
    this.building = true; // the old cells lose the focus: that is no leaving
    this.root.replaceChildren(...nodes);
    if (typing) resume(cells, typing);
    this.building = false;
  }

  /**
   * The exact text of a cell, as it is edited.
   * @param {HTMLInputElement} input
   */
  exact(input) {
    const [r, c] = placeOf(input);
    const key = `${r},${c}`;
    return this.post.outbox.waiting.get(key) ?? this.drafts.get(key)?.text ?? String(this.data.values[r][c] ?? "");
  }

  /**
   * @param {HTMLInputElement} input
   * @param {boolean} force
   */
  show(input, force = false) {
    const [r, c] = placeOf(input);
    const key = `${r},${c}`;
    const waiting = this.post.outbox.waiting.get(key);
    const draft = waiting === undefined ? this.drafts.get(key) : undefined;
    const editing = input === document.activeElement;
    if (!editing || force || !isChanged(input)) {
      restart(input, editing ? this.exact(input) : waiting ?? draft?.text ?? this.data.labels[r][c]);
    }
    describe(input, draft ? draft.why : `row ${r}, column ${c}: ${this.exact(input)}`, Boolean(draft));
    markCell(input, this.marks.get(key));
    this.paint(input, this.exact(input));
  }

  /**
   * @param {HTMLInputElement} input
   * @param {string} text
   */
  paint(input, text) {
    const [r, c] = placeOf(input);
    const value = asNumber(text);
    paintCell(input, Number.isFinite(value) ? value : this.data.values[r][c], this.data);
  }

  /**
   * @param {string} kind
   * @param {HTMLInputElement} input
   * @param {string} text
   */
  push(kind, input, text) {
    this.post.push([kind, ...placeOf(input), text]);
  }

  /**
   * What is typed into a cell and not committed.
   * @returns {Edit[]}
   */
  typed() {
    const cell = this.entered;
    return cell && isChanged(cell) ? [["cell", ...placeOf(cell), cell.value]] : [];
  }

  /** @param {HTMLInputElement} input */
  commit(input) {
    if (!isChanged(input)) return;
    input.dataset.start = input.value;
    this.push("cell", input, input.value);
  }

  /**
   * @param {KeyboardEvent} event
   * @param {HTMLInputElement} input
   */
  onKey(event, input) {
    const all = isWhole(input);
    const atEnd = input.selectionStart === input.value.length || all;
    const move = moveFromText(event, input.selectionEnd === 0 || all, atEnd);
    if (event.key === "Escape") {
      input.value = input.dataset.start ?? "";
      this.paint(input, input.value);
    }
    if (event.key === "F2") input.setSelectionRange(input.value.length, input.value.length);
    if (!move || !isPlain(event)) return;
    event.preventDefault();
    this.commit(input);
    const [r, c] = placeOf(input);
    const next = this.cells[r + move[0]]?.[c + move[1]];
    if (next) next.focus();
    else input.select();
  }

  /** @param {HTMLInputElement} input */
  onEnter(input) {
    this.entered = input;
    this.roving.to(placeOf(input));
    if (this.building) return;
    input.value = input.dataset.start = this.exact(input);
    input.select();
    if (input.classList.contains("lab-bad")) this.message.textContent = input.title;
  }

  /** @param {HTMLInputElement} input */
  onLeave(input) {
    if (this.building) return;
    this.entered = undefined;
    this.commit(input);
    this.show(input);
  }

  /**
   * @param {ClipboardEvent} event
   * @param {HTMLInputElement} input
   */
  onPaste(event, input) {
    const block = pastedBlock(event.clipboardData?.getData("text/plain") ?? "");
    if (block === null) return;
    event.preventDefault();
    input.value = input.dataset.start ?? "";
    input.select();
    this.push("paste", input, block);
  }

  listen() {
    /**
     * @template {keyof HTMLElementEventMap} K
     * @param {K} type
     * @param {(input: HTMLInputElement, event: HTMLElementEventMap[K]) => void} act
     */
    const on = (type, act) => this.root.addEventListener(type, (event) => {
      if (isInputCell(event.target)) act(event.target, event);
    });
    on("focusin", (input) => this.onEnter(input));
    on("focusout", (input) => this.onLeave(input));
    on("input", (input) => this.paint(input, input.value));
    on("keydown", (input, event) => this.onKey(event, input));
    on("paste", (input, event) => this.onPaste(event, input));
  }

  close() {
    this.post.close();
  }
}

export default mounting((component) => new Editor(component));
