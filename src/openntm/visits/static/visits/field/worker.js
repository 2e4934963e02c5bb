// Answers for the pages of the field where there is no network: the server goes first, what is kept stands behind it.

const PATIENCE = 4000; // milliseconds, for a network that is there but says nothing
const worker = /** @type {any} */ (self);

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request, pathname));
  else if (pathname.startsWith("/static/")) event.respondWith(file(request));
});

/** @param {Request} request @param {string} pathname */
async function page(request, pathname) {
  const cache = await caches.open("field");
  const kept = await cache.match(pathname, { ignoreVary: true });
  const fresh = fetch(request).then(async (answer) => {
    if (answer.status === 200) await cache.put(pathname, answer.clone());
    return answer;
  });
  if (!kept) return fresh;
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, kept));
  return Promise.race([fresh.catch(() => kept), late]);
}

/** The names of these files change with their content. @param {Request} request */
async function file(request) {
  const kept = await caches.match(request, { ignoreVary: true });
  return kept || fetch(request);
}
