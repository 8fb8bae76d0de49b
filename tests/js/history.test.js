import assert from "node:assert/strict";
import test from "node:test";
import { isSamePlace } from "../../ui/js/page/history.js";

const PLACES = ["lesson", "step", "quiz"];
const AT = "http://x/Demos?lesson=ties&step=2&s=abc";

for (const [to, same] of [
  ["/Demos?lesson=ties&step=2&s=def", true],
  ["/Demos?lesson=ties&step=2", true],
  ["/Demos?present=true&step=2&lesson=ties", true],
  ["/Demos?lesson=ties&step=3&s=abc", false],
  ["/Demos?lesson=sizes&step=2&s=abc", false],
  ["/Demos?lesson=ties&step=2&quiz=7-easy-any-0", false],
  ["/Demos", false],
  ["/Image?lesson=ties&step=2&s=abc", false],
])
  test(`${to} is ${same ? "the same" : "another"} place`, () => assert.equal(isSamePlace(AT, to, PLACES), same));
