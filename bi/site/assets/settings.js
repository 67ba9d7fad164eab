// Language and theme, before the page is drawn: what was chosen once holds on every page.
"use strict";

const duixian = (() => {
  const page = document.documentElement;

  function kept(name) {
    try { return localStorage.getItem(`duixian.${name}`); } catch { return null; }
  }

  function keep(name, value) {
    try { localStorage.setItem(`duixian.${name}`, value); } catch { /* a browser that keeps nothing */ }
  }

  function setLanguage(language) {
    page.dataset.lang = language;
    page.lang = language === "en" ? "en" : "zh-CN";
    for (const element of document.querySelectorAll("[data-zh][data-en]")) {
      const text = element.dataset[language];
      if ("placeholder" in element) element.placeholder = text; else element.textContent = text;
    }
    document.dispatchEvent(new CustomEvent("language"));
  }

  // Pages from disk cannot fetch, but can add a script: it calls `arrived` with what `load` waits for.
  const waiting = new Map();
  const here = new Map();

  function arrived(name, payload) {
    here.set(name, payload);
  }

  function load(name, file) {
    if (!waiting.has(name)) {
      waiting.set(name, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = page.dataset.root + file;
        script.onload = () => resolve(here.get(name));
        script.onerror = () => reject(new Error(`${file} is missing`));
        document.head.append(script);
      }));
    }
    return waiting.get(name);
  }

  const asked = new URLSearchParams(location.search).get("lang");
  page.dataset.lang = asked === "en" || asked === "zh" ? asked : kept("language") ?? "zh";
  if (kept("theme")) page.dataset.theme = kept("theme");

  return {
    arrived, load, keep, setLanguage,
    get language() { return page.dataset.lang; },
    // One of two words, by the language chosen.
    word: (zh, en) => (page.dataset.lang === "en" ? en : zh),
  };
})();
