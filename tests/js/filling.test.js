import assert from "node:assert/strict";
import test from "node:test";
import { fillingOf, shows } from "../../ui/js/board/filling.js";

const PICTURE = { z: [[1, null], [3, 4]], text: [], low: 1, high: 4, ramp: ["#000000", "#777777", "#ffffff"] };

/** What Plotly makes of a trace: of each list it takes the first value, since there is one trace. */
const filled = (trace, filling) => ({
  ...trace,
  ...Object.fromEntries(Object.entries(filling).map(([name, value]) => [name, [value].flat()[0]])),
});
const SCALE = [[0, "#000000"], [1, "#ffffff"]];
const TRACE = { z: [[0, 0], [0, 0]], zmin: 0, zmax: 1, texttemplate: "%{text}", colorscale: SCALE };

test("a chart that was filled shows the picture", () => {
  assert.ok(!shows(TRACE, PICTURE));
  assert.ok(shows(filled(TRACE, fillingOf(PICTURE)), PICTURE));
});

test("the stops of a ramp lie evenly", () => {
  assert.deepEqual(fillingOf(PICTURE).colorscale, [[[0, "#000000"], [0.5, "#777777"], [1, "#ffffff"]]]);
});

test("another number, range, ramp or a text of its own is another picture", () => {
  const trace = filled(TRACE, fillingOf(PICTURE));
  const others = [{ z: [[1, null], [3, 5]] }, { low: 0 }, { high: 5 }, { ramp: ["#000000", "#ffffff"] }];
  for (const changes of others) assert.ok(!shows(trace, { ...PICTURE, ...changes }), JSON.stringify(changes));
  assert.ok(!shows({ ...trace, texttemplate: "%{text}" }, PICTURE));
});

test("a chart has rows of its own, which Plotly may change", () => {
  assert.notEqual(fillingOf(PICTURE).z[0][0], PICTURE.z[0]);
});
