/** Keeps what a reader has opened, so that it can be read without a network. web/finish.mjs makes offline.js of it. */
import { clientsClaim } from "workbox-core";
import { ExpirationPlugin } from "workbox-expiration";
import { registerRoute, setCatchHandler } from "workbox-routing";
import { CacheFirst, NetworkFirst } from "workbox-strategies";

const worker = /** @type {any} */ (self); // TypeScript takes it for a window
/** @type {string} */
const root = worker.registration.scope;
const MESSAGES = ["503.html", "ko/503.html"].map((name) => root + name);
// Their names change with what they hold.
const PYTHON = /\/assets\/playground\/(.*\.zip|[\d.]+\/.*)$/;

/** @param {string} name @param {number} maxEntries */
function kept(name, maxEntries) {
  return {
    cacheName: `${name} of ${root}`, // a host may have other sites
    plugins: [
      new ExpirationPlugin({ maxEntries, purgeOnQuotaError: true }),
      // The states of explorables stand in the query; the page is the same.
      { cacheKeyWillBeUsed: async (/** @type {{request: Request}} */ { request }) => request.url.replace(/\?.*/, "") },
    ],
  };
}

const files = new NetworkFirst({ ...kept("files", 300), networkTimeoutSeconds: 5 });

worker.skipWaiting();
clientsClaim();
registerRoute(({ url }) => url.href.startsWith(root) && PYTHON.test(url.pathname), new CacheFirst(kept("python", 12)));
registerRoute(({ url }) => url.href.startsWith(root), files);
setCatchHandler(async ({ request }) => {
  const [english, korean] = MESSAGES;
  const message = request.mode === "navigate" && (await caches.match(request.url.startsWith(`${root}ko/`) ? korean : english));
  return message || Response.error();
});
worker.addEventListener("install", (/** @type {any} */ event) => {
  event.waitUntil(caches.open(`messages of ${root}`).then((cache) => cache.addAll(MESSAGES)));
});
