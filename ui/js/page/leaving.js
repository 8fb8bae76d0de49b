// Streamlit sends a component's state a moment late and with the page it came from. A message that overtakes a click on
// the menu, or follows it, would call the visitor back: a link waits for messages, and messages wait for a page to go.
import { around } from "./finding.js";

export const LINKS = "[data-testid=stPageLink] a";
export const MOMENT = 60;
const GONE = 1500;

/** Whether a message may still be on its way, which another one, or a click, could overtake. */
export const isOnItsWay = () => performance.now() - (window.labSent ?? -Infinity) <= MOMENT;

/**
 * `send`, noted; after a click on the menu it waits, and is given up if the page has gone by then.
 * @param {Send} send
 * @param {() => boolean | undefined} isGone
 * @returns {Send}
 */
export const noted = (send, isGone) => (...message) => {
  const wait = (window.labLeft ?? -Infinity) + GONE - performance.now();
  if (wait > 0) setTimeout(() => isGone() || noted(send, isGone)(...message), wait);
  else {
    window.labSent = performance.now();
    send(...message);
  }
};

/**
 * A click on a link of the menu: `settle` sends what still waits, and the link waits until that is on its way.
 * @param {Event} event
 * @param {() => void} settle
 */
export function holdBack(event, settle) {
  const link = around(event.target, LINKS);
  if (!link) return;
  settle();
  if (!isOnItsWay()) {
    window.labLeft = performance.now();
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  setTimeout(() => link.click(), MOMENT + 1);
}

/** A page is there: what is said on it waits for no link that led to it. */
export function arrived() {
  window.labLeft = undefined;
}
