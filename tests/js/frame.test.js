import assert from "node:assert/strict";
import test from "node:test";
import { frameOf, handedOn } from "../../ui/js/page/frame.js";

test("a frame shows the address without the menu, at the size that pages are laid out for", () => {
  assert.equal(
    frameOf("https://lab.example.org/Demos?lesson=ties", "Ties"),
    '<iframe src="https://lab.example.org/Demos?lesson=ties&amp;embed=true" title="Ties" width="800" height="450" '
      + 'style="border:0" allow="clipboard-write" loading="lazy"></iframe>',
  );
});

test("a presentation does not go into a frame, and an address that has the word has it once", () => {
  const frame = frameOf("http://localhost:8501/?embed=true&present=true&s=eNp-_w", "");
  assert.match(frame, / src="http:\/\/localhost:8501\/\?embed=true&amp;s=eNp-_w" /);
});

test("neither a title nor an address can end its attribute", () => {
  const frame = frameOf('http://localhost/?a="><b>', '"><script>');
  assert.equal(frame.match(/[<>]/g)?.join(""), "<></>".replace("/", ""));
  assert.ok(!frame.includes("<script>"));
});

test("what is the visitor's own is not handed on, and an address without it stays letter by letter", () => {
  const given = handedOn("http://localhost/Lessons?lesson=ties&p=eNp-_w&step=1", ["p"]);
  assert.equal(given, "http://localhost/Lessons?lesson=ties&step=1");
  assert.equal(handedOn("http://localhost/?a=b%20c", ["p"]), "http://localhost/?a=b%20c");
});
