// Steps through a pass on the board: draws what a step reads and writes, and tells it in words.
import { Board } from "../board/board.js";
import { drawFrames } from "../board/frames.js";
import { GRIDS, asSelection, namesOf, same } from "../page/grids.js";
import { around } from "../page/finding.js";
import { drawLinks } from "../board/links.js";
import { routesOf, selectionOf } from "./about.js";
import { drawBlanks } from "./blanks.js";
import { light } from "./code.js";
import { drawMarks, remarksOn } from "./marks.js";
import { drawNumbers } from "../board/numbers.js";
import { Heard } from "../board/heard.js";
import { Replay, WRITTEN } from "./replay.js";
import { saidOf } from "../board/said.js";
import { staying } from "../board/staying.js";
import { sizeObserver } from "../page/resize.js";
import { drawRings } from "../board/rings.js";
import { drawRoutes } from "../board/routes.js";
import { Transport } from "./transport.js";
import { tell } from "./words.js";

export class Player {
  /** @type {Replay} */
  replay;
  /**
   * The board, with pictures of its own that the steps write in.
   * @type {BoardData}
   */
  base;
  /** @type {Selected | null} */
  hover = null;
  /** Whether the code is shown. */
  code = false;
  ears = new AbortController();
  sizes = sizeObserver(() => this.onResize());

  /**
   * @param {HTMLElement} root the element that holds all grids
   * @param {HTMLElement} bar
   * @param {Told} told
   * @param {(name: GridName) => void} fill brings a grid's colours up to date
   * @param {(at: number) => void} onGo hears of every move
   */
  constructor(root, bar, told, fill, onGo = () => {}) {
    this.root = root;
    this.told = told;
    this.fill = fill;
    this.onGo = onGo;
    this.board = new Board(root, root);
    this.heard = new Heard(this.board, "arrow keys choose a cell, Enter goes to its step", () => this.said());
    this.stay = staying(this.board, this.ears.signal);
    this.transport = new Transport(bar, (n) => this.go(n), () => this.onGo(this.replay.at));
    this.listen();
  }

  /**
   * Take a new pass and show it after `at` steps.
   * @param {Pass} pass
   * @param {number} at
   */
  load(pass, at) {
    this.replay = new Replay(pass);
    if (this.told.ledger) this.told.ledger.hidden = false;
    const charts = namesOf(pass.board.charts).map((name) => [name, { ...pass.board.charts[name] }]);
    this.base = { ...pass.board, charts: Object.fromEntries(charts) };
    this.board.update(this.base);
    for (const host of Object.values(this.board.hosts)) if (host) this.sizes.observe(host);
    this.hover = null;
    this.replay.go(Math.min(at, this.replay.length));
    this.refresh(GRIDS, true);
  }

  /** @param {number} n */
  go(n) {
    const changed = this.replay.go(n);
    this.refresh([...changed]);
    this.onGo(this.replay.at);
  }

  /**
   * Draw some grids anew, and all that is said of the present step.
   * @param {GridName[]} names
   */
  refresh(names, anew = false) {
    const { replay, board: { data: { charts } } } = this;
    for (const name of WRITTEN) Object.assign(charts[name], replay.grids[name]);
    for (const name of names) this.fill(name);
    this.draw(anew, names);
    tell(this.told, replay.said, replay.step?.ledger ?? 0);
    this.lightCode();
    this.transport.show(replay.at, replay.length, replay.step?.time ?? 0);
  }

  /**
   * The loops of the pass beside its words, or not.
   * @param {boolean} code
   */
  showCode(code) {
    this.code = code;
    this.root.toggleAttribute("data-code", code); // the grids leave it room
    this.lightCode();
  }

  lightCode() {
    const { told, replay, code } = this;
    if (told.code) told.code.hidden = !code;
    if (told.code && code && replay) light(told.code, replay.pass.code, replay.step?.lines ?? []);
  }

  draw(anew = false, names = GRIDS) {
    if (!this.replay || this.closed) return;
    const { board } = this;
    this.root.dataset.phase = this.replay.isBackward ? "backward" : "forward"; // a small screen shows its grids alone
    const moved = board.measure() || anew;
    if (moved) drawFrames(board);
    drawBlanks(board);
    drawNumbers(board, moved, moved ? GRIDS : names);
    drawRings(board, this.replay.winners);
    this.drawStep();
    this.drawHover();
    this.stay();
  }

  drawStep() {
    const { board, replay: { step } } = this;
    drawLinks(board, "selected", selectionOf(step), "lab-chosen");
    drawRoutes(board, routesOf(step));
    drawMarks(board, step);
    this.heard.tell();
  }

  said() {
    const { step, winners } = this.replay;
    const marked = { selection: selectionOf(step), winners, routes: routesOf(step), remarks: remarksOn(step) };
    return saidOf(this.board.data, marked);
  }

  drawHover() {
    drawLinks(this.board, "hover", this.hover, "lab-hovered");
  }

  listen() {
    const { signal } = this.ears;
    const cellAt = (/** @type {MouseEvent} */ event) => (this.replay ? this.board.cellAt(event) : null);
    this.root.addEventListener("pointermove", (event) => this.onHover(cellAt(event)), { signal });
    const atKeyboard = () => this.onHover(this.heard.pointed(document.activeElement));
    this.root.addEventListener("pointerleave", atKeyboard, { signal });
    this.root.addEventListener("click", (event) => this.onClick(cellAt(event)), { signal });
    this.root.addEventListener("mousedown", (event) => this.keepFocus(event), { signal });
    this.root.addEventListener("keydown", (event) => this.onKey(event), { signal });
    this.root.addEventListener("focusin", atKeyboard, { signal });
    this.root.addEventListener("focusout", () => this.onHover(null), { signal });
    this.sizes.observe(this.root);
  }

  /** @param {Cell | null} cell */
  onHover(cell) {
    const next = cell && asSelection(cell);
    if (same(next, this.hover)) return;
    this.hover = next;
    if (this.replay) this.drawHover();
  }

  /**
   * A cell leads to the step that decides it.
   * @param {Cell | null} cell
   */
  onClick(cell) {
    const n = cell ? this.replay.decided(cell) : 0;
    if (n) this.transport.to(n);
  }

  /**
   * A click on a grid goes to a step, and leaves the arrow keys to the player.
   * @param {MouseEvent} event
   */
  keepFocus(event) {
    if (around(event.target, ".lab-heard")) event.preventDefault();
  }

  /**
   * In a grid the arrow keys go from cell to cell; Enter does what a click does.
   * @param {KeyboardEvent} event
   */
  onKey(event) {
    if (!this.replay) return;
    const cell = this.heard.moved(event);
    if (cell) this.onHover(cell);
    if (event.key === "Enter") this.onClick(this.heard.pointed(event.target));
  }

  onResize() {
    if (!this.replay || this.closed) return;
    this.board.fit();
    this.draw();
    for (const name of GRIDS) this.fill(name);
  }

  close() {
    this.closed = true;
    this.board.svg.remove();
    this.heard.close();
    this.transport.close();
    this.ears.abort();
    this.sizes.disconnect();
  }
}
