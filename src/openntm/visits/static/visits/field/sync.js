// Sending what waits, one act after the other, and taking along what the server knows.

import * as store from "./store.js";
import { dependsOn, withSent } from "./visits.js";

/** @typedef {import("./store.js").Act} Act */

export const page = /** @type {HTMLElement} */ (document.getElementById("field")).dataset;
export const person = Number(page.person);
/** @type {""|"offline"|"signed_out"|"failed"} */
export let trouble = "";

/** @param {Act[]} all */
export const own = (all) => all.filter((act) => act.wire.person === person);

let wanted = false;

/** Only one page of the browser sends at a time; what is recorded while it ends is sent in one more turn.
 * @param {() => Promise<void>} changed */
export async function send(changed) {
  for (wanted = true; wanted; ) {
    const held = await navigator.locks.request("field", { ifAvailable: true }, (lock) => lock && sendAll(changed));
    if (!held) break;
  }
  await changed();
}

/** @param {() => Promise<void>} changed @returns {Promise<true>} */
async function sendAll(changed) {
  wanted = false;
  /** @type {Act[]} */
  const stuck = [];
  if ((await next(stuck)) && !csrf() && !(await asked(page.data))) return true;
  for (let act = await next(stuck); act; act = await next(stuck)) {
    await store.change({ ...act, tried: true });
    if (!(await sendOne(act))) break;
    await changed();
  }
  return true;
}

/** The first act that may go now. What was stuck before is passed over with all that depends on it.
 * @param {Act[]} stuck @returns {Promise<Act|undefined>} */
async function next(stuck) {
  stuck.length = 0;
  for (const act of own(await store.acts())) {
    if (act.state === "waiting" && !stuck.some((one) => dependsOn(act, one))) return act;
    stuck.push(act);
  }
  return undefined;
}

/** @param {Act} act @returns {Promise<boolean>} whether the server judged it; else it waits as it is */
async function sendOne(act) {
  const answer = await asked(page.sync, { method: "POST", body: await body(act), headers: { "X-CSRFToken": csrf() } });
  if (!answer) return false;
  if (answer.state === "done") {
    const taken = await store.read("taken");
    await store.end(act, taken && withSent(taken, act));
    await store.keep("sent", answer.at);
  } else {
    const { state, reason, theirs } = answer;
    await store.change({ ...act, tried: true, state, reason, theirs });
  }
  return true;
}

/** @param {Act} act */
async function body(act) {
  const form = new FormData();
  form.append("operation", JSON.stringify(act.wire));
  const bytes = await store.fileOf(act.wire.uuid);
  if (bytes) form.append("file", new Blob([bytes]), act.name);
  return form;
}

const csrf = () => document.cookie.match(/(?:^|; )csrftoken=([^;]*)/)?.[1] ?? "";

/** What the server answers in JSON; nothing where it could not be asked, and `trouble` says why.
 * @param {string|undefined} address @param {RequestInit} [init] @returns {Promise<any>} */
async function asked(address, init) {
  try {
    if (!navigator.onLine) throw new Error("offline");
    const answer = await fetch(/** @type {string} */ (address), {
      ...init,
      redirect: "manual",
      signal: AbortSignal.timeout(120_000),
    });
    const is_json = answer.headers.get("Content-Type")?.startsWith("application/json");
    trouble = answer.type === "opaqueredirect" ? "signed_out" : is_json && answer.status !== 503 ? "" : "failed";
    return trouble ? undefined : await answer.json();
  } catch {
    trouble = "offline";
    return undefined;
  }
}

/** Visits and checklists anew, and the pages themselves; what waits stands apart from it and stays. */
export async function takeAlong() {
  const taken = await asked(page.data);
  if (!taken) return;
  await store.keep("taken", taken);
  await navigator.storage?.persist?.();
  try {
    await keepPages();
    await store.keep("ready", new Date().toISOString());
  } catch {
    trouble = "offline"; // half way: what was kept before still stands
  }
}

/** Both pages with all that they load, so that they open without network. */
async function keepPages() {
  const cache = await caches.open("field");
  for (const address of [page.list, page.visit]) {
    const answer = await fetch(/** @type {string} */ (address), { redirect: "error" });
    if (answer.ok) await cache.put(/** @type {string} */ (address), answer);
  }
  const loaded = performance.getEntriesByType("resource").map((one) => new URL(one.name));
  const files = loaded.filter((one) => one.origin === location.origin && one.pathname.startsWith("/static/"));
  const wanted = new Set(files.map((one) => one.href));
  for (const kept of await cache.keys()) {
    if (/\.(js|css)$/.test(kept.url) && !wanted.has(kept.url)) await cache.delete(kept);
    wanted.delete(kept.url);
  }
  await cache.addAll([...wanted]);
}
