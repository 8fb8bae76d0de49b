// What the static site's service worker answers from what it keeps, and what it leaves to others on its host.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { test } from "node:test";

const TEXT = readFileSync(new URL("../../static/web/service_worker.js", import.meta.url), "utf8");
const HOST = "https://a.b";

/** A browser's caches: by name, the addresses of what is kept. */
class Caches {
  named = new Map();

  async open(name) {
    if (!this.named.has(name)) this.named.set(name, []);
    const kept = this.named.get(name);
    return {
      addAll: async (requests) => kept.push(...requests.map((request) => request.url)),
      match: async (asked) => kept.find((url) => url === (asked.url ?? asked.href).split("?")[0]),
    };
  }

  keys = async () => [...this.named.keys()];
  delete = async (name) => this.named.delete(name);
}

/** The service worker of a version of the site in a folder of the host: a function for each event it hears. */
function worker(caches, folder, version) {
  const heard = {};
  const self = {
    location: { href: `${HOST}${folder}service_worker.js` },
    clients: { claim() {} },
    addEventListener(name, hear) { heard[name] = hear; },
  };
  const fetch = async () => "from the host";
  const told = { VERSION: version, FILES: ["index.html", "app.zip"], PAGES: ["", "Quiz"] };
  runInNewContext(TEXT, { self, caches, fetch, URL, Request, ...told });
  const done = (name) => new Promise((resolve) => heard[name]({ waitUntil: resolve }));
  return {
    install: () => done("install"),
    activate: () => done("activate"),
    async answer(path, mode) {
      let answered = "from the host";
      const request = { method: "GET", url: `${HOST}${path}`, mode };
      heard.fetch({ request, respondWith(answer) { answered = answer; } });
      return await answered;
    },
  };
}

test("every page of the lab is the one that is kept, and a file is itself", async () => {
  const lab = worker(new Caches(), "/lab/", "1");
  await lab.install();
  for (const page of ["/lab/", "/lab/?s=1", "/lab/Quiz", "/lab/Quiz?quiz=7"])
    assert.equal(await lab.answer(page, "navigate"), "https://a.b/lab/index.html");
  assert.equal(await lab.answer("/lab/app.zip", "cors"), "https://a.b/lab/app.zip");
});

test("what lies below the lab and is no page of it is the host's", async () => {
  const lab = worker(new Caches(), "/lab/", "1");
  await lab.install();
  for (const page of ["/lab/old/", "/lab/old/Quiz", "/lab/handout.pdf", "/labs/"])
    assert.equal(await lab.answer(page, "navigate"), "from the host");
});

test("a new version takes the place of the old one, and of no other site", async () => {
  const caches = new Caches();
  for (const folder of ["/lab/", "/lab/old/", "/lab-2/"]) await worker(caches, folder, "1").install();
  const lab = worker(caches, "/lab/", "2");
  await lab.install();
  await lab.activate();
  const kept = [...caches.named.values()].map(([first]) => first);
  assert.deepEqual(kept, ["/lab/old/", "/lab-2/", "/lab/"].map((folder) => `${HOST}${folder}index.html`));
});
