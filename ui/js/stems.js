// Dots on stems are dragged: another way to type into the cells of an editable grid, which sends what is typed.
import { around, found, part } from "./page/finding.js";
import { heightOf, scaleOf, valueAt } from "./page/dragging.js";
import { mounting } from "./page/mount.js";

/** @typedef {{ stem: SVGElement, cell: HTMLInputElement, svg: SVGSVGElement }} Drag */

class Stems {
  /** @type {StemsData} */
  data;
  /** @type {Drag | null} */
  drag = null;

  /** @param {Component<StemsData>} component */
  constructor({ parentElement }) {
    this.host = part(parentElement, ".lab-stems");
    this.ears = new AbortController();
    const options = { signal: this.ears.signal };
    this.host.addEventListener("pointerdown", (event) => this.begin(event), options);
    document.addEventListener("pointermove", (event) => this.move(event), options);
    document.addEventListener("pointerup", () => this.end(), options);
    document.addEventListener("pointercancel", () => this.end(), options);
  }

  /** @param {Component<StemsData>} component */
  update({ data }) {
    this.data = data;
    if (!this.drag) this.draw();
  }

  draw() {
    if (this.host.dataset.drawn !== this.data.svg) this.host.innerHTML = this.data.svg;
    this.host.dataset.drawn = this.data.svg;
  }

  close() {
    this.ears.abort();
  }

  /** @param {PointerEvent} event */
  begin(event) {
    const handle = around(event.target, ".lab-handle");
    const stem = /** @type {SVGElement | null} */ (/** @type {unknown} */ (handle?.parentElement));
    const svg = stem?.ownerSVGElement;
    if (!stem || !svg || event.button !== 0) return;
    const cell = found(document, `.st-key-${this.data.grid} .lab-cell[data-column="${stem.dataset.column}"]`);
    if (!(cell instanceof HTMLInputElement)) return;
    event.preventDefault(); // the focus goes to the cell
    cell.focus({ preventScroll: true });
    this.drag = { stem, cell, svg };
    this.host.dataset.drawn = "";
  }

  /** @param {PointerEvent} event */
  move(event) {
    if (!this.drag) return;
    const { stem, cell, svg } = this.drag;
    const { top, height } = svg.getBoundingClientRect();
    const scale = scaleOf(svg.dataset);
    const value = valueAt(((event.clientY - top) / height) * svg.viewBox.baseVal.height, scale);
    const y = String(heightOf(value, scale));
    for (const dot of stem.querySelectorAll("circle")) dot.setAttribute("cy", y);
    stem.querySelector("line")?.setAttribute("y2", y);
    cell.value = String(value);
    cell.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** What was dragged is committed as what is typed is: when its cell is left. */
  end() {
    this.drag?.cell.blur();
    this.drag = null;
  }
}

export default mounting((component) => new Stems(component));
