// Keeps the site in the browser, so that it opens without the network; VERSION and FILES are said above by the build.
// What is kept belongs together: a new version is kept beside the old one and takes over when no page shows that.
const NAME = `pooling-lab-${VERSION}`;
const root = new URL("./", self.location.href);

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
  const old = (await caches.keys()).filter((name) => name.startsWith("pooling-lab-") && name !== NAME);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** A file as it was kept; every page of the lab is the same file. */
async function answer(request) {
  const cache = await caches.open(NAME);
  const isPage = request.mode === "navigate" && !request.url.includes("/player-");
  const kept = await cache.match(isPage ? new URL("index.html", root) : request, { ignoreSearch: true });
  return kept ?? fetch(request);
}
