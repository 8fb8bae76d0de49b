// What Streamlit's worker loads in place of Pyodide: Pyodide as it is sound, and told on while it arrives.
export { loadPyodide } from "./pyodide.mjs";

// With promises on WebAssembly's stack, Chromium 156 and Pyodide 0.29.3 corrupt memory after some 100,000 turns of the
// event loop: an open page dies after minutes. The lab needs none of it.
delete WebAssembly.Suspending;
delete WebAssembly.promising;

const news = new BroadcastChannel("pooling-lab-loading");
const get = fetch;

/** Tell the page how much of a file has arrived, while whoever asked for it gets it untouched. */
async function count(/** @type {Response} */ twin) {
  const reader = twin.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read())
    news.postMessage({ url: twin.url, bytes: part.value.length });
}

globalThis.fetch = async (...request) => {
  const response = await get(...request);
  if (response.ok && response.body) count(response.clone());
  return response;
};
