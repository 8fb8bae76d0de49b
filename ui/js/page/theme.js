// The theme that the visitor sees, light or dark.
import { luminance } from "./colour.js";
import { part } from "./finding.js";

const LOOK = 700; // milliseconds

/** By the background of the page. */
function shownTheme() {
  const background = getComputedStyle(part(document, ".stApp")).backgroundColor.match(/\d+/g) ?? [];
  return luminance(background.map(Number)) < 0.5 ? "dark" : "light";
}

/**
 * Nothing tells a component that the visitor changed the theme, so it looks now and then, and asks once for a page in
 * that theme if `drawn` gives another. Gives what ends it.
 * @param {() => string | undefined} drawn
 * @param {(theme: string) => void} ask
 */
export function watchTheme(drawn, ask) {
  /** @type {string | undefined} */
  let seen;
  const looking = setInterval(() => {
    const theme = shownTheme();
    if (drawn() && theme !== drawn() && theme !== seen) ask(theme);
    seen = theme;
  }, LOOK);
  return () => clearInterval(looking);
}
