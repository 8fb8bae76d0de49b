// Whether all that a page began with is there: what draws a kind of element is fetched when the first is to be drawn,
// and our own scripts fill the grids, the player and its words when they come.
const FETCHED = '[data-testid=stSkeleton]:not([class*="chart"] *, details:not([open]) *)'; // as in arrival.css
const MISSING = `${FETCHED}, :is(.lab-editor, .lab-picker, .lab-transport, .lab-sentence, .lab-stems):empty`;

/** Say so in the page, for the style sheet, once all is there with its fonts; what is fetched later hides nothing. */
export function markWhole() {
  const look = () => {
    if (document.querySelector(MISSING)) return false;
    const say = () => document.documentElement.setAttribute("data-lab-whole", "");
    requestAnimationFrame(() => document.fonts.ready.then(say)); // fonts are asked for once the text is laid out
    return true;
  };
  if (look()) return;
  const eye = new MutationObserver(() => look() && eye.disconnect());
  eye.observe(document.body, { childList: true, subtree: true });
}
