// A list that goes on in files: each press of the button reads the next.
"use strict";

(() => {
  const button = document.getElementById("more");
  if (!button) return;
  const list = document.getElementById("list");
  let part = 1;
  button.addEventListener("click", async () => {
    part += 1;
    // Markup of our own templates, in which everything from reports is escaped.
    list.insertAdjacentHTML("beforeend", await duixian.load(`findings-${part}`, `findings-${part}.js`));
    button.hidden = part >= Number(button.dataset.parts);
  });
})();
