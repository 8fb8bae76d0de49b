// An address to hand on, and a page of the lab in a frame of another one: the HTML that shows it there.

/** The size of a slide's half, which a page in a frame is laid out for. */
const SIZE = 'width="800" height="450"';

/** @type {Record<string, string>} */
const ESCAPED = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** @param {string} text */
const escaped = (text) => text.replace(/[&<>"]/g, (sign) => ESCAPED[sign]);

/**
 * An address to hand on: without the names of what is the visitor's own.
 * @param {string} address
 * @param {string[]} own
 */
export function handedOn(address, own) {
  const url = new URL(address);
  const said = own.filter((name) => url.searchParams.has(name));
  if (said.length === 0) return address;
  said.forEach((name) => url.searchParams.delete(name));
  return url.href;
}

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
