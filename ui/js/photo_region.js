// The region of the output is drawn with the mouse: a drag gives it its corners, a click moves it. Also watches the theme.
const OUTPUT = ".st-key-photo_output .lab-photo";

class PhotoRegion {
  constructor({ parentElement }) {
    this.host = parentElement.querySelector(".lab-region");
    this.ears = new AbortController();
    this.number = 0;
    const hear = (type, act) => document.addEventListener(type, (event) => act(event), { signal: this.ears.signal });
    hear("pointerdown", (event) => this.begin(event));
    hear("pointermove", (event) => this.move(event));
    hear("pointerup", (event) => this.end(event));
    hear("pointercancel", () => this.drop());
    hear("dragstart", (event) => event.target.closest?.(OUTPUT) && event.preventDefault());
    this.blind = watchTheme(() => this.data?.theme, (theme) => this.send("theme", theme));
  }

  update({ data, setStateValue }) {
    this.data = data;
    this.send = noted(setStateValue, () => this.closed);
    this.host.dataset.ready = true;
  }

  close() {
    this.closed = true;
    this.blind();
    this.ears.abort();
  }

  // A finger scrolls: on a touch screen the sliders choose.
  begin(event) {
    const place = event.target.closest?.(OUTPUT);
    if (!place || event.button !== 0 || event.pointerType === "touch") return;
    event.preventDefault();
    const outline = place.querySelector(".lab-outline");
    this.drag = { place, outline, style: outline.style.cssText, from: this.cell(place, event), moved: false };
  }

  // A rerun may have put another picture in the place of the one that the drag began on.
  follow() {
    if (!this.drag || this.drag.place.isConnected) return;
    const place = document.querySelector(OUTPUT);
    if (place) Object.assign(this.drag, { place, outline: place.querySelector(".lab-outline") });
    else this.drag = null;
  }

  move(event) {
    this.follow();
    if (!this.drag) return;
    const to = this.cell(this.drag.place, event);
    this.drag.moved ||= to.some((n, axis) => n !== this.drag.from[axis]);
    if (this.drag.moved) this.show(this.box(to));
  }

  end(event) {
    this.follow();
    if (!this.drag) return;
    const box = this.box(this.cell(this.drag.place, event));
    this.show(box);
    this.drag = null;
    const [rows, columns] = box.map(([first, end]) => `${first}-${end - 1}`);
    this.send("region", { rows, columns, number: (this.number += 1) });
  }

  drop() {
    if (this.drag) this.drag.outline.style.cssText = this.drag.style;
    this.drag = null;
  }

  // The cell of the output below the pointer, or the nearest one that is shown.
  cell(place, event) {
    const { top, left, height, width } = place.getBoundingClientRect();
    const parts = [(event.clientY - top) / height, (event.clientX - left) / width];
    return this.data.view.map(([first, end], axis) =>
      Math.min(end - 1, Math.max(first, first + Math.floor(parts[axis] * (end - first)))));
  }

  // From where the drag began to a cell; without a drag the region as large as it was, around the cell.
  box(to) {
    return to.map((n, axis) => {
      if (this.drag.moved) return [Math.min(n, this.drag.from[axis]), Math.max(n, this.drag.from[axis]) + 1];
      const [first, end] = this.data.region[axis];
      const start = Math.min(Math.max(0, n - Math.floor((end - first) / 2)), this.data.size[axis] - (end - first));
      return [start, start + end - first];
    });
  }

  show(box) {
    const [rows, columns] = box.map(([first, end], axis) => {
      const [from, to] = this.data.view[axis];
      return [first - from, end - first].map((n) => `${(100 * n) / (to - from)}%`);
    });
    Object.assign(this.drag.outline.style, { top: rows[0], height: rows[1], left: columns[0], width: columns[1] });
  }
}

export default mounting((component) => new PhotoRegion(component));
