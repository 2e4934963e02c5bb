// What both pages share: words, state, the list of what waits, and how an act comes into being.

import * as store from "./store.js";
import * as sync from "./sync.js";

/** @typedef {import("./store.js").Act} Act */

export const words = JSON.parse(/** @type {HTMLElement} */ (document.getElementById("words")).textContent ?? "{}");
/** @returns {any} */
export const at = (/** @type {string} */ id) => document.getElementById(id);
export const day = (/** @type {string} */ iso) => iso.split("-").reverse().join("/");
const zone = { timeZone: "Asia/Ho_Chi_Minh" };
export const today = () => new Date().toLocaleDateString("sv-SE", zone); // as ISO writes it

/** The time of a moment, with its day when that is not today. @param {string} moment */
function clock(moment) {
  const on = new Date(moment);
  const time = on.toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit", ...zone });
  const date = on.toLocaleDateString("sv-SE", zone);
  return date === today() ? time : `${time} ${day(date)}`;
}

/** @param {string} text @param {Record<string, any>} values */
export const filled = (text, values) => text.replace(/{(\w+)}/g, (_, name) => String(values[name] ?? ""));

/** A copy of a template of the page. @param {string} id @param {Record<string, string>} texts by class @returns {any} */
export function copyOf(id, texts = {}) {
  const made = at(id).content.firstElementChild.cloneNode(true);
  for (const [name, text] of Object.entries(texts)) made.querySelector(`.${name}`).textContent = text;
  return made;
}

/** @param {object} wire @param {string} label @param {{uuid?: string, name?: string, bytes?: ArrayBuffer}} [more] */
export async function record(wire, label, { uuid = crypto.randomUUID(), name, bytes } = {}) {
  const whole = /** @type {any} */ ({ uuid, person: sync.person, at: new Date().toISOString(), ...wire });
  await store.queue({ wire: whole, label, name, state: "waiting", tried: false }, bytes);
}

/** @type {() => Promise<void>} */
let drawPage;

export async function changed() {
  await drawState();
  await drawPage();
}

/** What waits is sent, and then what the server knows is taken along. */
async function refresh() {
  await sync.send(changed);
  if (!sync.trouble) await sync.takeAlong();
  await changed();
}

export const send = () => sync.send(changed);

/** @param {() => Promise<void>} draw what the page itself shows, drawn anew after each change */
export async function begin(draw) {
  drawPage = draw;
  const taken = await store.read("taken");
  if (taken && taken.person !== sync.person) await store.wipe();
  at("send").addEventListener("click", refresh);
  at("export").addEventListener("click", save);
  addEventListener("online", refresh);
  addEventListener("offline", refresh);
  setInterval(async () => document.visibilityState === "visible" && (await waiting()).length && send(), 60_000);
  await changed();
  await navigator.serviceWorker.register(/** @type {string} */ (sync.page.worker), { scope: sync.page.list });
  await refresh();
}

const waiting = async () => sync.own(await store.acts()).filter((/** @type {Act} */ one) => one.state === "waiting");

/** One sentence: what waits, what must be decided, whether there is a network. */
async function drawState() {
  const all = await store.acts();
  const mine = sync.own(all);
  const asks = mine.filter((/** @type {Act} */ one) => one.state !== "waiting").length;
  const [sent, ready] = [await store.read("sent"), await store.read("ready")];
  const said = [
    mine.length - asks ? filled(words.waiting, { n: mine.length - asks }) : "",
    asks ? filled(words.asks, { n: asks }) : "",
    mine.length ? "" : sent ? filled(words.sent, { at: sent }) : words.nothing,
    all.length > mine.length ? filled(words.others, { n: all.length - mine.length }) : "",
    sync.trouble ? words[sync.trouble] : "",
    ready ? filled(words.ready, { at: clock(ready) }) : "",
  ];
  at("state").firstElementChild.textContent = said.filter(Boolean).join(" ");
  at("state").className = `notice ${asks ? "bad" : mine.length || sync.trouble ? "" : "good"}`;
  at("sign-in").href = `${sync.page.signIn}?next=${encodeURIComponent(location.pathname + location.hash)}`;
  at("sign-in").hidden = sync.trouble !== "signed_out";
  at("send").hidden = !mine.length;
  at("queue").hidden = !mine.length;
  at("acts").replaceChildren(...mine.map(lineOf));
}

/** @param {Act} act */
function lineOf(act) {
  const line = copyOf("t-act", {
    what: `${words[act.wire.kind]}: ${act.label}`,
    state: filled(words[`is_${act.state}`], act),
  });
  line.querySelector(".state").classList.toggle("bad", act.state !== "waiting");
  const [again, drop] = line.querySelectorAll("button");
  line.querySelector(".buttons").hidden = act.state !== "refused";
  again.addEventListener("click", () => store.change({ ...act, state: "waiting" }).then(send));
  drop.addEventListener("click", async () => {
    if (window.confirm(words.drop)) await store.end(act).then(changed);
  });
  return line;
}

/** All that waits as a file that a person can carry to the office, photos included. */
async function save() {
  const lines = [];
  for (const { wire, label, name, state, reason, theirs } of sync.own(await store.acts())) {
    const bytes = await store.fileOf(wire.uuid);
    lines.push({ ...wire, label, name, state, reason, theirs, file: bytes && (await base64(bytes)) });
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(lines, null, 1)], { type: "application/json" }));
  link.download = `${words.file}-${today()}.json`;
  link.click();
}

/** @param {ArrayBuffer} bytes @returns {Promise<string>} */
function base64(bytes) {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(",")[1]);
    reader.readAsDataURL(new Blob([bytes]));
  });
}
