// What Streamlit's worker loads in place of Pyodide: Pyodide as it is sound, and told on while it arrives.
export { loadPyodide } from "./pyodide.mjs";

// With promises on WebAssembly's stack, Chromium 156 and Pyodide 0.29.3 corrupt memory after some 100,000 turns of the
// event loop: an open page dies after minutes. The lab needs none of it.
delete WebAssembly.Suspending;
delete WebAssembly.promising;

const news = new BroadcastChannel("pooling-lab-loading");
const get = fetch;

/** A file, and word of each part of it to the page, while whoever asked for the file gets it untouched. */
async function told(/** @type {string} */ url) {
  const response = await get(url);
  if (response.ok && response.body) count(response.clone());
  return response;
}

async function count(/** @type {Response} */ twin) {
  const reader = twin.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read())
    news.postMessage({ url: twin.url, bytes: part.value.length });
}

// What is asked for last is fetched first: it comes while Python starts.
const early = new Map(["./packages.zip", "../app.zip"].map((name) => new URL(name, import.meta.url).href)
  .map((url) => [url, told(url)]));

globalThis.fetch = (request, options) => {
  const kept = early.get(String(request));
  early.delete(String(request));
  return kept ?? get(request, options);
};
