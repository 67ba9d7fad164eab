// An indicator: lines of chosen places, the ranking of a year, and the download of exactly what is shown.
"use strict";

(() => {
  const ranking = document.getElementById("ranking");
  const body = ranking.tBodies[0];
  const { unit, name, better } = ranking.dataset;
  const factor = Number(ranking.dataset.factor);
  const spec = JSON.parse(document.getElementById("spec").textContent);
  const lines = document.getElementById("lines");
  const year = document.getElementById("year");
  const filter = document.getElementById("filter");
  const shown = document.getElementById("shown");
  const MOST_LINES = 8;
  const LINE_OF_TEXT = 15; // pixels
  const tiers = [...document.querySelectorAll("[data-tier]")];
  const measures = [...document.querySelectorAll("[data-measure]")];
  const state = { measure: measures[0]?.dataset.measure, places: {}, rows: [], drawn: new Set() };

  const column = () => (state.measure === "level" ? 2 : 3);
  const shownUnit = () => (state.measure === "level" ? document.querySelector("[data-measure=level] small").innerText : "%");
  const scaled = (value) => (state.measure === "level" ? value / factor : value);
  const printed = (value) => scaled(value).toLocaleString("en-US", { maximumSignificantDigits: 6 });
  const nameOf = (code) => duixian.word(state.places[code][1], state.places[code][2]);
  const press = (buttons, chosen) => buttons.forEach((one) => one.setAttribute("aria-pressed", String(one === chosen)));
  const having = () => state.rows.filter((row) => row[column()] !== null);

  function ranked() {
    const down = better !== "lower";
    const wanted = filter.value.trim().toLowerCase();
    return having()
      .filter((row) => row[1] === Number(year.value))
      .sort((a, b) => (down ? b[column()] - a[column()] : a[column()] - b[column()]))
      .map((row, order, all) => [order && all[order - 1][column()] === row[column()] ? null : order + 1, row])
      .filter(([, row]) => state.places[row[0]].some((one) => one.toLowerCase().includes(wanted)) || row[0].startsWith(wanted));
  }

  function cell(tag, content, className) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.append(content);
    return made;
  }

  function link(text, href) {
    const made = document.createElement("a");
    made.textContent = text;
    made.href = href;
    return made;
  }

  function tick(code) {
    const box = document.createElement("input");
    box.type = "checkbox";
    box.checked = state.drawn.has(code);
    box.setAttribute("aria-label", `${duixian.word("画线", "Line")} ${nameOf(code)}`);
    box.addEventListener("change", () => {
      if (box.checked) state.drawn.add(code); else state.drawn.delete(code);
      if (state.drawn.size > MOST_LINES) {
        const first = state.drawn.values().next().value;
        state.drawn.delete(first);
        table();
      }
      chart();
    });
    return box;
  }

  function table() {
    const rows = ranked();
    body.replaceChildren(...rows.map(([rank, row]) => {
      const line = document.createElement("tr");
      const [full, , english] = state.places[row[0]];
      const place = cell("th", link(duixian.word(full, english), `../places/${row[0]}.html`));
      place.scope = "row";
      const address = row[column() + 2];
      line.append(
        cell("td", tick(row[0])), cell("td", rank ?? "", "number"), place, cell("td", printed(row[column()]), "number"),
        cell("td", address ? link(duixian.word("原句", "sentence"), `../reports/${address}`) : ""),
      );
      return line;
    }));
    shown.textContent = duixian.word(`${year.value} 年，${rows.length} 个地区，单位：${shownUnit()}`, `${year.value}, ${rows.length} places, unit: ${shownUnit()}`);
  }

  function chart() {
    const values = having()
      .filter((row) => state.drawn.has(row[0]))
      .map((row) => ({ place: nameOf(row[0]), year: row[1], value: scaled(row[column()]), said: `${printed(row[column()])} ${shownUnit()}` }));
    const width = lines.clientWidth;
    if (!values.length || !width) return lines.replaceChildren();
    nameLines(values);
    const x = { ...spec.encoding.x, axis: { values: wholeYears(values.map((one) => one.year)) } };
    return duixian.draw(lines, { ...spec, encoding: { ...spec.encoding, x }, width, data: { values } });
  }

  function nameLines(values) {
    const all = values.map((one) => one.value);
    const apart = (Math.max(...all) - Math.min(...all)) * LINE_OF_TEXT / spec.height;
    const last = new Map(values.map((one) => [one.place, one])); // rows come by year
    let lowest = -Infinity;
    for (const one of [...last.values()].sort((a, b) => a.value - b.value)) {
      one.named = lowest = Math.max(one.value, lowest + apart);
    }
  }

  function wholeYears(years) {
    const [first, last] = [Math.min(...years), Math.max(...years)];
    const step = [1, 2, 5, 10, 20].find((one) => (last - first) / one <= 8) ?? 50;
    return Array.from({ length: last - first + 1 }, (_, number) => first + number).filter((one) => step === 1 || one % step === 0);
  }

  function years() {
    const all = [...new Set(having().map((row) => row[1]))].sort((a, b) => b - a);
    const before = Number(year.value);
    const count = (one) => having().filter((row) => row[1] === one).length;
    const fullest = all.slice(0, 3).sort((a, b) => count(b) - count(a))[0];
    year.replaceChildren(...all.map((one) => new Option(one, one)));
    year.value = all.includes(before) ? before : fullest;
  }

  function pickLines() {
    const counts = new Map();
    for (const row of having()) counts.set(row[0], (counts.get(row[0]) ?? 0) + 1);
    const order = [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
    state.drawn = new Set(order.slice(0, 5).map(([code]) => code));
  }

  function refresh() {
    years();
    pickLines();
    table();
    chart();
  }

  async function tier(button) {
    press(tiers, button);
    const files = await Promise.all(button.dataset.files.split(" ").map((file) => duixian.load(file, `indicators/${file}.js`)));
    state.places = Object.assign({}, ...files.map((file) => file.places));
    state.rows = files.flatMap((file) => file.rows);
    refresh();
  }

  function download() {
    const address = (row) => (row[column() + 2] ? `reports/${row[column() + 2]}` : "");
    const cells = ranked().map(([, row]) => [row[0], state.places[row[0]][0], row[1], row[column()], state.measure === "level" ? unit : "%", address(row)]);
    const quoted = (value) => `"${String(value).replace(/^([=+@\t\r]|-(?!\d))/, "'$1").replaceAll('"', '""')}"`;
    const text = [["region_code", "region_name", "year", state.measure, "unit", "source"], ...cells].map((row) => row.map(quoted).join(",")).join("\r\n");
    const made = link("", URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv;charset=utf-8" })));
    made.download = `${name}-${state.measure}-${year.value}.csv`;
    made.click();
    URL.revokeObjectURL(made.href);
  }

  for (const button of tiers) button.addEventListener("click", () => tier(button));
  for (const button of measures) {
    button.addEventListener("click", () => {
      press(measures, button);
      state.measure = button.dataset.measure;
      refresh();
    });
  }
  year.addEventListener("change", table);
  filter.addEventListener("input", table);
  document.getElementById("download").addEventListener("click", download);
  document.addEventListener("language", () => { table(); chart(); });
  let pause;
  addEventListener("resize", () => { clearTimeout(pause); pause = setTimeout(chart, 200); });
  press(measures, measures[0]);
  const widest = tiers.reduce((best, one) => (one.dataset.tier === "province" ? one : best), tiers[0]);
  if (widest && state.measure) tier(widest);
})();
