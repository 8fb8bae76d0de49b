// What a page owes its visitor while the server is away, and after: the address, what the tab keeps, one line that says
// that numbers may be old.
import { replacePushes } from "./page/history.js";
import { LATENESS } from "./page/late.js";
import { arrived, noted } from "./page/leaving.js";
import { found, part } from "./page/finding.js";
import { mounting } from "./page/mount.js";
import { answers, note, remember } from "./page/storage.js";
import { markWhole } from "./page/whole.js";

const WAITING = "Waiting for the server. What you type is kept, and sent when it is back; results are those of before.";
const CONNECTION = "data-test-connection-state";

/** Streamlit says it too, after a while, in a dialog that takes the page away from who types on it. */
function closeDialog() {
  for (const dialog of document.querySelectorAll("[role=dialog]")) {
    if (!dialog.textContent?.startsWith("Connection error")) continue;
    const close = dialog.querySelector("button[aria-label=Close]");
    if (close instanceof HTMLElement) close.click();
  }
}

class Keeper {
  /** @type {Send} */
  send;
  turn = Date.now();
  /** What is asked for and has been answered, so that it is answered once. */
  answered = "";

  /** @param {Component<KeeperData>} component */
  constructor({ parentElement }) {
    arrived();
    markWhole();
    this.line = part(parentElement, ".lab-away");
    this.app = found(document, "[data-testid=stApp]");
    this.door = new MutationObserver(() => closeDialog());
    this.eye = new MutationObserver(() => this.look());
    if (this.app) this.eye.observe(this.app, { attributes: true, attributeFilter: [CONNECTION] });
    this.ears = new AbortController();
    window.addEventListener(LATENESS, () => this.look(), { signal: this.ears.signal });
    this.look();
  }

  /**
   * The server that comes back may have missed something, or be another one: it is asked for a run at once. Who takes
   * the page down and makes it anew meanwhile, this object with it, does not make it forget that.
   */
  look() {
    const here = !this.app || this.app.getAttribute(CONNECTION) === "CONNECTED";
    this.say(here && !found(document, ".lab-editor[data-late]") ? "" : WAITING);
    if (!here) window.labLost = true;
    if (here && window.labLost && this.send) {
      window.labLost = false;
      this.send("again", { turn: (this.turn += 1), search: location.search });
    }
    if (here) this.door.disconnect();
    else this.door.observe(document.body, { childList: true });
  }

  /** @param {string} text */
  say(text) {
    if (this.line.textContent === text) return;
    this.line.textContent = text;
    document.documentElement.toggleAttribute("data-lab-away", text !== "");
  }

  /** @param {Component<KeeperData>} component */
  update({ data, setStateValue }) {
    this.send = noted(setStateValue, () => this.closed);
    if (window.labLost) this.look();
    replacePushes(window, data.places);
    const asks = Object.keys(data.asks).length ? data.visit + JSON.stringify(data.asks) : "";
    const texts = answers(data.asks);
    note(data.notes);
    const kept = remember(data.keeps, data.long);
    if (!kept && Object.keys(data.long).length) this.send("refuses", true);
    if (asks && asks !== this.answered) this.send("found", texts);
    this.answered = asks;
  }

  close() {
    this.closed = true;
    this.say("");
    this.eye.disconnect();
    this.door.disconnect();
    this.ears.abort();
  }
}

export default mounting((component) => new Keeper(component));
