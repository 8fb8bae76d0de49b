import assert from "node:assert/strict";
import test from "node:test";
import { Replay } from "../../ui/js/player/replay.js";
import { STEPS, backward, forward, passOf } from "./pass.js";

const shown = ({ grids, winners, at, begun }) => JSON.parse(JSON.stringify({ grids, winners, at, begun }));
const after = (n) => {
  const replay = new Replay(passOf());
  replay.go(n);
  return shown(replay);
};

test("each step writes what it says, over what the steps before it wrote", () => {
  assert.deepEqual(after(1).grids.output, { z: [[5, 0]], text: [["5", ""]] });
  assert.deepEqual(after(2).grids.output, { z: [[5, 4]], text: [["5", "4"]] });
  assert.deepEqual(after(2).grids.argmax.text, [["×1", "", "×1"]]);
  assert.deepEqual(after(4).grids.grad_input, { z: [[2, 0, 7]], text: [["2", "0", "7"]] });
});

test("from any step to any other, forward and back, grids and winners are as from the start", () => {
  const replay = new Replay(passOf());
  for (let from = 0; from <= STEPS.length; from++) for (let to = 0; to <= STEPS.length; to++) {
    replay.go(from);
    replay.go(to);
    assert.deepEqual(shown(replay), after(to), `from ${from} to ${to}`);
  }
});

test("replaying leaves the pictures that it began with as they were", () => {
  const sent = passOf();
  const replay = new Replay(sent);
  replay.go(STEPS.length);
  assert.deepEqual(sent, passOf());
});

test("a pass is backward from its first step that sends gradient, a backward pass from the start", () => {
  const phase = (n, begun = false) => {
    const replay = new Replay({ ...passOf(), begun });
    replay.go(n);
    return replay.isBackward;
  };
  assert.deepEqual([0, 1, 2, 3, 4].map((n) => phase(n)), [false, false, false, true, true]);
  assert.equal(phase(0, true), true);
});

test("the gradient is blank until the backward pass begins, then zero", () => {
  assert.deepEqual(after(2).grids.grad_input, { z: [[null, null, null]], text: [["", "", ""]] });
  assert.deepEqual(after(3).grids.grad_input, { z: [[2, 0, 0]], text: [["2", "0", "0"]] });
});

test("a pass that is backward alone begins with its gradient and all its winners", () => {
  const replay = new Replay(passOf(STEPS.slice(2), { begun: true }));
  assert.deepEqual(replay.winners, [[0, 0], [0, 2]]);
  replay.go(1);
  assert.deepEqual(replay.grids.grad_input, { z: [[2, null, null]], text: [["2", "", ""]] });
});

test("cells win as outputs are written", () => {
  assert.deepEqual([0, 1, 2, 4].map((n) => after(n).winners), [[], [[0, 0]], [[0, 0], [0, 2]], [[0, 0], [0, 2]]]);
});

test("a cell that is the best so far has not yet won", () => {
  const [output, mask] = STEPS[0].writes;
  const steps = [{ ...STEPS[0], writes: [] }, { ...STEPS[0], writes: [mask] }, { ...STEPS[0], writes: [output] }];
  const replay = new Replay(passOf(steps));
  const winners = steps.map((_, n) => {
    replay.go(n + 1);
    return replay.winners.length;
  });
  assert.deepEqual(winners, [0, 0, 1]);
});

test("a window may have chosen two cells", () => {
  const replay = new Replay(passOf([{ ...STEPS[0], chosen: [[0, 0], [0, 1]] }]));
  replay.go(1);
  assert.deepEqual(replay.winners, [[0, 0], [0, 1]]);
});

test("a move tells which grids may have changed: on the way back, all that are written", () => {
  const replay = new Replay(passOf());
  assert.deepEqual([...replay.go(1)], ["output", "argmax"]);
  assert.deepEqual([...replay.go(1)], []);
  assert.deepEqual([...replay.go(3)], ["output", "argmax", "grad_input"]);
  assert.deepEqual([...replay.go(4)], ["grad_input"]);
  assert.deepEqual([...replay.go(3)].sort(), ["argmax", "grad_input", "output"]);
});

test("the grid that turns from blank to zero has changed, whatever its first step writes", () => {
  const replay = new Replay(passOf([{ ...STEPS[2], writes: [] }]));
  assert.deepEqual([...replay.go(1)], ["grad_input"]);
});

test("what is said is the opening at first, then each step's own", () => {
  const steps = STEPS.map((step, n) => ({ ...step, sentence: `step ${n + 1}`, equation: `y${n}` }));
  const replay = new Replay(passOf(steps));
  assert.deepEqual([replay.step, replay.said], [null, ["It begins.", "y = ?"]]);
  replay.go(2);
  assert.deepEqual(replay.said, ["step 2", "y1"]);
});

const decided = (name, column, steps = STEPS) => new Replay(passOf(steps)).decided({ name, row: 0, column });

test("an output cell is decided in the forward pass, an upstream gradient when it is sent", () => {
  assert.deepEqual([0, 1].map((column) => decided("output", column)), [1, 2]);
  assert.deepEqual([0, 1].map((column) => decided("grad_output", column)), [3, 4]);
});

test("an output cell is decided by its own window, whatever later windows hold", () => {
  assert.equal(decided("output", 1, [STEPS[1], STEPS[0]]), 1);
  assert.equal(decided("grad_output", 1, [STEPS[3], STEPS[2]]), 1);
});

test("a mark is the mask's own, and a gradient written the gradient's, whatever later windows hold", () => {
  assert.equal(decided("argmax", 1, [forward(1, 1, 3), forward(0, 0, 5)]), 1);
  const [first, second] = [backward(1, 1, 7), backward(0, 0, 2)].map((step) => ({ ...step, cell: 0 }));
  assert.equal(decided("grad_input", 1, [first, second]), 1);
});

test("a cell that is not written is decided by the step at it, whatever later windows hold", () => {
  const [first, second] = [forward(1, 1, 3), forward(0, 0, 5)].map((step) => ({ ...step, writes: [] }));
  assert.equal(decided("input", 1, [{ ...first, cell: [0, 1] }, second]), 1);
});

test("a gradient is decided by the last step that writes it, else by the last whose window holds it", () => {
  assert.deepEqual([0, 1, 2].map((column) => decided("grad_input", column)), [3, 4, 4]);
});

test("a cell of the mask is decided when it is marked, an input cell that loses when it is last read", () => {
  assert.deepEqual([0, 1, 2].map((column) => decided("argmax", column)), [1, 2, 2]);
  assert.deepEqual([0, 1, 2].map((column) => decided("input", column)), [1, 2, 2]);
});

test("where a pass has no such direction, its own steps decide", () => {
  assert.deepEqual(["output", "input"].map((name) => decided(name, 0, STEPS.slice(2))), [1, 1]);
  assert.deepEqual(["grad_output", "grad_input"].map((name) => decided(name, 0, STEPS.slice(0, 2))), [1, 1]);
});

test("a cell that no step looks at leads nowhere", () => {
  assert.equal(decided("input", 2, STEPS.slice(0, 1)), 0);
  assert.equal(decided("input", 2, [{ ...STEPS[0], window: 0, cell: [0, 0], writes: [] }]), 0);
});
