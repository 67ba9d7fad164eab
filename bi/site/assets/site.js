// What every page has: the switches for language and theme, and the search.
"use strict";

(() => {
  const page = document.documentElement;

  // Switches
  const language = document.getElementById("language");
  const theme = document.getElementById("theme");

  function showLanguage() {
    const english = duixian.language === "en";
    language.textContent = english ? "中文" : "EN";
    language.lang = english ? "zh-CN" : "en";
    language.setAttribute("aria-label", english ? "中文" : "English");
  }

  language.addEventListener("click", () => {
    const next = duixian.language === "en" ? "zh" : "en";
    duixian.keep("language", next);
    duixian.setLanguage(next);
    showLanguage();
  });

  function isDark() {
    return (page.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  }

  theme.addEventListener("click", () => {
    page.dataset.theme = isDark() ? "light" : "dark";
    duixian.keep("theme", page.dataset.theme);
    theme.setAttribute("aria-pressed", String(isDark()));
  });
  theme.setAttribute("aria-pressed", String(isDark()));
  duixian.setLanguage(duixian.language);
  showLanguage();

  // Search: a combobox over the index of places and indicators, which is read when it is first needed.
  const input = document.getElementById("search");
  const list = document.getElementById("found");
  const MOST = 12;
  const KINDS = {
    nation: ["全国", "nation"], province: ["省级", "province"], prefecture: ["地级", "prefecture"],
    county: ["县级", "county"], indicator: ["指标", "indicator"],
  };
  let chosen = -1;

  const plain = (text) => text.toLowerCase().replace(/[\s'’-]/g, "");

  // How well a row answers: a name that begins so, then a code or pinyin that does, then anything that holds it.
  function weight([, zh, en, , words], wanted) {
    const name = plain(zh);
    if (name === wanted) return 0;
    const rest = words.split(" ").map(plain);
    if (rest.includes(wanted) || plain(en) === wanted) return 1;
    if (name.startsWith(wanted)) return 2;
    if (plain(en).startsWith(wanted) || rest.some((word) => word.startsWith(wanted))) return 3;
    if (name.includes(wanted) || plain(en).includes(wanted)) return 4;
    return rest.some((word) => word.includes(wanted)) ? 5 : 9;
  }

  function choose(index) {
    const options = [...list.children];
    chosen = options.length ? (index + options.length) % options.length : -1;
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === chosen)));
    if (chosen >= 0) {
      input.setAttribute("aria-activedescendant", options[chosen].id);
      options[chosen].scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  }

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    choose(-1);
  }

  function option(row, number) {
    const item = document.createElement("li");
    item.id = `found-${number}`;
    item.setAttribute("role", "option");
    item.dataset.page = row[0];
    const name = document.createElement("span");
    name.textContent = duixian.word(row[1], row[2]);
    const kind = document.createElement("small");
    kind.textContent = duixian.word(...(KINDS[row[3]] ?? ["", ""]));
    item.append(name, kind);
    return item;
  }

  async function search() {
    const wanted = plain(input.value);
    if (!wanted) return close();
    const index = await duixian.load("search", "assets/search.js");
    if (wanted !== plain(input.value)) return undefined;
    const found = index
      .map((row, order) => [weight(row, wanted), order, row])
      .filter(([rank]) => rank < 9)
      .sort((a, b) => a[0] - b[0] || a[1] - b[1])
      .slice(0, MOST)
      .map(([, , row]) => row);
    list.replaceChildren(...found.map(option));
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(found.length > 0));
    choose(found.length ? 0 : -1);
    return undefined;
  }

  function go(item) {
    if (item) location.href = page.dataset.root + item.dataset.page;
  }

  input.addEventListener("input", search);
  input.addEventListener("focus", () => input.value && search());
  input.addEventListener("blur", () => setTimeout(close, 150));
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen - 1);
    else if (event.key === "Enter") go(list.children[chosen]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => go(event.target.closest("li")));
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.target.closest("input, select, textarea")) {
      event.preventDefault();
      input.focus();
    }
  });
})();
