// Charts whose numbers stand beside them in a table for those who hear the page: the drawing itself is not read out.

/**
 * Hide the charts within an element from those who hear it, also those that are yet to come. Gives what ends it.
 * @param {ParentNode & Node} root
 * @param {string} charts
 */
export function hush(root, charts) {
  const hide = () => root.querySelectorAll(charts).forEach((chart) => chart.setAttribute("aria-hidden", "true"));
  const eye = new MutationObserver(hide);
  hide();
  eye.observe(root, { childList: true, subtree: true });
  return () => eye.disconnect();
}
