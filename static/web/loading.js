// Starts the lab in the visitor's browser and says how far it is; then gives the page over to it.
import { mount } from "./stlite/stlite.js";
import { Progress } from "./progress.js";

const part = (/** @type {string} */ name) => document.getElementById(`loading-${name}`);
const here = new URL("./", import.meta.url);

/** Streamlit on Pyodide, mounted at the address of the site, whatever page of it was asked for. */
function start() {
  // Streamlit takes the address that it is mounted at for the root of all pages.
  const wanted = location.href;
  history.replaceState(null, "", here.pathname + location.search);
  const lab = mount({
    entrypoint: "app.py",
    pyodideUrl: new URL("pyodide/worker.mjs", here).href,
    archives: [{ url: new URL("app.zip", here).href, format: "zip", options: {} }],
    env: { LAB_COOKIES: document.cookie.split("; ").filter((one) => one.startsWith("pooling_lab_")).join("; ") },
    wheelUrls: { streamlit: "streamlit", stliteLib: "stlite-lib" }, // both are there already
    streamlitConfig: { "server.fileWatcherType": "none" }, // no file changes; looking at each would take a core
    disableProgressToasts: true,
  }, document.getElementById("root"));
  history.replaceState(null, "", wanted);
  return lab;
}

/** Whether a page of the lab is drawn. */
function isDrawn() {
  const app = document.querySelector("#root [data-testid=stApp]");
  const isAtRest = app?.getAttribute("data-test-script-state") === "notRunning";
  return isAtRest && app.querySelector("h1, .js-plotly-plot") !== null;
}

/** Wait for the first page; whoever plays meanwhile says when to go on. */
function giveOver() {
  if (!isDrawn()) return setTimeout(giveOver, 50);
  const loading = document.getElementById("loading");
  const done = part("done");
  const leave = () => {
    loading.remove();
    performance.mark("lab-open");
    // Now, since what it keeps is then in the browser's own cache, and does not come twice.
    navigator.serviceWorker?.register(new URL("service_worker.js", here));
  };
  performance.mark("lab-drawn");
  if (document.activeElement !== part("player")) return leave();
  done.hidden = false;
  part("hint").hidden = true;
  return done.addEventListener("click", leave);
}

const { sizes, early } = JSON.parse(part("told").textContent);
const worker = start()._kernel;
new Progress(part("bar"), part("words"), sizes).follow(worker);
// While Python starts, this thread has nothing to do: it reads what the first page will be drawn with.
worker.addEventListener("loadProgress", () => early.splice(0).forEach((file) => import(new URL(file, here))));
giveOver();
