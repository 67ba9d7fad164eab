// The reader: the rest of a long text, anchors at any offset, which numbers are marked, keys.
"use strict";

(() => {
  const text = document.getElementById("text");
  const report = text.dataset.report;

  async function readRest() {
    for (let part = 2; part <= Number(text.dataset.textParts); part += 1) {
      const more = await duixian.load(`${report}-text-${part}`, `reports/${report}-text-${part}.js`);
      // Markup that the build made; every character of the report in it is escaped.
      text.insertAdjacentHTML("beforeend", more);
    }
  }

  // An offset inside a sentence or a number leads to what begins at or before it.
  function atOffset(offset) {
    let best = null;
    for (const element of text.querySelectorAll("[id^=c]")) {
      if (Number(element.id.slice(1)) > offset) break;
      best = element;
    }
    return best;
  }

  function choose(mark) {
    text.querySelector(".chosen")?.classList.remove("chosen");
    mark.classList.add("chosen");
    duixian.showDetails(report, Number(text.dataset.detailParts), mark);
  }

  function follow() {
    const [, offset] = /^#c(\d+)$/.exec(location.hash) ?? [];
    if (offset === undefined) return;
    const exact = document.getElementById(`c${offset}`);
    const found = exact ?? atOffset(Number(offset));
    if (!found) return;
    found.scrollIntoView({ block: "center" });
    if (found.classList.contains("n")) choose(found);
  }

  text.addEventListener("click", (event) => {
    const mark = event.target.closest(".n");
    if (!mark) return;
    event.preventDefault();
    history.replaceState(null, "", `#${mark.id}`);
    choose(mark);
  });

  function step(direction) {
    const facts = [...text.querySelectorAll(".n.fact")];
    const at = facts.indexOf(document.activeElement);
    const next = facts[at < 0 ? (direction > 0 ? 0 : facts.length - 1) : at + direction];
    if (!next) return;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "center" });
    history.replaceState(null, "", `#${next.id}`);
    choose(next);
  }

  document.addEventListener("keydown", (event) => {
    if (event.target.closest("input, select, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "Escape") duixian.closeDetails();
  });

  for (const button of document.querySelectorAll("[data-disposition]")) {
    button.addEventListener("click", () => {
      const on = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(on));
      text.classList.toggle(`off-${button.dataset.disposition}`, !on);
    });
  }

  addEventListener("hashchange", follow);
  addEventListener("load", () => readRest().then(follow)); // after the browser has scrolled by itself
})();
