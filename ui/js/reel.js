// The steps of a pass as the server sent them, and the grids after any number of them.
const WRITTEN = ["output", "argmax", "grad_input"];

async function unpacked(bytes) {
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(plain).text());
}

class Reel {
  // `start` holds { z, text } of each grid before the first step, `winners` the cells that have won by then.
  constructor({ opening, begun, steps: columns, board }, start, winners) {
    Object.assign(this, { opening, board });
    this.begunAtStart = begun;
    const names = Object.keys(columns);
    this.steps = columns.window.map((_, n) => Object.fromEntries(names.map((name) => [name, columns[name][n]])));
    Object.assign(this, { start, firstWinners: begun ? winners : [] });
    this.rewind();
  }

  get length() {
    return this.steps.length;
  }

  // The step that was made last, if any.
  get step() {
    return this.steps[this.at - 1] ?? null;
  }

  rewind() {
    this.at = 0;
    this.begun = this.begunAtStart;
    this.winners = [...this.firstWinners];
    this.grids = Object.fromEntries(WRITTEN.map((name) => {
      const { z, text } = this.start[name];
      return [name, { z: z.map((row) => [...row]), text: text.map((row) => [...row]) }];
    }));
  }

  // Bring the grids to where they are after `n` steps; gives the names of those that may have changed.
  go(n) {
    const changed = new Set();
    if (n < this.at) {
      this.rewind();
      for (const name of WRITTEN) changed.add(name);
    }
    while (this.at < n) this.make(this.steps[this.at++], changed);
    return changed;
  }

  make({ backward, writes, best }, changed) {
    if (backward && !this.begun) {
      this.begun = true;
      const { z, text } = this.grids.grad_input;
      for (const [r, row] of z.entries()) for (const c of row.keys()) [z[r][c], text[r][c]] = [0, "0"];
      changed.add("grad_input");
    }
    for (const [grid, row, column, value, text] of writes) {
      const name = WRITTEN[grid];
      this.grids[name].z[row][column] = value;
      this.grids[name].text[row][column] = text;
      changed.add(name);
      if (name === "output" && best) this.winners.push(best);
    }
  }

  // After which step a cell of a grid has its last number; else the last step that looks at it; 0 if none does.
  decided(name, row, column) {
    const { taps_h, taps_w } = this.board;
    const back = Number(name.startsWith("grad"));
    const has = this.steps.some((step) => step.backward === back);
    const last = (test) => this.steps.findLastIndex((step) => (!has || step.backward === back) && test(step)) + 1;
    const is = (place) => place && place[0] === row && place[1] === column;
    if (name === "output" || name === "grad_output") return last((step) => is(step.window));
    const grid = WRITTEN.indexOf(has && !back ? "argmax" : "grad_input");
    const wrote = ({ writes }) => writes.some(([g, r, c]) => g === grid && r === row && c === column);
    const holds = ({ window }) => window && taps_h[window[0]].includes(row) && taps_w[window[1]].includes(column);
    return last(wrote) || last((step) => is(step.cell)) || last(holds);
  }
}
