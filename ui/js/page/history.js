// Streamlit adds an entry to the history whenever the address changes. The address is the state, and a visitor who goes
// back means the page before, not the number before: the entry is replaced.

/**
 * Whether two addresses are the same place with another state.
 * @param {string} from
 * @param {string} to
 * @param {string[]} places what leads elsewhere when it changes: to go back leads here again
 */
export function isSamePlace(from, to, places) {
  const [before, after] = [new URL(from), new URL(to, from)];
  return before.pathname === after.pathname
    && places.every((name) => before.searchParams.get(name) === after.searchParams.get(name));
}

/** The address that is on screen. */
const here = () => location.pathname + location.search;

/** The addresses of this page since its grids were last drawn: all but the first may know more than the grids show. */
export const addresses = () => window.labAddresses ?? [here()];

/** The grids are drawn. */
export function drawn() {
  window.labAddresses = [here()];
}

/** Whether the page on screen has one of these addresses. @param {unknown} some */
export const isAt = (some) => Array.isArray(some) && some.includes(here());

/**
 * From now on a push to the same place replaces its entry.
 * @param {Window} view
 * @param {string[]} places
 */
export function replacePushes(view, places) {
  const { history } = view;
  if (Object.hasOwn(history, "pushState")) return;
  history.pushState = (state, title, url) => {
    const stays = typeof url === "string" && isSamePlace(view.location.href, url, places);
    (stays ? History.prototype.replaceState : History.prototype.pushState).call(history, state, title, url);
    view.labAddresses = [...(stays ? view.labAddresses ?? [] : []), here()];
  };
}
