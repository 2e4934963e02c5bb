// The open visits, and the things at which one can be begun.

import { at, begin, copyOf, day, record, today, words } from "./page.js";
import * as store from "./store.js";
import { own, page } from "./sync.js";
import { withActs } from "./visits.js";

const MOST = 20; // subjects shown at once; the others are found by their name

/** @type {any} */
let known;

async function draw() {
  const taken = await store.read("taken");
  known = taken && withActs(taken, own(await store.acts()));
  at("empty").hidden = Boolean(known?.visits.length);
  at("not-taken").hidden = Boolean(known);
  at("visits").replaceChildren(...(known?.visits ?? []).map(visitLine));
  at("begin").hidden = !known?.subjects.length;
  drawSubjects();
}

/** @param {any} visit */
function visitLine(visit) {
  const { items, answers } = { items: itemsOf(visit).length, answers: Object.keys(visit.answers).length };
  const done = `${answers}/${items} ${words.answered}`;
  const where = [visit.what, visit.place, day(visit.day), visit.closed ? words.closed_here : done];
  const line = copyOf("t-visit", { about: where.filter(Boolean).join(" · ") });
  line.querySelector("a").textContent = visit.name;
  line.querySelector("a").href = `${page.visit}#${visit.ref}`;
  return line;
}

/** @param {any} visit */
const itemsOf = (visit) => known.checklists[visit.checklist].groups.flatMap((/** @type {any} */ one) => one.items);

const plain = (/** @type {string} */ text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();

function drawSubjects() {
  const asked = plain(at("find").value.trim());
  const fits = (known?.subjects ?? []).filter((/** @type {any} */ one) => plain(one.name).includes(asked));
  at("subjects").replaceChildren(...fits.slice(0, MOST).map(subjectLine));
  at("no-subject").hidden = Boolean(fits.length);
}

/** @param {any} subject */
function subjectLine(subject) {
  const line = copyOf("t-subject", { name: subject.name, about: subject.what });
  line.querySelector("button").addEventListener("click", async () => {
    const { subject_kind, subject_key, visit_kind, name } = subject;
    const uuid = crypto.randomUUID();
    await record({ kind: "start", visit: uuid, subject_kind, subject_key, visit_kind, day: today() }, name, { uuid });
    location.href = `${page.visit}#${uuid}`;
  });
  return line;
}

export async function list() {
  at("find").addEventListener("input", drawSubjects);
  await begin(draw);
}
