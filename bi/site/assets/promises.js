// A place's promises: another year, filters, order. Years that are not in the page are read when they are asked for.
"use strict";

(() => {
  const section = document.getElementById("promises");
  if (!section) return;
  const place = section.dataset.place;
  const list = document.getElementById("list");
  const years = [...section.querySelectorAll(".years a")];
  const verdicts = [...section.querySelectorAll("[data-verdict][aria-pressed]")];
  const filter = document.getElementById("filter");
  const sort = document.getElementById("sort");
  const shown = document.getElementById("shown");
  const kept = new Map([[section.dataset.year, [list.innerHTML]]]);
  let year = section.dataset.year;

  const attainment = (item) => (item.dataset.attainment === "" ? NaN : Number(item.dataset.attainment));
  const number = (value, without) => (Number.isNaN(value) ? without : value);
  const orders = {
    order: (a, b) => a.dataset.order - b.dataset.order,
    attainment: (a, b) => number(attainment(a), Infinity) - number(attainment(b), Infinity),
    "attainment-down": (a, b) => number(attainment(b), -Infinity) - number(attainment(a), -Infinity),
    verdict: (a, b) => a.dataset.position - b.dataset.position,
  };

  function refresh() {
    const wanted = new Set(verdicts.filter((one) => one.getAttribute("aria-pressed") === "true").map((one) => one.dataset.verdict));
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    const items = [...list.children];
    const counts = {};
    let visible = 0;
    for (const item of items) {
      const text = item.textContent.toLowerCase();
      const fits = words.every((word) => text.includes(word));
      if (fits) counts[item.dataset.verdict] = (counts[item.dataset.verdict] ?? 0) + 1;
      item.hidden = !(fits && wanted.has(item.dataset.verdict));
      visible += item.hidden ? 0 : 1;
    }
    for (const button of verdicts) button.querySelector(".count").textContent = counts[button.dataset.verdict] ?? 0;
    const compare = orders[sort.value];
    list.append(...items.sort((a, b) => compare(a, b) || orders.verdict(a, b)));
    shown.textContent = duixian.word(`${year} 年的承诺：${visible} / ${items.length}`, `Promises for ${year}: ${visible} of ${items.length}`);
  }

  async function parts(wanted, link) {
    const made = kept.get(wanted) ?? [await duixian.load(`${place}/${wanted}`, `places/${place}/${wanted}.js`)];
    for (let part = made.length + 1; part <= Number(link.dataset.parts); part += 1) {
      made.push(await duixian.load(`${place}/${wanted}-${part}`, `places/${place}/${wanted}-${part}.js`));
    }
    kept.set(wanted, made);
    return made;
  }

  async function show(wanted) {
    const link = years.find((one) => one.dataset.year === wanted);
    if (!link) return;
    const made = await parts(wanted, link);
    year = wanted;
    for (const one of years) one.toggleAttribute("aria-current", one === link);
    link.setAttribute("aria-current", "true");
    // Markup of our own templates, in which everything from reports is escaped.
    list.innerHTML = made.join("");
    [...list.children].forEach((item, position) => { item.dataset.position = position; });
    refresh();
  }

  // #y2024 is a year, #y2024-p<fact> one of its promises.
  async function follow() {
    const [, wanted, promise] = /^#y(\d+)(?:-(p\w+))?$/.exec(location.hash) ?? [];
    await show(wanted ?? year);
    const item = promise && document.getElementById(promise);
    list.querySelector(".sought")?.classList.remove("sought");
    if (item) {
      item.classList.add("sought");
      item.scrollIntoView({ block: "center" });
    } else if (wanted) {
      section.scrollIntoView();
    }
  }

  for (const button of verdicts) {
    button.addEventListener("click", () => {
      button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
      refresh();
    });
  }
  filter.addEventListener("input", refresh);
  sort.addEventListener("change", refresh);
  addEventListener("hashchange", follow);
  document.addEventListener("language", refresh);
  follow();
})();
