// The box to sign in: strokes of a finger, a pen or a mouse, and their picture.

const INK = "#10233f";
let isDrawn = false;

/** @param {HTMLCanvasElement} pad */
export function prepare(pad) {
  const pen = pad.getContext("2d");
  if (!pen) {
    /** @type {HTMLElement} */ (pad.parentElement).hidden = true; // a photo of the signature is left
    return;
  }
  Object.assign(pen, { lineWidth: 5, lineCap: "round", lineJoin: "round", strokeStyle: INK });
  wipe(pad);
  pad.addEventListener("pointerdown", (event) => {
    pad.setPointerCapture(event.pointerId);
    pen.beginPath();
    pen.moveTo(...place(pad, event));
    stroke(pen, pad, event);
  });
  pad.addEventListener("pointermove", (event) => pad.hasPointerCapture(event.pointerId) && stroke(pen, pad, event));
}

/** @param {CanvasRenderingContext2D} pen @param {HTMLCanvasElement} pad @param {PointerEvent} event */
function stroke(pen, pad, event) {
  pen.lineTo(...place(pad, event));
  pen.stroke();
  isDrawn = true;
}

/** @param {HTMLCanvasElement} pad @param {PointerEvent} event @returns {[number, number]} */
function place(pad, { clientX, clientY }) {
  const { left, top, width, height } = pad.getBoundingClientRect();
  return [((clientX - left) * pad.width) / width, ((clientY - top) * pad.height) / height];
}

/** @param {HTMLCanvasElement} pad */
export function wipe(pad) {
  isDrawn = false;
  const pen = pad.getContext("2d");
  if (!pen) return;
  pen.fillStyle = "white";
  pen.fillRect(0, 0, pad.width, pad.height);
}

/** @param {HTMLCanvasElement} pad @returns {Promise<File|undefined>} nothing where nobody has drawn */
export async function picture(pad) {
  if (!isDrawn) return undefined;
  const drawn = await new Promise((resolve) => pad.toBlob(resolve, "image/png"));
  return drawn ? new File([drawn], "signature.png", { type: "image/png" }) : undefined;
}
