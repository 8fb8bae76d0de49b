// A small pass for tests: max over 1×2 windows with stride 1 of the row [5, 3, 4], and its gradient of [2, 7].
const SAID = { sentence: "", equation: "", ledger: 0, time: 2500, sum: 0, routes: [], lines: [] };

/** The step in which window j finds its value in the column of its winner. */
export const forward = (j, winner, value) => ({
  ...SAID, window: [0, j], cell: 0, chosen: [[0, winner]], backward: 0,
  writes: [[0, 0, j, value, String(value)], [1, 0, winner, 1, "×1"]],
});

/** The step in which window j sends its gradient to a cell, whose gradient then has a value. */
export const backward = (j, cell, value) => ({
  ...SAID, window: [0, j], cell: [0, cell], chosen: 0, backward: 1, writes: [[2, 0, cell, value, String(value)]],
});

/** All steps, in order. */
export const STEPS = [forward(0, 0, 5), forward(1, 2, 4), backward(0, 0, 2), backward(1, 2, 7)];

const picture = (z, text) => ({ z: [z], text: [text], ramp: ["#000000", "#ffffff"], low: 0, high: 7 });

/** The pass as the server sends it, of these steps. */
export const passOf = (steps = STEPS, changes = {}) => ({
  opening: ["It begins.", "y = ?"],
  begun: false,
  code: [],
  steps: Object.fromEntries(Object.keys(STEPS[0]).map((name) => [name, steps.map((step) => step[name])])),
  board: {
    margin: { t: 0, r: 0, b: 0, l: 0 },
    input_size: [1, 3],
    output_size: [1, 2],
    frame: { top: 0, left: 0, bottom: 0, right: 0 },
    padding: [0, 0],
    taps_h: [[0]],
    taps_w: [[0, 1], [1, 2]],
    winners: [[0, 0], [0, 2]],
    charts: {
      input: picture([5, 3, 4], ["5", "3", "4"]),
      output: picture([0, 0], ["", ""]),
      argmax: picture([0, 0, 0], ["", "", ""]),
      grad_output: picture([2, 7], ["2", "7"]),
      grad_input: picture([null, null, null], ["", "", ""]),
    },
  },
  ...changes,
});
