// Reads a guide aloud with the browser's own voice; without script or voice the button stays hidden.
(() => {
  const button = document.querySelector("[data-read]"), voice = window.speechSynthesis;
  if (!button || !voice) return;
  const parts = [...document.querySelectorAll("h1, .read :is(h2, h3, p, li, dt, dd):not(.no-read)")];
  const lang = document.documentElement.lang === "vi" ? "vi-VN" : "en-GB";
  const shown = () => { button.textContent = voice.speaking ? button.dataset.stop : button.dataset.read; };
  button.hidden = false;
  button.addEventListener("click", () => {
    if (voice.speaking) { voice.cancel(); setTimeout(shown, 100); return; }
    for (const part of parts) {
      const said = new SpeechSynthesisUtterance(part.innerText.replace(/\[\d+\]/g, ""));
      said.lang = lang;
      said.rate = 0.9;
      said.onend = shown;
      voice.speak(said);
    }
    setTimeout(shown, 100);
  });
  addEventListener("pagehide", () => voice.cancel());
})();
