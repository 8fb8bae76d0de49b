// Charts that Streamlit mounted once are filled with new numbers in place.
import { fillingOf, shows } from "./filling.js";
import { found } from "../page/finding.js";
import { frameOf, namesOf } from "../page/grids.js";

/** @import { Board } from "./board.js" */

export class Charts {
  /** @type {Partial<Record<GridName, Chart>>} */
  mounted = {};

  /**
   * @param {Board} board
   * @param {() => void} onFilled is told when a chart is filled for the first time
   * @param {() => void} onReady is told once all have been
   */
  constructor(board, onFilled, onReady) {
    this.board = board;
    this.onFilled = onFilled;
    this.onReady = onReady;
    // Streamlit may mount a chart anew (another theme, another shape): fill it as soon as it is there.
    this.mounts = new MutationObserver(() => {
      if (board.data && this.names.some((name) => this.chart(name) !== this.mounted[name])) this.fillAll();
    });
    this.mounts.observe(board.root, { childList: true, subtree: true });
  }

  get names() {
    return namesOf(this.board.data.charts);
  }

  /**
   * The chart that Streamlit has mounted for a grid; undefined where the page does not have the grid.
   * @param {GridName} name
   */
  chart(name) {
    const host = this.board.hosts[name];
    return host ? /** @type {Chart | null} */ (found(host, ".js-plotly-plot")) : undefined;
  }

  fillAll() {
    if (this.closed) return;
    const { filled } = this.board;
    const before = filled.size;
    for (const name of this.names) if (this.fill(name)) filled.add(name);
    if (filled.size > before) this.onFilled();
    if (this.names.some((name) => !this.isFilled(name))) {
      clearTimeout(this.retry);
      this.retry = setTimeout(() => this.fillAll(), 50);
    } else if (!this.ready) {
      this.ready = true;
      found(document, "#js-plotly-tester")?.setAttribute("aria-hidden", "true"); // off screen, where Plotly measures
      this.onReady();
    }
  }

  /** @param {GridName} name */
  isFilled(name) {
    return this.mounted[name] !== undefined && this.mounted[name] === this.chart(name);
  }

  /**
   * Bring a chart up to date; true once it is there and right.
   * @param {GridName} name
   */
  fill(name) {
    const { board } = this;
    const chart = this.chart(name);
    if (!window.Plotly || !chart?._fullLayout?.xaxis || !chart.data?.length) return false;
    const [rows, columns] = board.shape(name);
    const [trace] = chart.data;
    if (trace.z.length !== rows || trace.z[0].length !== columns) return false; // the next chart is on its way
    if (this.mounted[name] !== chart) this.follow(name, chart);
    const picture = board.data.charts[name];
    const spare = this.spare(name, chart._fullLayout.width, columns);
    const fits = Math.abs((chart.layout.margin?.r ?? 0) - spare) < 0.5;
    // From the first time on, numbers and indices are written over the chart: Plotly is slow at text.
    if (chart.layout.xaxis.showticklabels || !fits) {
      const bare = { "xaxis.showticklabels": false, "yaxis.showticklabels": false, "margin.r": spare };
      window.Plotly.update(chart, fillingOf(picture), bare);
    } else if (!shows(trace, picture)) window.Plotly.restyle(chart, fillingOf(picture));
    return true;
  }

  /**
   * Fill a chart again whenever it was drawn.
   * @param {GridName} name
   * @param {Chart} chart
   */
  follow(name, chart) {
    this.mounted[name] = chart;
    chart.on("plotly_afterplot", () => !this.closed && this.mounted[name] === chart && this.fill(name));
  }

  /**
   * Streamlit draws no chart narrower than 150 pixels: what is too much goes to the margin.
   * @param {GridName} name
   * @param {number} width
   * @param {number} columns
   */
  spare(name, width, columns) {
    const { left, right } = frameOf(this.board.data, name);
    const across = (left + columns + right) * (this.board.box(name)?.cell ?? 0);
    return Math.max(width - this.board.data.margin.l - across, 0);
  }

  close() {
    this.closed = true;
    clearTimeout(this.retry);
    this.mounts.disconnect();
  }
}
