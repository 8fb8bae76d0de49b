// New elements, of a drawing and of a page.
const SVG = "http://www.w3.org/2000/svg";

/**
 * @template {Element} E
 * @param {E} node
 * @param {Record<string, string | number>} attributes
 * @param {(Node | string)[]} children
 */
function dressed(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  node.append(...children);
  return node;
}

/**
 * A new element of a drawing.
 * @template {keyof SVGElementTagNameMap} K
 * @param {K} name
 * @param {Record<string, string | number>} attributes
 * @param {(Node | string)[]} children
 */
export const element = (name, attributes = {}, ...children) =>
  dressed(document.createElementNS(SVG, name), attributes, children);

/**
 * A new element of a page.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {Record<string, string | number>} attributes
 * @param {(Node | string)[]} children
 */
export const tag = (name, attributes = {}, ...children) => dressed(document.createElement(name), attributes, children);
