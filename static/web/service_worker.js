// Keeps the site in the browser, so that it opens without the network; the build says VERSION, FILES and PAGES above.
// What is kept belongs together: a new version is kept beside the old one and takes over when no page shows that.
const root = new URL("./", self.location.href);
const pages = PAGES.map((page) => new URL(page, root).pathname);
// All sites of a host share its caches: each takes its own by the folder, which the space ends, since no path has one.
const OURS = `pooling-lab ${root.pathname} `;
const NAME = OURS + VERSION;

self.addEventListener("install", (event) => event.waitUntil(keepAll()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && request.url.startsWith(root.href)) event.respondWith(answer(request));
});

/** All files as the host has them now; of those just fetched it sends no bytes again. */
async function keepAll() {
  const cache = await caches.open(NAME);
  await cache.addAll(FILES.map((file) => new Request(new URL(file, root), { cache: "no-cache" })));
}

async function takeOver() {
  const old = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== NAME);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** A file as it was kept; every page of the lab is the same file. */
async function answer(request) {
  const cache = await caches.open(NAME);
  const isPage = request.mode === "navigate" && pages.includes(new URL(request.url).pathname);
  const kept = await cache.match(isPage ? new URL("index.html", root) : request, { ignoreSearch: true });
  return kept ?? fetch(request);
}
