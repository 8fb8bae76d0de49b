// The parcel that the player is sent: the length of a head of JSON, that head, and the steps, deflated.

/**
 * The head of a parcel, and the steps as they are packed.
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @returns {{ head: Head, packed: Uint8Array<ArrayBuffer> }}
 */
export function opened(bytes) {
  const start = 4 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  return { head: JSON.parse(new TextDecoder().decode(bytes.subarray(4, start))), packed: bytes.subarray(start) };
}

/**
 * The text that was deflated.
 * @param {Uint8Array<ArrayBuffer>} packed
 */
export async function inflated(packed) {
  const plain = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(plain).text();
}

/**
 * The steps.
 * @param {Uint8Array<ArrayBuffer>} packed
 * @returns {Promise<Pass>}
 */
export async function unpacked(packed) {
  return JSON.parse(await inflated(packed));
}

/**
 * The bytes that a text in base64 stands for.
 * @param {string} text
 */
export const bytesOf = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
