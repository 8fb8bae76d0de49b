// The region of the output is drawn with the mouse: a drag gives it its corners, a click moves it.
import { around, found, part } from "./page/finding.js";
import { noted } from "./page/leaving.js";
import { mounting } from "./page/mount.js";
import { cellUnder, outlineOf, regionAround, regionBetween, spelt } from "./page/region.js";
import { watchTheme } from "./page/theme.js";

const OUTPUT = ".st-key-photo_output .lab-photo";

/** @typedef {{ place: HTMLElement, outline: HTMLElement, style: string, from: Pair, moved: boolean }} Drag */

class PhotoRegion {
  /** @type {RegionData} */
  data;
  /** @type {Send} */
  send;
  /** @type {Drag | null} */
  drag = null;
  number = 0;

  /** @param {Component<RegionData>} component */
  constructor({ parentElement }) {
    this.host = part(parentElement, ".lab-region");
    this.ears = new AbortController();
    const options = { signal: this.ears.signal };
    document.addEventListener("pointerdown", (event) => this.begin(event), options);
    document.addEventListener("pointermove", (event) => this.move(event), options);
    document.addEventListener("pointerup", (event) => this.end(event), options);
    document.addEventListener("pointercancel", () => this.drop(), options);
    document.addEventListener("dragstart", (event) => around(event.target, OUTPUT) && event.preventDefault(), options);
    this.blind = watchTheme(() => this.data?.theme, (theme) => this.send("theme", theme));
  }

  /** @param {Component<RegionData>} component */
  update({ data, setStateValue }) {
    this.data = data;
    this.send = noted(setStateValue, () => this.closed);
    this.host.dataset.ready = "true";
  }

  close() {
    this.closed = true;
    this.blind();
    this.ears.abort();
  }

  /**
   * A finger scrolls: on a touch screen the sliders choose.
   * @param {PointerEvent} event
   */
  begin(event) {
    const place = around(event.target, OUTPUT);
    if (!place || event.button !== 0 || event.pointerType === "touch") return;
    event.preventDefault();
    const outline = part(place, ".lab-outline");
    this.drag = { place, outline, style: outline.style.cssText, from: this.cell(place, event), moved: false };
  }

  /** The drag, if there is one. A rerun may have put another picture in the place of the one that it began on. */
  follow() {
    if (!this.drag || this.drag.place.isConnected) return this.drag;
    const place = found(document, OUTPUT);
    if (place) Object.assign(this.drag, { place, outline: part(place, ".lab-outline") });
    else this.drag = null;
    return this.drag;
  }

  /** @param {PointerEvent} event */
  move(event) {
    const drag = this.follow();
    if (!drag) return;
    const to = this.cell(drag.place, event);
    drag.moved ||= to.some((n, axis) => n !== drag.from[axis]);
    if (drag.moved) this.show(drag, this.region(drag, to));
  }

  /** @param {PointerEvent} event */
  end(event) {
    const drag = this.follow();
    if (!drag) return;
    const region = this.region(drag, this.cell(drag.place, event));
    this.show(drag, region);
    this.drag = null;
    this.number += 1;
    this.send("region", { ...spelt(region), number: this.number });
  }

  drop() {
    if (this.drag) this.drag.outline.style.cssText = this.drag.style;
    this.drag = null;
  }

  /**
   * @param {HTMLElement} place
   * @param {PointerEvent} event
   */
  cell(place, event) {
    return cellUnder(this.data.view, place.getBoundingClientRect(), event);
  }

  /**
   * From where the drag began to a cell; without a drag the region as large as it was, around the cell.
   * @param {Drag} drag
   * @param {Pair} to
   */
  region({ moved, from }, to) {
    return moved ? regionBetween(from, to) : regionAround(this.data.region, this.data.size, to);
  }

  /**
   * @param {Drag} drag
   * @param {import("./page/region.js").Region} region
   */
  show({ outline }, region) {
    Object.assign(outline.style, outlineOf(region, this.data.view));
  }
}

export default mounting((component) => new PhotoRegion(component));
