import assert from "node:assert/strict";
import test from "node:test";
import { isSamePlace } from "../../ui/js/page/history.js";

const PLACES = ["lesson", "step", "quiz"];
const AT = "http://x/Lessons?lesson=ties&step=2&s=abc";

for (const [to, same] of [
  ["/Lessons?lesson=ties&step=2&s=def", true],
  ["/Lessons?lesson=ties&step=2", true],
  ["/Lessons?present=true&step=2&lesson=ties", true],
  ["/Lessons?lesson=ties&step=3&s=abc", false],
  ["/Lessons?lesson=sizes&step=2&s=abc", false],
  ["/Lessons?lesson=ties&step=2&quiz=7-easy-any-0", false],
  ["/Lessons", false],
  ["/Image?lesson=ties&step=2&s=abc", false],
])
  test(`${to} is ${same ? "the same" : "another"} place`, () => assert.equal(isSamePlace(AT, to, PLACES), same));
