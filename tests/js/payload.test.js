import assert from "node:assert/strict";
import test from "node:test";
import { deflateSync } from "node:zlib";
import { bytesOf, opened, unpacked } from "../../ui/js/player/payload.js";
import { passOf } from "./pass.js";

const HEAD = { id: "a", theme: "dark", at: 3, version: 1, seen: 2, word: "Σ ≥ 0" };

/** A parcel as the server packs it, at `offset` in a larger piece of memory, as messages may lie. */
function parcel(offset = 0) {
  const head = Buffer.from(JSON.stringify(HEAD));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(head.length);
  const bytes = Buffer.concat([Buffer.alloc(offset), length, head, deflateSync(JSON.stringify(passOf()))]);
  return new Uint8Array(new Uint8Array(bytes).buffer, offset);
}

test("a parcel is its head and the steps", async () => {
  const { head, packed } = opened(parcel());
  assert.deepEqual(head, HEAD);
  assert.deepEqual(await unpacked(packed), passOf());
});

test("it may lie anywhere in a message", async () => {
  const { head, packed } = opened(parcel(13));
  assert.deepEqual([head, await unpacked(packed)], [HEAD, passOf()]);
});

test("base64 stands for bytes, those above 127 too", () => {
  const bytes = Uint8Array.from([0, 1, 127, 128, 200, 255]);
  assert.deepEqual(bytesOf(Buffer.from(bytes).toString("base64")), bytes);
});
