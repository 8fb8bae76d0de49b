// How much of the lab is here, as a bar and in words: first bytes, then what Python is at.

/** How full the bar is when all bytes are there; the rest is starting. */
const ARRIVED = 0.6;
/**
 * What Python is at, by what Streamlit's worker says of it.
 * @type {Record<string, [number, string]>}
 */
const STAGES = {
  "Unpacking archives.": [0.64, "Python is running; the lab is being unpacked."],
  "Installing packages.": [0.7, "NumPy and Streamlit are in place."],
  "Loading streamlit package.": [0.75, "Streamlit is starting."],
  "Booting up the Streamlit server.": [0.85, "The lab's pages are being prepared."],
};

export class Progress {
  /**
   * @param {HTMLProgressElement} bar
   * @param {HTMLElement} words
   * @param {Record<string, number>} sizes of the files that are fetched, in bytes
   */
  constructor(bar, words, sizes) {
    this.bar = bar;
    this.words = words;
    this.sizes = sizes;
    this.arrived = 0;
    this.all = Object.values(sizes).reduce((sum, size) => sum + size, 0);
    this.news = new BroadcastChannel("pooling-lab-loading");
    this.news.onmessage = ({ data }) => this.receive(data);
  }

  /**
   * Bytes have come, of a file that is counted.
   * @param {{ url: string, bytes: number }} news
   */
  receive({ url, bytes }) {
    if (!Object.keys(this.sizes).some((name) => url.endsWith(`/${name}`))) return;
    this.arrived = Math.min(this.arrived + bytes, this.all);
    const mega = (/** @type {number} */ size) => (size / 1e6).toFixed(0);
    if (this.bar.value < ARRIVED)
      this.tell(ARRIVED * this.arrived / this.all, `The lab arrives: ${mega(this.arrived)} of ${mega(this.all)} MB.`);
  }

  /** Say what the worker says, and if it fails, that. */
  follow(/** @type {EventTarget} */ worker) {
    const hear = (/** @type {string} */ name, /** @type {(detail: any) => void} */ take) =>
      worker.addEventListener(name, (event) => take(/** @type {CustomEvent} */ (event).detail));
    hear("loadProgress", (stage) => STAGES[stage] && this.tell(...STAGES[stage]));
    hear("loadFinished", () => this.tell(0.95, "The first page is being drawn."));
    hear("loadError", (error) => this.fail(error?.message ?? error));
  }

  /** Say that the lab is not to be had, and what may help. */
  fail(/** @type {string} */ why) {
    this.words.textContent = `The lab could not start here. Reload the page to try again. (${why})`;
  }

  /** The bar never goes back. */
  tell(/** @type {number} */ value, /** @type {string} */ words) {
    this.bar.value = Math.max(this.bar.value, value);
    this.words.textContent = words;
  }
}
