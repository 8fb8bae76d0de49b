// A button that copies the address of the page, which is the state on it; or the text that it is given instead; or the
// frame of either.
import { frameOf, handedOn } from "./page/frame.js";
import { found, part } from "./page/finding.js";
import { tag } from "./page/elements.js";
import { mounting } from "./page/mount.js";

const MOMENT = 150; // until an edit that the click itself has committed is on its way
const LONGEST = 4000;
const SHOWN = 2000;

/** @param {number} time */
const pause = (time) => new Promise((done) => { setTimeout(done, time); });

/** Wait until the address says what is on the page; gives whether it does. */
async function settled() {
  const end = performance.now() + LONGEST;
  await pause(MOMENT);
  while (!isSettled()) {
    if (performance.now() > end) return false;
    await pause(30);
  }
  return true;
}

const isSettled = () => {
  const { testScriptState, testConnectionState } = found(document, "[data-testid=stApp]")?.dataset ?? {};
  return testScriptState === "notRunning" && testConnectionState === "CONNECTED"
    && !found(document, ":is(.lab-editor, .lab-transport)[data-waiting]");
};

/**
 * Copy a text, also where the page came without encryption and the browser has no clipboard for it.
 * @param {string} text
 */
async function copied(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text).then(() => true, () => byHand(text));
  return byHand(text);
}

/** @param {string} text */
function byHand(text) {
  const before = document.activeElement;
  const field = tag("textarea", { "aria-hidden": "true", style: "position:fixed;opacity:0" });
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return done;
}

class Copying {
  /** @param {Component<CopyingData>} component */
  constructor({ parentElement }) {
    this.button = part(parentElement, ".lab-copy");
    this.said = part(parentElement, ".lab-copied");
    this.button.addEventListener("click", () => this.copy());
  }

  /** @param {Component<CopyingData>} component */
  update({ data }) {
    this.data = data;
    part(this.button, "span").textContent = data.label;
  }

  async copy() {
    const isWhole = await settled();
    const address = handedOn(this.data?.text || location.href, this.data?.own ?? []);
    const done = isWhole && await copied(this.data?.framed ? frameOf(address, document.title) : address);
    const bar = this.data?.framed ? "This browser lets no page copy." : "Copy it from the address bar.";
    const otherwise = isWhole ? bar : "Not now: the server is away.";
    this.said.textContent = done ? "Copied." : otherwise;
    clearTimeout(this.later);
    this.later = setTimeout(() => { this.said.textContent = ""; }, SHOWN);
  }

  close() {
    clearTimeout(this.later);
  }
}

export default mounting((component) => new Copying(component));
