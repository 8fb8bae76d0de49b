// Starts the lab in the visitor's browser and says how far it is; then gives the page over to it.
import { Progress } from "./progress.js";

const here = new URL("./", import.meta.url);

/** A part of the page that shows while the lab is on its way. */
function part(/** @type {string} */ name) {
  const found = document.getElementById(name);
  if (!found) throw new Error(`the page must have #${name}`);
  return found;
}

/** Streamlit on Pyodide, mounted at the address of the site, whatever page of it was asked for. */
async function start() {
  const { mount } = await import(new URL("stlite/stlite.js", here).href);
  // Streamlit takes the address that it is mounted at for the root of all pages.
  const wanted = location.href;
  history.replaceState(null, "", here.href + location.search);
  const lab = mount({
    entrypoint: "app.py",
    pyodideUrl: new URL("pyodide/worker.mjs", here).href,
    archives: [{ url: new URL("app.zip", here).href, format: "zip", options: {} }],
    env: { LAB_COOKIES: document.cookie.split("; ").filter((one) => one.startsWith("pooling_lab_")).join("; ") },
    wheelUrls: { streamlit: "streamlit", stliteLib: "stlite-lib" }, // both are there already
    streamlitConfig: { "server.fileWatcherType": "none" }, // no file changes; looking at each would take a core
    disableProgressToasts: true,
  }, part("root"));
  history.replaceState(null, "", wanted);
  return lab;
}

/** Whether a page of the lab is drawn, or says why it is not. */
function isDrawn() {
  const app = document.querySelector("#root [data-testid=stApp]");
  const isAtRest = app?.getAttribute("data-test-script-state") === "notRunning";
  return isAtRest && app.querySelector("h1, .js-plotly-plot, .stException") !== null;
}

/** Leave the page to the lab, and have the browser keep the site. */
function leave() {
  part("loading").remove();
  // Only now, since what is kept is then in the browser's own cache, and does not come twice.
  navigator.serviceWorker?.register(new URL("service_worker.js", here));
}

/** Wait for the first page; whoever plays meanwhile says when to go on. */
function giveOver() {
  if (!isDrawn()) {
    setTimeout(giveOver, 50);
  } else if (document.activeElement === part("loading-player")) {
    part("loading-hint").hidden = true;
    part("loading-done").hidden = false;
    part("loading-done").addEventListener("click", leave);
  } else {
    leave();
  }
}

/** @type {{ sizes: Record<string, number>, early: string[] }} */
const { sizes, early } = JSON.parse(part("loading-told").textContent ?? "");
const bar = /** @type {HTMLProgressElement} */ (part("loading-bar"));
const progress = new Progress(bar, part("loading-words"), sizes);
const { _kernel: worker } = await start().catch((error) => {
  progress.fail(error.message);
  throw error;
});
progress.follow(worker);
// While Python starts, this thread has nothing to do: it reads what the first page will be drawn with.
worker.addEventListener("loadProgress", () => early.splice(0).forEach((file) => import(new URL(file, here).href)));
giveOver();
