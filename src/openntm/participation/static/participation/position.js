// Adds the position of the telephone to a report, only when asked to. Without this file the form works all the same.
(() => {
  const block = document.getElementById("position"), form = document.getElementById("report");
  if (!block || !form || !("geolocation" in navigator)) return;
  const said = block.querySelector("[role=status]");
  block.hidden = false;
  block.querySelector("button").addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        form.elements.latitude.value = coords.latitude.toFixed(5);
        form.elements.longitude.value = coords.longitude.toFixed(5);
        said.textContent = said.dataset.found;
      },
      () => { said.textContent = said.dataset.none; },
      { enableHighAccuracy: true, timeout: 20000 },
    );
  });
})();
