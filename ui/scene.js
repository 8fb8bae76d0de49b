// One transparent drawing over all five grids. It fills the charts in place, writes their numbers, rings the
// winners, and links the grids under the pointer and the keyboard, all without a round trip to the server.
const SVG = "http://www.w3.org/2000/svg";
const scenes = new WeakMap();
const PLANES = ["input", "argmax", "grad_input"]; // the grids in the shape of the input; the others, of the output
const NAMES = { input: "input", output: "output", argmax: "mask", grad_output: "upstream gradient", grad_input: "input gradient" };

const element = (tag, attributes = {}, ...children) => {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
};
const same = (a, b) => a && b && a.kind === b.kind && a.row === b.row && a.column === b.column;
const range = (n) => Array.from({ length: n }, (_, k) => k);

class Scene {
  constructor(component) {
    this.root = component.parentElement.closest(".st-key-scene");
    this.live = component.parentElement.querySelector(".lab-live");
    this.layers = Object.fromEntries(["frame", "text", "rings", "routes", "selected", "hover"].map(
      (name) => [name, element("g", { class: `lab-${name}` })]));
    const arrow = element("marker", { id: "lab-arrow", viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto-start-reverse" },
      element("path", { d: "M0 0L8 4L0 8z", fill: "var(--lab-selection)" }));
    this.svg = element("svg", { class: "lab-overlay", "aria-hidden": "true" }, element("defs", {}, arrow), ...Object.values(this.layers));
    component.parentElement.append(this.svg);
    this.rev = 0;
    this.texts = {};
    this.charts = {};
    this.filled = new Set(); // charts whose own text has given way to the text written here
    this.cursor = {};
    this.listen();
  }

  update({ data, setStateValue }) {
    this.send = setStateValue;
    this.data = data;
    this.rev = Math.max(this.rev, data.selection_seen);
    if (!this.pending || data.selection_seen >= this.pending.rev) this.pending = null;
    this.hosts = Object.fromEntries(Object.keys(NAMES).map((name) => [name, this.root.querySelector(`.st-key-heatmap_${name}`)]));
    for (const name of Object.keys(NAMES)) this.describe(name);
    for (const host of Object.values(this.hosts)) if (host) this.sizes.observe(host);
    this.hover = this.within(this.hover);
    if (this.pending) this.pending.selection = this.within(this.pending.selection) ?? data.selection;
    this.draw();
    this.fillAll();
  }

  // A selection, if the grids still have it: they may have shrunk under the pointer.
  within(selection) {
    if (!selection) return null;
    const [rows, columns] = selection.kind === "cell" ? this.data.input_size : this.data.output_size;
    return selection.row < rows && selection.column < columns ? selection : null;
  }

  get selection() {
    return this.pending?.selection ?? this.data.selection;
  }

  frame(name) {
    return PLANES.includes(name) ? this.data.frame : { top: 0, left: 0, bottom: 0, right: 0 };
  }

  shape(name) {
    return PLANES.includes(name) ? this.data.input_size : this.data.output_size;
  }

  // ---- charts: mounted once by Streamlit, filled from here -------------------------------------------

  fillAll() {
    if (this.closed) return;
    const charts = Object.keys(this.data.charts);
    const before = this.filled.size;
    for (const name of charts) if (this.fill(name)) this.filled.add(name);
    if (this.filled.size > before) this.draw(true);
    if (charts.some((name) => !this.isFilled(name))) {
      clearTimeout(this.retry);
      this.retry = setTimeout(() => this.fillAll(), 50);
    } else if (!this.ready) {
      this.ready = true;
      this.send("ready", true);
    }
  }

  isFilled(name) {
    return this.charts[name] !== undefined && this.charts[name] === this.hosts[name]?.querySelector(".js-plotly-plot");
  }

  // Bring a chart up to date; true once it is there and right.
  fill(name) {
    const chart = this.hosts[name]?.querySelector(".js-plotly-plot");
    if (!window.Plotly || !chart?._fullLayout?.xaxis || !chart.data?.length) return false;
    const [rows, columns] = this.shape(name);
    const [trace] = chart.data;
    if (trace.z.length !== rows || trace.z[0].length !== columns) return false; // the next chart is on its way
    if (this.charts[name] !== chart) {
      this.charts[name] = chart;
      chart.on("plotly_afterplot", () => this.charts[name] === chart && this.fill(name));
    }
    const { z, low, high, ramp } = this.data.charts[name];
    const scale = JSON.stringify(ramp.map((colour, n) => [n / (ramp.length - 1), colour]));
    const right = trace.zmin === low && trace.zmax === high && trace.texttemplate === "" &&
      JSON.stringify(trace.colorscale) === scale && JSON.stringify(trace.z) === JSON.stringify(z);
    // Streamlit draws no chart narrower than 150 pixels: what is too much goes to the margin.
    const { frame, margin } = this.data;
    const across = columns + (PLANES.includes(name) ? frame.left + frame.right : 0);
    const spare = Math.max(chart._fullLayout.width - margin.l - across * this.box(name).cell, 0);
    const fits = Math.abs((chart.layout.margin?.r ?? 0) - spare) < 0.5;
    const filling = { z: [z], zmin: low, zmax: high, texttemplate: "", colorscale: [JSON.parse(scale)] };
    // From the first time on, numbers and indices are written over the chart: Plotly is slow at text.
    if (chart.layout.xaxis.showticklabels || !fits) {
      const bare = { "xaxis.showticklabels": false, "yaxis.showticklabels": false, "margin.r": spare };
      window.Plotly.update(chart, filling, bare);
    } else if (!right) window.Plotly.restyle(chart, filling);
    return true;
  }

  // ---- geometry -------------------------------------------------------------------------------------

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
    for (const name of Object.keys(NAMES)) {
      if (!this.hosts[name]?.contains(event.target)) continue;
      const [box, outer, [rows, columns]] = [this.box(name), this.svg.getBoundingClientRect(), this.shape(name)];
      const row = Math.floor((event.clientY - outer.top - box.y) / box.cell);
      const column = Math.floor((event.clientX - outer.left - box.x) / box.cell);
      if (row >= 0 && row < rows && column >= 0 && column < columns) return { name, row, column };
    }
    return null;
  }

