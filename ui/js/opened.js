// What a switch has opened below the fold is brought into sight, as far as it fits.
import { around } from "./page/finding.js";
import { mounting } from "./page/mount.js";
import { sizeObserver } from "./page/resize.js";

const COMING = 3000; // milliseconds in which its parts may still come

class Opened {
  /** @param {Component<object>} component */
  constructor({ parentElement }) {
    this.box = around(parentElement, "[class*=st-key-opened_]");
    this.sizes = sizeObserver(() => this.box?.scrollIntoView({ block: "nearest" }));
    if (this.box) this.sizes.observe(this.box);
    this.ears = new AbortController();
    for (const own of ["wheel", "touchmove", "keydown", "pointerdown"]) {
      window.addEventListener(own, () => this.close(), { signal: this.ears.signal, capture: true });
    }
    this.later = setTimeout(() => this.close(), COMING);
  }

  update() {}

  /** The visitor's own way through the page is not disturbed. */
  close() {
    clearTimeout(this.later);
    this.sizes.disconnect();
    this.ears.abort();
  }
}

export default mounting((component) => new Opened(component));
