import assert from "node:assert/strict";
import test from "node:test";
import { Outbox } from "../../ui/js/grids/outbox.js";

const FIRST = ["cell", 0, 0, "1"];
const SECOND = ["cell", 0, 1, "2"];

test("an edit that is not acknowledged is sent again with the next", () => {
  const outbox = new Outbox();
  assert.deepEqual(outbox.add(FIRST), { rev: 1, events: [FIRST] });
  assert.deepEqual(outbox.add(SECOND), { rev: 2, events: [FIRST, SECOND] });
});

test("an acknowledged edit is not sent again", () => {
  const outbox = new Outbox();
  outbox.add(FIRST);
  outbox.add(SECOND);
  outbox.acknowledge(1, false);
  assert.deepEqual(outbox.add(FIRST), { rev: 3, events: [SECOND, FIRST] });
});

test("a cell shows what is on its way until the server has it", () => {
  const outbox = new Outbox();
  outbox.add(FIRST);
  outbox.add(["cell", 0, 0, "3"]);
  assert.equal(outbox.waiting.get("0,0"), "3");
  outbox.acknowledge(1, false);
  assert.equal(outbox.waiting.get("0,0"), "3");
  outbox.acknowledge(2, false);
  assert.equal(outbox.waiting.get("0,0"), undefined);
});

test("a pasted block waits for no cell: only Python knows which cells it fills", () => {
  const outbox = new Outbox();
  outbox.add(["paste", 0, 0, "1\t2"]);
  assert.equal(outbox.waiting.size, 0);
});

test("on another version of the grid, what was on its way has lost its meaning", () => {
  const outbox = new Outbox();
  outbox.add(FIRST);
  outbox.acknowledge(0, true);
  assert.deepEqual([outbox.waiting.size, outbox.add(SECOND).events], [0, [SECOND]]);
});

test("numbers go on from where the server is, after a reload too", () => {
  const outbox = new Outbox();
  outbox.acknowledge(41, true);
  assert.equal(outbox.add(FIRST).rev, 42);
});

test("another session is sent everything that is not acknowledged, once more and under a new number", () => {
  const outbox = new Outbox();
  outbox.add(FIRST);
  outbox.add(SECOND);
  outbox.acknowledge(1, false);
  outbox.add(FIRST);
  assert.deepEqual(outbox.again(0), { rev: 4, events: [SECOND, FIRST] });
  outbox.acknowledge(4, false);
  assert.deepEqual(outbox.again(0).events, []);
});

test("a cell that is typed into again sends its last text alone; what is pasted is sent", () => {
  const outbox = new Outbox();
  const block = ["paste", 0, 0, "1\t2"];
  outbox.add(FIRST);
  outbox.add(block);
  outbox.add(SECOND);
  assert.deepEqual(outbox.add(["cell", 0, 0, "9"]).events, [block, SECOND, ["cell", 0, 0, "9"]]);
});
