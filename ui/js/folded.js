// A page that comes deflated within another, in whose place it steps.
import { bytesOf, inflated } from "./player/payload.js";

/**
 * @param {string} page HTML, deflated, in base64
 */
export async function unfold(page) {
  const text = await inflated(bytesOf(page));
  document.open();
  document.write(text);
  document.close();
}
