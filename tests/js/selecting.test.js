import assert from "node:assert/strict";
import test from "node:test";
import { asSelection, same, within } from "../../ui/js/page/grids.js";
import { Selecting } from "../../ui/js/page/selecting.js";

const FIRST = { kind: "window", row: 0, column: 0 };
const SECOND = { kind: "window", row: 1, column: 2 };
const DATA = { selection: FIRST, selection_seen: 0, input_size: [6, 6], output_size: [3, 3] };
const data = (changes = {}) => ({ ...DATA, ...changes });

/** A Selecting with what it has sent, and how often it has drawn. */
function begun(t) {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const seen = { sent: [], drawn: 0 };
  const selecting = new Selecting(() => { seen.drawn += 1; }, (message) => seen.sent.push(message));
  selecting.update(data());
  return { selecting, seen, wait: (time) => t.mock.timers.tick(time) };
}

test("a selection is shown at once and sent after its wait", (t) => {
  const { selecting, seen, wait } = begun(t);
  selecting.select(SECOND, 150);
  assert.deepEqual([selecting.current, seen.drawn], [SECOND, 1]);
  wait(149);
  assert.deepEqual(seen.sent, []);
  wait(1);
  assert.deepEqual(seen.sent, [{ rev: 1, ...SECOND }]);
});

test("of what is selected on the way only the last is sent", (t) => {
  const { selecting, seen, wait } = begun(t);
  selecting.select({ ...SECOND, column: 1 }, 150);
  wait(100);
  selecting.select(SECOND, 150);
  wait(100);
  assert.deepEqual(seen.sent, []);
  wait(50);
  assert.deepEqual(seen.sent, [{ rev: 2, ...SECOND }]);
});

test("what is selected already is not sent", (t) => {
  const { selecting, seen, wait } = begun(t);
  selecting.select({ ...FIRST });
  wait(500);
  assert.deepEqual(seen, { sent: [], drawn: 0 });
});

test("an answer to an older selection does not bring it back", (t) => {
  const { selecting } = begun(t);
  selecting.select(SECOND);
  selecting.select({ ...SECOND, column: 1 });
  selecting.update(data({ selection: SECOND, selection_seen: 1 }));
  assert.deepEqual(selecting.current, { ...SECOND, column: 1 });
});

test("once the server has answered, what it says is selected", (t) => {
  const { selecting } = begun(t);
  selecting.select(SECOND);
  selecting.update(data({ selection: FIRST, selection_seen: 1 }));
  assert.deepEqual(selecting.current, FIRST);
});

test("a selection that the grids have lost gives way to the server's", (t) => {
  const { selecting } = begun(t);
  selecting.select(SECOND, 150);
  selecting.update(data({ output_size: [1, 1] }));
  assert.deepEqual(selecting.current, FIRST);
});

test("what waits is sent at once when it is asked for, and no second time", (t) => {
  const { selecting, seen, wait } = begun(t);
  selecting.select(SECOND, 150);
  selecting.deliver();
  wait(500);
  assert.equal(seen.sent.length, 1);
});

test("where nothing waits nothing is sent or dropped", (t) => {
  const { selecting, seen } = begun(t);
  selecting.deliver();
  selecting.drop();
  assert.deepEqual(seen, { sent: [], drawn: 0 });
});

test("numbers go on from where the server is, after a reload too", (t) => {
  const { selecting, seen } = begun(t);
  selecting.update(data({ selection_seen: 41 }));
  selecting.select(SECOND);
  selecting.deliver();
  assert.equal(seen.sent[0].rev, 42);
});

test("what is dropped is neither shown nor sent", (t) => {
  const { selecting, seen, wait } = begun(t);
  selecting.select(SECOND, 150);
  selecting.drop();
  wait(500);
  assert.deepEqual([selecting.current, seen.sent, seen.drawn], [FIRST, [], 2]);
});

test("what was sent is not dropped: the server will answer it", (t) => {
  const { selecting } = begun(t);
  selecting.select(SECOND);
  selecting.deliver();
  selecting.drop();
  assert.deepEqual(selecting.current, SECOND);
});

test("nothing is sent after the end", (t) => {
  const { selecting, seen, wait } = begun(t);
  selecting.select(SECOND, 150);
  selecting.close();
  wait(500);
  assert.deepEqual(seen.sent, []);
});

test("a cell of an output selects its window, any other itself", () => {
  const kinds = ["input", "output", "argmax", "grad_output", "grad_input"].map(
    (name) => asSelection({ name, row: 1, column: 2 }).kind);
  assert.deepEqual(kinds, ["cell", "window", "cell", "window", "cell"]);
});

test("selections are the same by what they select; two nothings are", () => {
  assert.ok(same(FIRST, { ...FIRST }) && same(null, undefined));
  for (const other of [{ ...FIRST, kind: "cell" }, { ...FIRST, row: 1 }, { ...FIRST, column: 1 }, null]) {
    assert.ok(!same(FIRST, other));
  }
});

test("a window is within the output, a cell within the input", () => {
  assert.equal(within({ kind: "window", row: 3, column: 0 }, data()), null);
  assert.deepEqual(within({ kind: "cell", row: 3, column: 5 }, data()), { kind: "cell", row: 3, column: 5 });
  assert.equal(within({ kind: "cell", row: 3, column: 6 }, data()), null);
});
