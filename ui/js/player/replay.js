// The steps of a pass, and the grids after any number of them.

/**
 * The grids that steps write.
 * @type {GridName[]}
 */
export const WRITTEN = ["output", "argmax", "grad_input"];

/** @typedef {Record<string, Numbers>} Grids */

/**
 * The steps, one by one, of their fields, one by one.
 * @param {Pass["steps"]} fields
 * @returns {Step[]}
 */
function stepsOf(fields) {
  const columns = Object.entries(fields);
  const step = (/** @type {number} */ n) => Object.fromEntries(columns.map(([name, column]) => [name, column[n]]));
  return fields.window.map((_, n) => /** @type {Step} */ (/** @type {unknown} */ (step(n))));
}

export class Replay {
  /** How many steps have been made. */
  at = 0;
  /**
   * The cells that have won by now.
   * @type {Pair[]}
   */
  winners = [];
  /**
   * The grids by now.
   * @type {Grids}
   */
  grids = {};

  /** @param {Pass} pass */
  constructor(pass) {
    this.pass = pass;
    this.steps = stepsOf(pass.steps);
    this.rewind();
  }

  get length() {
    return this.steps.length;
  }

  /** The step that was made last, if any. */
  get step() {
    return this.steps[this.at - 1] ?? null;
  }

  /** Whether it is the gradient's turn, on its way or about to begin. */
  get isBackward() {
    return this.step ? this.step.backward === 1 : this.pass.begun;
  }

  /** What is said now: a sentence and an equation. */
  get said() {
    return this.step ? [this.step.sentence, this.step.equation] : this.pass.opening;
  }

  rewind() {
    const { begun, board: { charts, winners } } = this.pass;
    this.at = 0;
    this.begun = begun;
    this.winners = begun ? [...winners] : [];
    this.grids = Object.fromEntries(WRITTEN.map((name) => {
      const { z, text } = charts[name];
      return [name, { z: z.map((row) => [...row]), text: text.map((row) => [...row]) }];
    }));
  }

  /**
   * Bring the grids to where they are after `n` steps; gives the names of those that may have changed.
   * @param {number} n
   */
  go(n) {
    /** @type {Set<GridName>} */
    const changed = new Set();
    if (n < this.at) {
      this.rewind();
      for (const name of WRITTEN) changed.add(name);
    }
    while (this.at < n) this.make(this.steps[this.at++], changed);
    return changed;
  }

  /**
   * @param {Step} step
   * @param {Set<GridName>} changed
   */
  make({ backward, writes, chosen }, changed) {
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
      if (name === "output" && chosen) this.winners.push(...chosen);
    }
  }

  /**
   * After which step a cell of a grid has its last number; else the last step that looks at it; 0 if none does.
   * @param {Cell} cell
   */
  decided({ name, row, column }) {
    const { taps_h, taps_w } = this.pass.board;
    const back = Number(name.startsWith("grad"));
    const has = this.steps.some((step) => step.backward === back);
    const last = (/** @type {(step: Step) => boolean} */ test) =>
      this.steps.findLastIndex((step) => (!has || step.backward === back) && test(step)) + 1;
    const is = (/** @type {Pair | 0} */ place) => place !== 0 && place[0] === row && place[1] === column;
    if (name === "output" || name === "grad_output") return last(({ window }) => is(window));
    const grid = has && !back ? "argmax" : "grad_input";
    const holds = (/** @type {Pair | 0} */ window) =>
      window !== 0 && taps_h[window[0]].includes(row) && taps_w[window[1]].includes(column);
    return last(({ writes }) => writes.some(([g, r, c]) => WRITTEN[g] === grid && r === row && c === column)) ||
      last(({ cell }) => is(cell)) || last(({ window }) => holds(window));
  }
}
