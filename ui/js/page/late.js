// Whether the answer to an edit is late. Then the results on the page are those of before, and the page says so.
const LATE = 1500; // milliseconds that an answer may take

/** What is heard on the window when it changes. */
export const LATENESS = "lab-lateness";

export class Lateness {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer;

  /** @param {HTMLElement} root the grid that was edited */
  constructor(root) {
    this.root = root;
  }

  /** @param {boolean} isWaiting whether an edit is on its way; the time runs from the first that is */
  watch(isWaiting) {
    this.root.toggleAttribute("data-waiting", isWaiting);
    if (isWaiting) {
      this.timer ??= setTimeout(() => this.tell(true), LATE);
      return;
    }
    clearTimeout(this.timer);
    this.timer = undefined;
    this.tell(false);
  }

  /** @param {boolean} isLate */
  tell(isLate) {
    if (isLate === (this.root.dataset.late !== undefined)) return;
    if (isLate) this.root.dataset.late = "";
    else delete this.root.dataset.late;
    window.dispatchEvent(new Event(LATENESS));
  }
}
