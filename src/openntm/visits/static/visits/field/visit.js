// One visit: its checklist, observations, photos, signatures and close, each kept on the device at once.

import { at, begin, copyOf, day, filled, record, send, words } from "./page.js";
import * as pad from "./pad.js";
import { position } from "./photos.js";
import * as store from "./store.js";
import { own, page } from "./sync.js";
import { withActs } from "./visits.js";

/** @typedef {import("./store.js").Act} Act */

const ref = decodeURIComponent(location.hash.slice(1));
const draft = `draft:${ref}`;
/** @type {any} */
let visit;
let turns = 0; // only the newest drawing paints, and none that began before an answer was given
/** @type {Map<string, any>} */
const drawn = new Map();

async function draw() {
  const turn = ++turns;
  const taken = await store.read("taken");
  const known = taken && withActs(taken, own(await store.acts()));
  if (turn !== turns) return;
  visit = known?.visits.find((/** @type {any} */ one) => one.ref === ref) ?? (visit && { ...visit, gone: true });
  at("gone").hidden = Boolean(visit) && !visit.gone;
  at("whole").hidden = !visit;
  if (!visit) return;
  const checklist = known?.checklists[visit.checklist];
  if (checklist && !drawn.size) drawChecklist(checklist);
  at("name").textContent = visit.name;
  at("about").textContent = [visit.what, visit.place, day(visit.day)].filter(Boolean).join(" · ");
  at("due").min = visit.day;
  at("over").hidden = !visit.closed;
  at("open").disabled = Boolean(visit.closed || visit.gone);
  for (const [key, item] of drawn) drawItem(item, visit.answers[key]);
  at("observations").replaceChildren(...visit.observations.map(observationLine));
  at("photos").replaceChildren(...visit.photos.map(photoLine));
  at("signatures").replaceChildren(...(visit.signatures ?? []).map(signatureLine));
}

/** @param {any} checklist */
function drawChecklist(checklist) {
  for (const group of checklist.groups) {
    const card = copyOf("t-group", { title: group.title });
    for (const one of group.items) card.append(itemOf(one));
    at("checklist").append(card);
  }
  for (const radio of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("[name=severity]")))
    if (!(checklist.severities ?? ["minor", "major"]).includes(radio.value)) radio.closest("label")?.remove();
  const items = checklist.groups.flatMap((/** @type {any} */ one) => one.items);
  for (const select of document.querySelectorAll("select.items"))
    select.append(...items.map((/** @type {any} */ one) => new Option(one.text, one.key)));
}

/** @param {any} one */
function itemOf(one) {
  const made = copyOf("t-item", { text: one.text, clause: one.clause });
  const note = made.querySelector("input.note");
  note.name = `note-${one.key}`;
  note.setAttribute("aria-label", `${note.getAttribute("aria-label")}: ${one.text}`);
  for (const radio of made.querySelectorAll("input[type=radio]")) radio.name = `answer-${one.key}`;
  made.addEventListener("change", async () => {
    const chosen = made.querySelector("input[type=radio]:checked");
    if (!chosen) return;
    turns++;
    const { act, ...base } = visit.answers[one.key] ?? {};
    const found = { answer: chosen.value, note: note.value };
    await record({ kind: "answer", visit: ref, item: one.key, found, base: base.answer ? base : null }, one.text);
    await forget(note.name);
    turns++;
    await send();
  });
  drawn.set(one.key, made);
  return made;
}

/** @param {any} made @param {any} answer */
function drawItem(made, answer) {
  const act = answer?.act;
  for (const radio of made.querySelectorAll("input[type=radio]")) radio.checked = radio.value === answer?.answer;
  const note = made.querySelector("input.note");
  if (answer && note !== document.activeElement) note.value = answer.note;
  made.querySelector(".mark").textContent = act ? words[`mark_${act.state}`] : "";
  made.querySelector("fieldset").disabled = Boolean(act) && act.state !== "waiting";
  made.querySelector(".conflict")?.remove();
  if (act?.state === "conflict") made.append(conflictOf(act));
}

/** Both values, and the person decides. @param {Act} act */
function conflictOf(act) {
  const { found, item } = /** @type {any} */ (act.wire);
  const theirs = /** @type {any} */ (act.theirs);
  const said = (/** @type {any} */ one) => (one ? [words[one.answer], one.note].filter(Boolean).join(" – ") : words.none);
  const made = copyOf("t-conflict", { mine: said(found), theirs: said(theirs), by: theirs?.by ?? "" });
  const [keepMine, keepTheirs] = made.querySelectorAll("button");
  const base = theirs && { answer: theirs.answer, note: theirs.note };
  keepMine.addEventListener("click", async () => {
    await store.change({ ...act, state: "waiting", wire: { ...act.wire, base } });
    await send();
  });
  keepTheirs.addEventListener("click", async () => {
    const taken = await store.read("taken");
    const held = taken.visits.find((/** @type {any} */ one) => one.ref === ref);
    if (held && base) held.answers[item] = base;
    await store.end(act, taken);
    await send();
  });
  return made;
}

/** @param {any} one */
function observationLine(one) {
  const grave = words[one.severity];
  return copyOf("t-observation", {
    severity: grave,
    text: one.text,
    demand: `${one.demand} · ${words.by} ${day(one.due)}`,
    mark: one.act ? words[`mark_${one.act.state}`] : "",
  });
}

/** @param {any} one */
function photoLine(one) {
  const where = one.latitude === undefined ? "" : `${one.latitude}, ${one.longitude} (± ${one.accuracy} m)`;
  return copyOf("t-photo", { name: one.name, where, mark: one.act ? words[`mark_${one.act.state}`] : "" });
}

