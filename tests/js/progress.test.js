// How much of the static site is here: the bar never goes back, and says in words what it waits for.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Progress } from "../../static/web/progress.js";

const SIZES = { "app.zip": 2e6, "pyodide/packages.zip": 8e6 };

/** A bar and its words, and the worker that they follow. */
function begun(t) {
  const [bar, words, worker] = [{ value: 0 }, { textContent: "" }, new EventTarget()];
  const progress = new Progress(bar, words, SIZES);
  progress.follow(worker);
  t.after(() => progress.news.close());
  const say = (name, detail) => worker.dispatchEvent(Object.assign(new Event(name), { detail }));
  return { bar, words, progress, say };
}

test("bytes that have come are counted and told", (t) => {
  const { bar, words, progress } = begun(t);
  progress.receive({ url: "https://a.b/lab/pyodide/packages.zip", bytes: 5e6 });
  assert.equal(bar.value, 0.3);
  assert.equal(words.textContent, "The lab arrives: 5 of 10 MB.");
});

test("files that nobody waits for are not counted", (t) => {
  const { bar, progress } = begun(t);
  progress.receive({ url: "https://a.b/lab/pyodide/pyodide-lock.json", bytes: 5e6 });
  assert.equal(bar.value, 0);
});

test("what Python is at is told, and late bytes do not take the bar back", (t) => {
  const { bar, words, progress, say } = begun(t);
  say("loadProgress", "Loading streamlit package.");
  progress.receive({ url: "https://a.b/lab/app.zip", bytes: 1e6 });
  assert.equal(bar.value, 0.75);
  assert.equal(words.textContent, "Streamlit is starting.");
});

test("a stage without words leaves those that are there", (t) => {
  const { words, say } = begun(t);
  say("loadProgress", "Unpacking archives.");
  say("loadProgress", "Setting up the loggers.");
  assert.equal(words.textContent, "Python is running; the lab is being unpacked.");
});

test("a failure is told with what to do", (t) => {
  const { words, say } = begun(t);
  say("loadError", new Error("no WebAssembly here"));
  assert.equal(words.textContent, "The lab could not start here. Reload the page to try again. (no WebAssembly here)");
});