  // The windows along one axis that hold a place: the inverse range.
  holding(taps, place) {
    return range(taps.length).filter((n) => taps[n].includes(place));
  }

  // Tell the style sheet how wide the page is, where its guess is off.
  fit() {
    const width = this.root.clientWidth;
    const told = parseFloat(this.root.style.getPropertyValue("--avail"));
    if (width && width !== told) this.root.style.setProperty("--avail", `${width}px`);
  }

  // ---- drawing --------------------------------------------------------------------------------------

  draw(anew = false) {
    if (!this.data || this.closed) return;
    this.boxes = Object.fromEntries(Object.keys(NAMES).map((name) => [name, this.box(name)]));
    const geometry = JSON.stringify([this.boxes, this.data.input_size, this.data.output_size, this.data.frame, this.data.padding]);
    const moved = anew || geometry !== this.geometry;
    this.geometry = geometry;
    if (moved) this.drawFrames();
    this.drawTexts(moved);
    this.drawRings();
    this.drawRoutes();
    this.drawLinks(this.layers.selected, this.selection, "lab-chosen");
    this.drawHover();
  }

  rect(name, row, column, rows = 1, columns = 1, inset = 1, attributes = {}) {
    const { x, y, cell } = this.boxes[name];
    return element("rect", {
      x: x + column * cell + inset, y: y + row * cell + inset, rx: 4,
      width: Math.max(columns * cell - 2 * inset, 1), height: Math.max(rows * cell - 2 * inset, 1), ...attributes,
    });
  }

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
  drawTexts(moved) {
    for (const [name, picture] of Object.entries(this.data.charts)) {
      if (!this.filled.has(name)) continue;
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

  drawRings() {
    const nodes = [];
    const seen = new Set();
    for (const [r, c] of this.data.winners) {
      if (seen.has(`${r},${c}`)) continue;
      seen.add(`${r},${c}`);
      for (const name of ["input", "argmax"]) {
        const { ink } = cellColours(this.data.charts[name]?.z[r][c] ?? this.data.input.z[r][c], this.data.charts[name] ?? this.data.input);
        const inset = this.boxes[name].cell < 26 ? 1.5 : 3;
        nodes.push(this.rect(name, r, c, 1, 1, inset, { class: "lab-ring", stroke: ink, "data-grid": name, "data-row": r, "data-column": c }));
      }
    }
    this.layers.rings.replaceChildren(...nodes);
  }

  // Which cells of every grid belong to a selection: rectangles [row, column, rows, columns] by grid.
  linked({ kind, row, column }) {
    const { taps_h, taps_w } = this.data;
    const window = (i, j) => {
      const [rows, columns] = [taps_h[i], taps_w[j]];
      const [height, width] = [rows.at(-1) - rows[0] + 1, columns.at(-1) - columns[0] + 1];
      if (height === rows.length && width === columns.length) return [[rows[0], columns[0], height, width]];
      return rows.flatMap((r) => columns.map((c) => [r, c, 1, 1]));
    };
    if (kind === "window") return { planes: window(row, column), outputs: [[row, column, 1, 1]], around: [] };
    const windows = this.holding(taps_h, row).flatMap((i) => this.holding(taps_w, column).map((j) => [i, j]));
    return {
      planes: [[row, column, 1, 1]],
      outputs: windows.map(([i, j]) => [i, j, 1, 1]),
      around: windows.length <= 16 ? windows.flatMap(([i, j]) => window(i, j)) : [],
    };
  }

  drawLinks(layer, selection, style) {
    const nodes = [];
    if (selection) {
      const { planes, outputs, around } = this.linked(selection);
      for (const r of around) nodes.push(this.rect("input", ...r, 0, { class: `${style} lab-thin` }));
      for (const name of Object.keys(NAMES)) {
        for (const r of PLANES.includes(name) ? planes : outputs) nodes.push(this.rect(name, ...r, 0, { class: style, "data-grid": name }));
      }
    }
    layer.replaceChildren(...nodes);
  }

  drawHover() {
    this.drawLinks(this.layers.hover, same(this.hover, this.selection) ? null : this.hover, "lab-hovered");
  }

  // The gradient's way from output cells to input cells, with the weight of each.
  drawRoutes() {
    const nodes = [];
    const routes = this.pending ? [] : this.data.routes;
    for (const route of routes) {
      nodes.push(element("path", { d: this.way(route), class: "lab-route", "marker-end": "url(#lab-arrow)" }));
      if (route.weight) nodes.push(this.weight(route));
    }
    this.layers.routes.replaceChildren(...nodes);
  }

  // On a narrow screen the upstream gradient stands above the input gradient, else to its right.
  get stacked() {
    return this.boxes.grad_output.x < this.boxes.grad_input.x + 20;
  }

  // A path along the gaps between the cells, so that no number is struck through, into the corner of a cell.
  way({ window: [i, j], cell: [r, c] }) {
    const [from, to] = [this.boxes.grad_output, this.boxes.grad_input];
    const { frame, input_size: [, columns], output_size: [rows] } = this.data;
    if (this.stacked) {
      const [x0, y0, x1, y1] = [from.x + j * from.cell, from.y + (i + 1) * from.cell, to.x + c * to.cell, to.y + r * to.cell];
      const [start, end] = [from.y + rows * from.cell + 4, to.y - frame.top * to.cell - 4];
      const middle = (start + end) / 2;
      return `M${x0},${y0 - 3}L${x0},${start}C${x0},${middle} ${x1},${middle} ${x1},${end}L${x1},${y1}L${x1 + 7},${y1 + 7}`;
    }
    const [x0, y0, x1, y1] = [from.x + j * from.cell, from.y + (i + 1) * from.cell, to.x + (c + 1) * to.cell, to.y + (r + 1) * to.cell];
    const [start, end] = [from.x - 6, to.x + (columns + frame.right) * to.cell + 4];
    const middle = (start + end) / 2;
    return `M${x0 + 3},${y0}L${start},${y0}C${middle},${y0} ${middle},${y1} ${end},${y1}L${x1},${y1}L${x1 - 7},${y1 - 7}`;
  }

  // The weight of a route in the corner of the cell it ends in; where all are alike the arrow's caption says it.
  weight({ cell: [r, c], weight }) {
    const to = this.boxes.grad_input;
    const ink = cellColours(this.data.charts.grad_input.z[r][c], this.data.charts.grad_input).ink;
    const node = element("text", { x: to.x + c * to.cell + 4, y: to.y + (r + 1) * to.cell - 5, class: "lab-weight", fill: ink }, weight);
    if (to.cell < 40) node.setAttribute("display", "none"); // too small to be read; the panel says it
    return node;
  }

  // ---- pointer and keyboard --------------------------------------------------------------------------

  asSelection({ name, row, column }) {
    return { kind: PLANES.includes(name) ? "cell" : "window", row, column };
  }

  select(selection, wait = 0) {
    if (same(selection, this.selection)) return;
    this.rev += 1;
    this.pending = { rev: this.rev, selection };
    this.layers.routes.replaceChildren();
    this.drawLinks(this.layers.selected, selection, "lab-chosen");
    clearTimeout(this.later);
    this.later = setTimeout(() => this.send("selection", { rev: this.rev, ...selection }), wait);
  }

  describe(name) {
    const host = this.hosts[name];
    if (!host || name === "input" || name === "grad_output") return; // those are made of named inputs
    const [rows, columns] = this.shape(name);
    host.tabIndex = 0;
    host.setAttribute("role", "application");
    host.setAttribute("aria-label", `${NAMES[name]}, ${rows} rows, ${columns} columns; arrow keys choose a cell`);
  }

  say(name, row, column) {
    const text = this.data.charts[name].text[row][column] || "0";
    this.live.textContent = `${NAMES[name]} row ${row} column ${column}: ${text}`;
  }

  listen() {
    this.on = [];
    const on = (type, act) => {
      this.root.addEventListener(type, act);
      this.on.push([type, act]);
    };
    const hover = (cell) => {
      const next = cell && this.asSelection(cell);
      if (same(next, this.hover) || next === this.hover) return;
      this.hover = next;
      this.drawHover();
    };
    on("pointermove", (event) => hover(this.cellAt(event)));
    on("pointerleave", () => hover(null));
    on("pointerdown", (event) => {
      const cell = this.cellAt(event);
      if (!cell) return;
      this.cursor[cell.name] = [cell.row, cell.column];
      this.select(this.asSelection(cell));
    });
    on("focusin", (event) => {
      const { row, column } = event.target.dataset ?? {};
      if (row === undefined) return;
      const name = Object.keys(NAMES).find((n) => this.hosts[n]?.contains(event.target));
      // A pointer has selected it already; the keyboard may be on its way to another cell.
      if (name) this.select(this.asSelection({ name, row: Number(row), column: Number(column) }), 150);
    });
    on("keydown", (event) => {
      const name = Object.keys(NAMES).find((n) => this.hosts[n] === event.target);
      const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
      if (!name || !step || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      const [rows, columns] = this.shape(name);
      const [r, c] = this.cursor[name] ?? [-step[0], -step[1]]; // the first key goes to the first cell
      const row = Math.min(Math.max(r + step[0], 0), rows - 1);
      const column = Math.min(Math.max(c + step[1], 0), columns - 1);
      this.cursor[name] = [row, column];
      this.say(name, row, column);
      this.select(this.asSelection({ name, row, column }), 150);
    });
    // A message that leaves after a click on the menu would call the visitor back to this page.
    const quiet = (event) => {
      const next = event.type === "focusout" ? event.relatedTarget : event.target;
      if (!this.root.contains(next)) clearTimeout(this.later);
    };
    on("focusout", quiet);
    document.addEventListener("pointerdown", quiet, true);
    this.forget = () => document.removeEventListener("pointerdown", quiet, true);
    const redraw = () => {
      cancelAnimationFrame(this.frameRequest);
      this.frameRequest = requestAnimationFrame(() => {
        this.fit();
        this.draw();
        this.fillAll();
      });
    };
    this.sizes = new ResizeObserver(redraw);
    this.sizes.observe(this.root);
    // Streamlit may mount a chart anew (another theme, another shape): fill it as soon as it is there.
    this.mounts = new MutationObserver(() => {
      const charts = Object.keys(this.data?.charts ?? {});
      if (charts.some((name) => this.hosts[name]?.querySelector(".js-plotly-plot") !== this.charts[name])) this.fillAll();
    });
    this.mounts.observe(this.root, { childList: true, subtree: true });
    // Nothing tells a component that the visitor changed the theme, so it looks now and then.
    this.looking = setInterval(() => {
      const dark = luminance(getComputedStyle(document.querySelector(".stApp")).backgroundColor.match(/\d+/g).map(Number)) < 0.5;
      const theme = dark ? "dark" : "light";
      if (this.data && theme !== this.data.theme && theme !== this.asked) this.send("theme", theme);
      this.asked = theme;
    }, 700);
  }

  close() {
    this.closed = true;
    clearTimeout(this.retry);
    clearTimeout(this.later);
    clearInterval(this.looking);
    this.forget();
    this.sizes.disconnect();
    this.mounts.disconnect();
    for (const [type, act] of this.on) this.root.removeEventListener(type, act);
  }
}

export default function (component) {
  const parent = component.parentElement;
  if (!scenes.has(parent)) scenes.set(parent, new Scene(component));
  scenes.get(parent).update(component);
  return () => {
    scenes.get(parent)?.close();
    scenes.delete(parent);
  };
}