/** The photo as it is, with its hash, before anything else happens to it.
 * @param {HTMLInputElement} input @param {object} of @returns {Promise<boolean>} */
async function takePhoto(input, of) {
  const file = input.files?.[0];
  if (!file) return true;
  if (isTooLarge(file)) return refuse(input, filled(words.too_large, { n: page.limit }));
  const { bytes, sha256 } = await read(file);
  const wire = { kind: "photo", visit: ref, sha256, taken_at: new Date(file.lastModified).toISOString(), ...of };
  await record({ ...wire, ...(await position()) }, file.name, { name: file.name, bytes });
  input.value = "";
  return true;
}

const isTooLarge = (/** @type {File} */ file) => file.size > Number(page.limit) * 1e6;

/** @param {File} file */
async function read(file) {
  const bytes = await file.arrayBuffer();
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return { bytes, sha256: [...hash].map((one) => one.toString(16).padStart(2, "0")).join("") };
}

/** @param {any} one */
function signatureLine(one) {
  return copyOf("t-signature", { name: one.name, role: words[one.role], mark: one.act ? words[`mark_${one.act.state}`] : "" });
}

/** @param {SubmitEvent} event */
async function sign(event) {
  event.preventDefault();
  const form = /** @type {any} */ (event.target);
  for (const said of form.querySelectorAll(".error")) said.textContent = "";
  const { name, signed } = form.elements;
  if (missing()) return refuse(name, missing());
  if (!name.value.trim()) return refuse(name, words.needed);
  const file = signed.files?.[0] ?? (await pad.picture(at("pad")));
  if (!file) return refuse(signed, words.unsigned);
  if (isTooLarge(file)) return refuse(signed, filled(words.too_large, { n: page.limit }));
  const { bytes, sha256 } = await read(file);
  const wire = { kind: "sign", visit: ref, name: name.value, role: form.elements.role.value, sha256, seen: seen() };
  await record(wire, name.value, { name: file.name, bytes });
  await forget("name");
  form.reset();
  pad.wipe(at("pad"));
  return send();
}

/** What stands on the screen under which somebody signs. */
function seen() {
  const given = Object.entries(visit.answers).map(([key, { answer, note }]) => [key, { answer, note }]);
  const told = visit.observations.map((/** @type {any} */ one) => {
    const { item, severity, text, demand } = one;
    return { item, severity, text, demand };
  });
  return { answers: Object.fromEntries(given), observations: told };
}

/** What is said while items are open, else nothing. @returns {string} */
function missing() {
  const left = [...drawn].filter(([key]) => !visit.answers[key]);
  const first = left[0]?.[1].querySelector(".text").textContent;
  return left.length ? filled(words.unanswered, { n: left.length, first }) : "";
}

/** @param {any} field @param {string} why */
function refuse(field, why) {
  field.closest(".form-field").querySelector(".error").textContent = why;
  field.focus();
  return false;
}

/** @param {SubmitEvent} event */
async function observe(event) {
  event.preventDefault();
  const form = /** @type {any} */ (event.target);
  for (const said of form.querySelectorAll(".error")) said.textContent = "";
  const { item, severity, text, demand, due } = Object.fromEntries(new FormData(form));
  for (const name of ["text", "demand", "due"])
    if (!String(form.elements[name].value).trim()) return refuse(form.elements[name], words.needed);
  if (String(due) < visit.day) return refuse(form.elements.due, words.too_early);
  const uuid = crypto.randomUUID();
  await record({ kind: "observe", visit: ref, item, severity, text, demand, due }, String(text), { uuid });
  await takePhoto(form.elements.photo, { observation: uuid });
  await forget("text", "demand");
  form.reset();
  return send();
}

/** @param {SubmitEvent} event */
async function close(event) {
  event.preventDefault();
  const { result } = /** @type {any} */ (event.target).elements;
  if (missing()) return refuse(result, missing());
  if (!result.value.trim()) return refuse(result, words.needed);
  if (!window.confirm(words.close_sure)) return false;
  await record({ kind: "close", visit: ref, result: result.value }, visit.name);
  await forget("result");
  return send();
}

/** What is being typed and not recorded yet. @param {Event} event */
async function typed(event) {
  const { name, value, type } = /** @type {HTMLInputElement} */ (event.target);
  if (!["radio", "file", "search"].includes(type)) await store.keep(draft, { ...(await store.read(draft)), [name]: value });
}

/** @param {string[]} names */
async function forget(...names) {
  const { ...left } = (await store.read(draft)) ?? {};
  for (const name of names) delete left[name];
  await store.keep(draft, Object.keys(left).length ? left : undefined);
}

async function remember() {
  for (const [name, value] of Object.entries((await store.read(draft)) ?? {})) {
    const field = /** @type {HTMLInputElement|null} */ (document.querySelector(`#whole [name="${CSS.escape(name)}"]`));
    if (field) field.value = value;
  }
}

export async function one() {
  if (!ref) return location.replace(/** @type {string} */ (page.list));
  addEventListener("hashchange", () => location.reload());
  at("observe").addEventListener("submit", observe);
  at("sign").addEventListener("submit", sign);
  at("again").addEventListener("click", () => pad.wipe(at("pad")));
  pad.prepare(at("pad"));
  at("close").addEventListener("submit", close);
  at("photo").addEventListener("click", position);
  at("photo").addEventListener("change", async () => {
    await takePhoto(at("photo"), { item: at("photo-item").value });
    await send();
  });
  at("whole").addEventListener("input", typed);
  await draw();
  await remember();
  return begin(draw);
}
