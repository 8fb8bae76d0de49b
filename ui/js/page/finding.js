// Elements of the page, found from above and from within.

/**
 * The first element that a selector finds, if any.
 * @param {ParentNode} root
 * @param {string} selector
 */
export const found = (root, selector) => /** @type {HTMLElement | null} */ (root.querySelector(selector));

/**
 * The element that must be there.
 * @param {ParentNode} root
 * @param {string} selector
 */
export function part(root, selector) {
  const node = found(root, selector);
  if (!node) throw new Error(`no element is ${selector}`);
  return node;
}

/**
 * The nearest element that a selector finds around what an event is about, if any.
 * @param {EventTarget | null} target
 * @param {string} selector
 */
export const around = (target, selector) =>
  target instanceof Element ? /** @type {HTMLElement | null} */ (target.closest(selector)) : null;

/**
 * Whether an element holds what an event is about.
 * @param {Node | null | undefined} node
 * @param {EventTarget | null} target
 */
export const holds = (node, target) => Boolean(node && target instanceof Node && node.contains(target));
