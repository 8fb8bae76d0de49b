// The explanation beside the grids: what it says anew is read aloud, and where it scrolls the keyboard can scroll it.
import { found } from "./finding.js";

const DRAWN = 150; // milliseconds until Streamlit has drawn what came with a run

export class Explanation {
  /** @param {HTMLElement} root the element that holds the grids and the explanation */
  constructor(root) {
    this.root = root;
  }

  /** Another run has come. */
  follow() {
    clearTimeout(this.later);
    this.later = setTimeout(() => this.dress(), DRAWN);
  }

  /** The heading and the sentence are read, once the reader has nothing else to say; the formulas are not. */
  dress() {
    const panel = found(this.root, ".st-key-panel_explain");
    if (!panel) return;
    for (const words of panel.querySelectorAll(".lab-said")) {
      if (words.parentElement) words.parentElement.ariaLive = "polite"; // Streamlit's own, which stays
    }
    if (panel.scrollHeight > panel.clientHeight) panel.tabIndex = 0;
    else panel.removeAttribute("tabindex");
  }

  close() {
    clearTimeout(this.later);
  }
}
