// A page of the lab in a frame of another one: the HTML that shows it there.

/** The size of a slide's half, which a page in a frame is laid out for. */
const SIZE = 'width="800" height="450"';

/** @type {Record<string, string>} */
const ESCAPED = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** @param {string} text */
const escaped = (text) => text.replace(/[&<>"]/g, (sign) => ESCAPED[sign]);

/**
 * The frame of an address; a presentation has no place in it.
 * @param {string} address
 * @param {string} title what a screen reader says of the frame
 */
export function frameOf(address, title) {
  const url = new URL(address);
  url.searchParams.delete("present");
  url.searchParams.set("embed", "true");
  const attributes = `src="${escaped(url.href)}" title="${escaped(title)}" ${SIZE}`;
  return `<iframe ${attributes} style="border:0" allow="clipboard-write" loading="lazy"></iframe>`;
}
