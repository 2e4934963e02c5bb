// Before somebody signs out: a warning if something waits, and what is known of people and visits leaves the device.

import { unsent, wipe } from "./store.js";

const { question, path } = /** @type {HTMLElement} */ (document.getElementById("field-leave")).dataset;

document.addEventListener("submit", async (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (new URL(form.action).pathname !== path || !("serviceWorker" in navigator)) return;
  event.preventDefault();
  const waiting = await unsent();
  if (waiting && !window.confirm(question?.replace("{n}", String(waiting)))) return;
  await wipe();
  form.submit();
});
