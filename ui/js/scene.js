// The five grids linked under the pointer and the keyboard, without a round trip to the server.
import { Board } from "./board/board.js";
import { Charts } from "./board/charts.js";
import { Explanation } from "./page/explanation.js";
import { around, holds } from "./page/finding.js";
import { drawFrames } from "./board/frames.js";
import { Heard } from "./board/heard.js";
import { GRIDS, asSelection, same, within } from "./page/grids.js";
import { LINKS, noted } from "./page/leaving.js";
import { drawLinks } from "./board/links.js";
import { mounting } from "./page/mount.js";
import { drawNumbers } from "./board/numbers.js";
import { drawReadout } from "./board/readout.js";
import { sizeObserver } from "./page/resize.js";
import { drawRings } from "./board/rings.js";
import { drawRoutes } from "./board/routes.js";
import { saidOf } from "./board/said.js";
import { staying } from "./board/staying.js";
import { Selecting } from "./page/selecting.js";
import { watchTheme } from "./page/theme.js";

const WAIT = 150; // the keyboard may be on its way to another cell

class Scene {
  /** @type {SceneData} */
  data;
  /** @type {Send} */
  send;
  /** @type {Selected | null} */
  hover = null;
  ears = new AbortController();
  sizes = sizeObserver(() => this.onResize());

  /** @param {Component<SceneData>} component */
  constructor({ parentElement }) {
    this.root = /** @type {HTMLElement} */ (around(parentElement, ".st-key-scene"));
    this.board = new Board(this.root, parentElement);
    this.heard = new Heard(this.board, "arrow keys choose a cell", () => this.said());
    this.stay = staying(this.board, this.ears.signal);
    this.explanation = new Explanation(this.root);
    this.charts = new Charts(this.board, () => this.draw(true), () => this.send("ready", true));
    this.selecting = new Selecting(() => this.drawSelection(), (message) => this.send("selection", message));
    this.unwatch = watchTheme(() => this.data?.theme, (theme) => this.send("theme", theme));
    this.listen();
  }

  /** @param {Component<SceneData>} component */
  update({ data, setStateValue }) {
    this.send = noted(setStateValue, () => this.closed);
    this.data = data;
    this.board.update(data);
    this.selecting.update(data);
    for (const host of Object.values(this.board.hosts)) if (host) this.sizes.observe(host);
    this.hover = within(this.hover, data);
    this.explanation.follow();
    this.draw();
    this.charts.fillAll();
  }

  draw(anew = false) {
    if (!this.data || this.closed) return;
    const { board } = this;
    const moved = board.measure() || anew;
    if (moved) drawFrames(board);
    drawNumbers(board, moved);
    drawRings(board, this.data.winners);
    this.drawSelection();
    this.drawHover();
    this.stay();
  }

  drawSelection() {
    drawRoutes(this.board, this.routes);
    drawLinks(this.board, "selected", this.selecting.current, "lab-chosen");
    drawReadout(this.board, "selected", this.selecting.current);
    this.heard.tell();
  }

  /** The server tells of the routes of a selection, a moment after it was made. */
  get routes() {
    return this.selecting.pending ? [] : this.data.routes;
  }

  said() {
    const { data: { winners }, selecting: { current: selection }, routes } = this;
    return saidOf(this.data, { selection, winners, routes });
  }

  drawHover() {
    const hover = same(this.hover, this.selecting.current) ? null : this.hover;
    drawLinks(this.board, "hover", hover, "lab-hovered");
    drawReadout(this.board, "hover", hover);
  }

  // ---- pointer and keyboard --------------------------------------------------------------------------

  /** @param {Cell | null} cell */
  onHover(cell) {
    const next = cell && asSelection(cell);
    if (same(next, this.hover)) return;
    this.hover = next;
    this.drawHover();
  }

  /** @param {Cell | null} cell */
  onPress(cell) {
    if (!cell) return;
    this.heard.cursor[cell.name] = [cell.row, cell.column];
    this.selecting.select(asSelection(cell));
  }

  /** @param {EventTarget | null} target */
  onFocus(target) {
    const { row, column } = target instanceof HTMLElement ? target.dataset : {};
    const name = GRIDS.find((n) => holds(this.board.hosts[n], target));
    if (row === undefined || !name) return;
    this.selecting.select(asSelection({ name, row: Number(row), column: Number(column) }), WAIT);
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const cell = this.heard.moved(event);
    if (cell) this.selecting.select(asSelection(cell), WAIT);
  }

  /**
   * The visitor leaves the grids. A message after a click on the menu would call the visitor back to this page, so that
   * a selection still waiting is given up; anywhere else it goes at once.
   * @param {EventTarget | null} next
   */
  leave(next) {
    if (holds(this.root, next)) return;
    if (around(next, LINKS)) this.selecting.drop();
    else this.selecting.deliver();
  }

  onResize() {
    if (!this.data) return;
    this.board.fit();
    this.draw();
    this.charts.fillAll();
  }

  listen() {
    const { root } = this;
    const { signal } = this.ears;
    root.addEventListener("pointermove", (event) => this.onHover(this.board.cellAt(event)), { signal });
    root.addEventListener("pointerleave", () => this.onHover(null), { signal });
    root.addEventListener("pointerdown", (event) => this.onPress(this.board.cellAt(event)), { signal });
    root.addEventListener("focusin", (event) => this.onFocus(event.target), { signal });
    root.addEventListener("keydown", (event) => this.onKey(event), { signal });
    root.addEventListener("focusout", (event) => this.leave(event.relatedTarget), { signal });
    document.addEventListener("pointerdown", (event) => this.leave(event.target), { signal, capture: true });
    this.sizes.observe(root);
  }

  close() {
    this.closed = true;
    this.selecting.close();
    this.unwatch();
    this.ears.abort();
    this.sizes.disconnect();
    this.charts.close();
    this.heard.close();
    this.explanation.close();
  }
}

export default mounting((component) => new Scene(component));
