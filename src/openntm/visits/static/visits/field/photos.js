// Where the device is, for a photo that does not say it itself.

const PATIENCE = 5000; // milliseconds; a photo is kept without a place rather than lost

/** @returns {Promise<{latitude?: number, longitude?: number, accuracy?: number}>} */
export function position() {
  return new Promise((resolve) => {
    const none = () => resolve({});
    if (!navigator.geolocation) return none();
    setTimeout(none, PATIENCE);
    const options = { enableHighAccuracy: true, maximumAge: 60_000, timeout: PATIENCE };
    return navigator.geolocation.getCurrentPosition(({ coords }) => resolve(told(coords)), none, options);
  });
}

/** @param {GeolocationCoordinates} coords */
function told({ latitude, longitude, accuracy }) {
  return { latitude: rounded(latitude), longitude: rounded(longitude), accuracy: Math.round(accuracy) };
}

const rounded = (/** @type {number} */ degrees) => Number(degrees.toFixed(6));
