// The board: one transparent drawing over all five grids, and where their cells are in it.
const SVG = "http://www.w3.org/2000/svg";
const PLANES = ["input", "argmax", "grad_input"]; // the grids in the shape of the input; the others, of the output
const NAMES = { input: "input", output: "output", argmax: "mask", grad_output: "upstream gradient", grad_input: "input gradient" };
const GRIDS = Object.keys(NAMES);
const NO_FRAME = { top: 0, left: 0, bottom: 0, right: 0 };
const MOST_AROUND = 16; // above that many windows only the outline of all together is drawn

const element = (tag, attributes = {}, ...children) => {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
};

// What a cell of a grid selects: an output cell its window, any other itself.
const asSelection = ({ name, row, column }) => ({ kind: PLANES.includes(name) ? "cell" : "window", row, column });
// Whether two selections, or two nothings, are the same.
const same = (a, b) => a?.kind === b?.kind && a?.row === b?.row && a?.column === b?.column;

const range = (n) => Array.from({ length: n }, (_, k) => k);

// Consecutive numbers as [first, length].
const runs = (numbers) => {
  const found = [];
  for (const n of [...new Set(numbers)].sort((a, b) => a - b)) {
    const last = found.at(-1);
    if (last && n === last[0] + last[1]) last[1] += 1;
    else found.push([n, 1]);
  }
  return found;
};
const crossed = (rows, columns) => runs(rows).flatMap(([r, h]) => runs(columns).map(([c, w]) => [r, c, h, w]));

