// The board: one transparent drawing over all five grids, and where their cells are in it.
import { element } from "../page/elements.js";
import { found, holds } from "../page/finding.js";
import { boxOf, cellIn, rectOf } from "./geometry.js";
import { GRIDS, frameOf, shapeOf } from "../page/grids.js";

/** From below to above: an outline, and the light around it, covers no arrow that ends in its cell. */
const LAYERS = ["cells", "blank", "frame", "text", "rings", "selected", "marks", "routes", "above", "hover", "stays"];

export class Board {
  /** @type {BoardData} */
  data;
  /** @type {Record<GridName, HTMLElement | null>} */
  hosts;
  /** @type {Boxes} */
  boxes;
  /**
   * The nodes of each grid's numbers.
   * @type {Partial<Record<GridName, SVGTextElement[]>>}
   */
  texts = {};
  /**
   * Charts whose own text has given way to the text written here.
   * @type {Set<GridName>}
   */
  filled = new Set();

  /**
   * @param {HTMLElement} root the element that holds all grids
   * @param {HTMLElement} parent the element that the drawing goes to
   */
  constructor(root, parent) {
    this.root = root;
    this.layers = Object.fromEntries(LAYERS.map((name) => [name, element("g", { class: `lab-${name}` })]));
    this.svg = element("svg", { class: "lab-overlay", "aria-hidden": "true" },
      ...Object.values(this.layers));
    parent.append(this.svg);
  }

  /** @param {BoardData} data */
  update(data) {
    this.data = data;
    const host = (/** @type {GridName} */ name) => found(this.root, `.st-key-heatmap_${name}`);
    this.hosts = /** @type {typeof this.hosts} */ (Object.fromEntries(GRIDS.map((name) => [name, host(name)])));
  }

  /** @param {GridName} name */
  shape(name) {
    return shapeOf(this.data, name);
  }

  /** @param {GridName} name */
  picture(name) {
    return this.data.charts[name] ?? this.data.input;
  }

  /**
   * What is written in a cell: by the drawing, or by the visitor.
   * @param {GridName} name
   * @param {number} row
   * @param {number} column
   */
  textOf(name, row, column) {
    const chart = this.data.charts[name];
    if (chart) return chart.text[row][column];
    return this.inputOf(name, row, column)?.value ?? "";
  }

  /**
   * The cell that the visitor types in.
   * @param {GridName} name
   * @param {number} row
   * @param {number} column
   */
  inputOf(name, row, column) {
    const input = this.hosts[name]?.querySelector(`input[data-row="${row}"][data-column="${column}"]`);
    return input instanceof HTMLInputElement ? input : null;
  }

  /**
   * Whether the caption of a grid is on screen: where there is little room it is not.
   * @param {GridName} name
   */
  hasCaption(name) {
    const caption = found(this.root, `.st-key-panel_${name} .lab-head > div:not(.lab-means)`);
    return Boolean(caption?.offsetHeight);
  }

  /** Whether cells are too small to have their numbers in them; the style sheet decides it. */
  isTiny() {
    return parseFloat(getComputedStyle(this.layers.text).fontSize) < 1;
  }

  /**
   * Where the cells of a grid are, relative to the drawing; null where the page does not have the grid.
   * @param {GridName} name
   */
  box(name) {
    const host = this.hosts[name];
    if (!host) return null;
    const [outer, rect] = [this.svg.getBoundingClientRect(), host.getBoundingClientRect()];
    const wide = parseFloat(getComputedStyle(host).getPropertyValue("--cell"));
    return boxOf(outer, rect, this.shape(name)[0], frameOf(this.data, name), this.data.margin, wide);
  }

  /**
   * The cell under the pointer.
   * @param {MouseEvent} event
   * @returns {Cell | null}
   */
  cellAt(event) {
    for (const name of GRIDS) {
      const box = holds(this.hosts[name], event.target) && this.box(name);
      if (!box) continue;
      const outer = this.svg.getBoundingClientRect();
      const cell = cellIn(box, this.shape(name), event.clientX - outer.left, event.clientY - outer.top);
      if (cell) return { name, ...cell };
    }
    return null;
  }

  /** Tell the style sheet how wide the page is, where its guess is off. */
  fit() {
    const width = this.root.clientWidth;
    const told = parseFloat(this.root.style.getPropertyValue("--avail"));
    if (width && width !== told) this.root.style.setProperty("--avail", `${width}px`);
  }

  /** Measure all grids; true if any has moved or changed its shape since the last time. */
  measure() {
    const boxes = Object.fromEntries(GRIDS.map((name) => [name, this.box(name)]));
    this.boxes = /** @type {Boxes} */ (boxes);
    const { input_size, output_size, frame, padding } = this.data;
    const geometry = JSON.stringify([boxes, input_size, output_size, frame, padding]);
    const moved = geometry !== this.geometry;
    this.geometry = geometry;
    return moved;
  }

  /**
   * An outline of some cells, between lines of the page's ground: so it is seen on a cell of any colour.
   * @param {GridName} name
   * @param {Area} area
   * @param {number} inset
   * @param {Record<string, string | number> & { class: string }} attributes
   */
  outline(name, area, inset, attributes) {
    const halo = this.rect(name, area, inset, { class: "lab-halo", "data-of": attributes.class });
    return [halo, this.rect(name, area, inset, attributes)];
  }

  /**
   * A rectangle over some cells of a grid.
   * @param {GridName} name
   * @param {Area} area
   * @param {number} inset
   * @param {Record<string, string | number>} attributes
   */
  rect(name, area, inset, attributes) {
    return element("rect", { ...rectOf(this.boxes[name], area, inset), rx: 4, ...attributes });
  }
}
