// The map of tiles: colour it by another measure.
"use strict";

(() => {
  const shades = JSON.parse(document.getElementById("shades").textContent);
  const buttons = [...document.querySelectorAll("#colourings button")];
  const tiles = [...document.querySelectorAll("#tiles a.tile")];

  function colour(key) {
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.key === key));
    for (const tile of tiles) {
      const [shade, value, note] = shades[key][tile.dataset.code];
      tile.className = shade === null ? "tile" : `tile shade${shade}`;
      tile.querySelector(".value").textContent = value;
      tile.title = `${tile.querySelector(".zh").textContent} ${value} ${note}`.trim();
    }
  }

  for (const button of buttons) button.addEventListener("click", () => colour(button.dataset.key));
})();