class Board {
  constructor(root, parent) {
    this.root = root;
    this.layers = Object.fromEntries(["cells", "frame", "text", "rings", "routes", "selected", "marks", "hover"].map(
      (name) => [name, element("g", { class: `lab-${name}` })]));
    const tip = element("path", { d: "M0 0L8 4L0 8z", fill: "var(--lab-selection)" });
    const arrow = element("marker",
      { id: "lab-arrow", viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto-start-reverse" }, tip);
    this.svg = element("svg", { class: "lab-overlay", "aria-hidden": "true" }, element("defs", {}, arrow), ...Object.values(this.layers));
    parent.append(this.svg);
    this.texts = {};
    this.filled = new Set(); // charts whose own text has given way to the text written here
  }

  update(data) {
    this.data = data;
    this.hosts = Object.fromEntries(GRIDS.map((name) => [name, this.root.querySelector(`.st-key-heatmap_${name}`)]));
  }

  // ---- where the cells are ---------------------------------------------------------------------------

  frame(name) {
    return PLANES.includes(name) ? this.data.frame : NO_FRAME;
  }

  shape(name) {
    return PLANES.includes(name) ? this.data.input_size : this.data.output_size;
  }

  picture(name) {
    return this.data.charts[name] ?? this.data[name];
  }

  chart(name) {
    return this.hosts[name]?.querySelector(".js-plotly-plot");
  }

  // Where the cells of a grid are, relative to the drawing.
  box(name) {
    const host = this.hosts[name];
    if (!host) return null;
    const [outer, rect] = [this.svg.getBoundingClientRect(), host.getBoundingClientRect()];
    const [rows, frame, m] = [this.shape(name)[0], this.frame(name), this.data.margin];
    const cell = (rect.height - m.t - m.b) / (frame.top + rows + frame.bottom);
    return { cell, x: rect.left - outer.left + m.l + frame.left * cell, y: rect.top - outer.top + m.t + frame.top * cell };
  }

  cellAt(event) {
    for (const name of GRIDS) {
      if (!this.hosts[name]?.contains(event.target)) continue;
      const [box, outer, [rows, columns]] = [this.box(name), this.svg.getBoundingClientRect(), this.shape(name)];
      const row = Math.floor((event.clientY - outer.top - box.y) / box.cell);
      const column = Math.floor((event.clientX - outer.left - box.x) / box.cell);
      if (row >= 0 && row < rows && column >= 0 && column < columns) return { name, row, column };
    }
    return null;
  }

  // Tell the style sheet how wide the page is, where its guess is off.
  fit() {
    const width = this.root.clientWidth;
    const told = parseFloat(this.root.style.getPropertyValue("--avail"));
    if (width && width !== told) this.root.style.setProperty("--avail", `${width}px`);
  }

  // Measure all grids; true if any has moved or changed its shape since the last time.
  measure() {
    this.boxes = Object.fromEntries(GRIDS.map((name) => [name, this.box(name)]));
    const { input_size, output_size, frame, padding } = this.data;
    const geometry = JSON.stringify([this.boxes, input_size, output_size, frame, padding]);
    const moved = geometry !== this.geometry;
    this.geometry = geometry;
    return moved;
  }

  rect(name, row, column, rows = 1, columns = 1, inset = 1, attributes = {}) {
    const { x, y, cell } = this.boxes[name];
    return element("rect", {
      x: x + column * cell + inset, y: y + row * cell + inset, rx: 4,
      width: Math.max(columns * cell - 2 * inset, 1), height: Math.max(rows * cell - 2 * inset, 1), ...attributes,
    });
  }

  // ---- padding, numbers, winners ---------------------------------------------------------------------

  drawFrames() {
    const [rows, columns] = this.data.input_size;
    const { top, left, bottom, right } = this.data.frame;
    const [pad_h, pad_w] = this.data.padding;
    const nodes = [];
    for (const name of PLANES) {
      for (let r = -top; r < rows + bottom; r++) for (let c = -left; c < columns + right; c++) {
        if (r >= 0 && r < rows && c >= 0 && c < columns) continue;
        const padding = r < rows + pad_h && c < columns + pad_w;
        nodes.push(this.rect(name, r, c, 1, 1, padding ? 0 : 1, { rx: 0, class: padding ? "lab-padding" : "lab-overhang" }));
        if (padding) {
          const { x, y, cell } = this.boxes[name];
          const [x0, y0] = [x + c * cell + 3, y + r * cell + 3];
          nodes.push(element("line", { x1: x0, y1: y0 + cell - 6, x2: x0 + cell - 6, y2: y0, class: "lab-hatch" }));
        }
      }
    }
    this.layers.frame.replaceChildren(...nodes);
  }

  // The number of every cell of the charts. Places change with the geometry alone, text and ink with each number.
  drawTexts(moved, names = Object.keys(this.data.charts)) {
    for (const name of names) {
      if (!this.filled.has(name)) continue;
      const picture = this.data.charts[name];
      const [rows, columns] = this.shape(name);
      if (moved) this.placeTexts(name, rows, columns);
      this.texts[name].forEach((node, n) => {
        const [r, c] = [Math.floor(n / columns), n % columns];
        const [value, text] = [picture.z[r][c], picture.text[r][c]];
        if (node.textContent !== text) node.textContent = text;
        const { ink } = cellColours(value, picture);
        if (node.getAttribute("fill") !== ink) node.setAttribute("fill", ink);
        node.classList.toggle("lab-zero", name === "grad_input" && value === 0);
      });
    }
  }

  placeTexts(name, rows, columns) {
    const { x, y, cell } = this.boxes[name];
    const { top, left } = this.frame(name);
    this.layers.text.querySelector(`[data-grid="${name}"]`)?.remove();
    const at = (r, c, attributes) => element("text", { x: x + (c + 0.5) * cell, y: y + (r + 0.5) * cell, ...attributes });
    this.texts[name] = range(rows * columns).map((n) => at(Math.floor(n / columns), n % columns));
    const { l, t } = this.data.margin;
    const index = (r, c, n) => {
      const node = at(r, c, { class: "lab-axis" });
      node.textContent = n;
      return node;
    };
    const above = range(columns).map((c) => index(-top - t / 2 / cell - 0.5, c, c));
    const beside = range(rows).map((r) => index(r, -left - l / 2 / cell - 0.5, r));
    this.layers.text.append(element("g", { "data-grid": name }, ...this.texts[name], ...above, ...beside));
  }

  drawRings(winners) {
    const nodes = [];
    const seen = new Set();
    for (const [r, c] of winners) {
      if (seen.has(`${r},${c}`)) continue;
      seen.add(`${r},${c}`);
      for (const name of ["input", "argmax"]) {
        const picture = this.picture(name);
        const { ink } = cellColours(picture.z[r][c], picture);
        const inset = this.boxes[name].cell < 26 ? 1.5 : 3;
        nodes.push(this.rect(name, r, c, 1, 1, inset, { class: "lab-ring", stroke: ink, "data-grid": name, "data-row": r, "data-column": c }));
      }
    }
    this.layers.rings.replaceChildren(...nodes);
  }

  // ---- what belongs together -------------------------------------------------------------------------

  // Which cells of every grid belong to a selection: rectangles [row, column, rows, columns] by grid.
  linked({ kind, row, column }) {
    const { taps_h, taps_w } = this.data;
    if (kind === "window") return { planes: crossed(taps_h[row], taps_w[column]), outputs: [[row, column, 1, 1]], around: [] };
    // The windows along one axis that hold a place: the inverse range.
    const holding = (taps, place) => range(taps.length).filter((n) => taps[n].includes(place));
    const [is, js] = [holding(taps_h, row), holding(taps_w, column)];
    const windows = is.flatMap((i) => js.map((j) => [i, j]));
    const each = () => windows.flatMap(([i, j]) => crossed(taps_h[i], taps_w[j]));
    const together = () => crossed(is.flatMap((i) => taps_h[i]), js.flatMap((j) => taps_w[j]));
    return {
      planes: [[row, column, 1, 1]],
      outputs: windows.map(([i, j]) => [i, j, 1, 1]),
      around: windows.length <= MOST_AROUND ? each() : together(),
    };
  }

  drawLinks(layer, selection, style) {
    const nodes = [];
    if (selection) {
      const { planes, outputs, around } = this.linked(selection);
      for (const r of around) nodes.push(this.rect("input", ...r, 0, { class: `${style} lab-thin`, "data-around": "input" }));
      for (const name of GRIDS) {
        for (const r of PLANES.includes(name) ? planes : outputs) nodes.push(this.rect(name, ...r, 0, { class: style, "data-grid": name }));
      }
    }
    this.layers[layer].replaceChildren(...nodes);
  }
}
