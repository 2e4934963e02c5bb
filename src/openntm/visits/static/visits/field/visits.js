// The visits as they stand with what waits on this device: taken along, and then each act in its order.

/** @typedef {import("./store.js").Act} Act */

/** @param {any} taken @param {Act[]} acts @returns {any} a new value; `act` marks what still waits */
export function withActs(taken, acts) {
  const known = structuredClone(taken);
  for (const act of acts) apply(known, act);
  return known;
}

/** As the server holds it once the act was received. @param {any} taken @param {Act} act */
export function withSent(taken, act) {
  const known = structuredClone(taken);
  apply(known, { ...act, n: undefined });
  return known;
}

/** @param {any} known @param {Act} act */
function apply(known, act) {
  const { wire } = act;
  const mark = act.n === undefined ? {} : { act };
  if (wire.kind === "start") known.visits.unshift(...begun(known, wire, mark));
  const visit = known.visits.find((/** @type {any} */ one) => one.ref === wire.visit);
  if (!visit) return;
  if (wire.kind === "answer") visit.answers[/** @type {string} */ (wire.item)] = { ...wire.found, ...mark };
  if (wire.kind === "observe") visit.observations.push({ ...wire, ...mark });
  if (wire.kind === "photo") visit.photos.push({ name: act.name, ...wire, ...mark });
  if (wire.kind === "sign") (visit.signatures ??= []).push({ ...wire, ...mark });
  if (wire.kind === "close") visit.closed = { ...wire, ...mark };
}

/** @param {any} known @param {any} wire @param {object} mark */
function begun(known, wire, mark) {
  const isOf = (/** @type {any} */ one) =>
    one.subject_kind === wire.subject_kind && one.subject_key === wire.subject_key && one.visit_kind === wire.visit_kind;
  const subject = known.subjects.find(isOf);
  if (!subject || known.visits.some((/** @type {any} */ one) => one.ref === wire.visit)) return [];
  const { name, what, checklist } = subject;
  const empty = { answers: {}, observations: [], photos: [], signatures: [], place: "", page: "" };
  return [{ ref: wire.visit, name, what, checklist, day: wire.day, ...empty, ...mark }];
}

/** Whether the later act has to wait for the one that is stuck. @param {Act} later @param {Act} stuck */
export function dependsOn(later, stuck) {
  const [a, b] = [/** @type {any} */ (later.wire), /** @type {any} */ (stuck.wire)];
  if (a.visit !== b.visit) return false;
  if (["close", "sign"].includes(a.kind) || b.kind === "start") return true;
  return (a.kind === "answer" && b.kind === "answer" && a.item === b.item) || a.observation === b.uuid;
}
