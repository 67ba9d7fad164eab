// Charts are drawn when they come into view, or before printing; the library is read with the first of them.
"use strict";

duixian.draw = async (element, spec) => {
  await duixian.load("vega", "assets/vega.js");
  const canvas = document.createElement("div"); // Vega names its own element; the name of ours is to stay
  element.replaceChildren(canvas);
  return vegaEmbed(canvas, spec, { renderer: "svg", actions: false, ast: true, tooltip: { theme: "custom" }, logLevel: 1 });
};

(() => {
  const waiting = new Set(document.querySelectorAll(".chart.lazy"));

  function draw(element) {
    if (!waiting.delete(element)) return Promise.resolve();
    const spec = JSON.parse(element.querySelector("script").textContent);
    return duixian.draw(element, spec).then(() => element.classList.remove("lazy"));
  }

  const watch = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (entry.isIntersecting) {
        watch.unobserve(entry.target);
        draw(entry.target);
      }
    }
  }, { rootMargin: "400px" });
  for (const element of waiting) watch.observe(element);
  addEventListener("beforeprint", () => [...waiting].forEach(draw));
})();
