// Charts that Streamlit mounted once are filled with new numbers in place.
class Charts {
  // `onFilled` is told when a chart is filled for the first time, `onReady` once all have been.
  constructor(board, onFilled, onReady) {
    Object.assign(this, { board, onFilled, onReady });
    this.mounted = {};
    // Streamlit may mount a chart anew (another theme, another shape): fill it as soon as it is there.
    this.mounts = new MutationObserver(() => {
      if (board.data && this.names.some((name) => board.chart(name) !== this.mounted[name])) this.fillAll();
    });
    this.mounts.observe(board.root, { childList: true, subtree: true });
  }

  get names() {
    return Object.keys(this.board.data.charts);
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
      this.onReady();
    }
  }

  isFilled(name) {
    return this.mounted[name] !== undefined && this.mounted[name] === this.board.chart(name);
  }

  // Bring a chart up to date; true once it is there and right.
  fill(name) {
    const { board } = this;
    const chart = board.chart(name);
    if (!window.Plotly || !chart?._fullLayout?.xaxis || !chart.data?.length) return false;
    const [rows, columns] = board.shape(name);
    const [trace] = chart.data;
    if (trace.z.length !== rows || trace.z[0].length !== columns) return false; // the next chart is on its way
    if (this.mounted[name] !== chart) {
      this.mounted[name] = chart;
      chart.on("plotly_afterplot", () => !this.closed && this.mounted[name] === chart && this.fill(name));
    }
    const { z, low, high, ramp } = board.data.charts[name];
    const scale = JSON.stringify(ramp.map((colour, n) => [n / (ramp.length - 1), colour]));
    const right = trace.zmin === low && trace.zmax === high && trace.texttemplate === "" &&
      JSON.stringify(trace.colorscale) === scale && JSON.stringify(trace.z) === JSON.stringify(z);
    // Streamlit draws no chart narrower than 150 pixels: what is too much goes to the margin.
    const frame = board.frame(name);
    const across = frame.left + columns + frame.right;
    const spare = Math.max(chart._fullLayout.width - board.data.margin.l - across * board.box(name).cell, 0);
    const fits = Math.abs((chart.layout.margin?.r ?? 0) - spare) < 0.5;
    const filling = { z: [z.map((row) => [...row])], zmin: low, zmax: high, texttemplate: "", colorscale: [JSON.parse(scale)] };
    // From the first time on, numbers and indices are written over the chart: Plotly is slow at text.
    if (chart.layout.xaxis.showticklabels || !fits) {
      const bare = { "xaxis.showticklabels": false, "yaxis.showticklabels": false, "margin.r": spare };
      window.Plotly.update(chart, filling, bare);
    } else if (!right) window.Plotly.restyle(chart, filling);
    return true;
  }

  close() {
    this.closed = true;
    clearTimeout(this.retry);
    this.mounts.disconnect();
  }
}
