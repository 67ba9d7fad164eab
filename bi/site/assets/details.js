// The panel beside the text: what a number was read as, by which rule, what became of it, and the other end.
"use strict";

(() => {
  const panel = document.getElementById("details");
  const hint = panel.innerHTML;
  let current = null;

  function made(tag, text, attributes = {}) {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  }

  const label = (labels, list, code) => duixian.word(...(labels[list]?.[code] ?? [code, code]));

  async function details(report, parts) {
    const all = {};
    for (let part = 1; part <= parts; part += 1) {
      const name = part === 1 ? report : `${report}-${part}`;
      Object.assign(all, await duixian.load(name, `reports/${name}.js`));
    }
    return all;
  }

  function rows(fact, labels) {
    const word = duixian.word;
    const range = fact.value_max === undefined ? fact.value : `${fact.value} – ${fact.value_max}`;
    const basis = fact.basis && (label(labels, "basis", fact.basis) === fact.basis
      ? fact.basis.replace("since:", word("自 ", "since ")) : label(labels, "basis", fact.basis));
    return [
      [word("指标", "Indicator"), fact.indicator, "indicator"],
      [word("目录", "Catalogue"), fact.indicator_id && word(fact.name_zh, fact.name_en), null, fact.indicator_id && `../indicators/${fact.indicator_id}.html`],
      [word("行为", "Action"), fact.action, "action"],
      [word("主体", "Subject"), fact.subject, "subject"],
      [word("数值", "Value"), `${range} ${fact.unit}`],
      [word("边界", "Bound"), label(labels, "bound", fact.bound), "bound"],
      [word("性质", "Measure"), label(labels, "measure", fact.measure), "measure"],
      [word("基准", "Basis"), basis, "basis"],
      [word("范围", "Scope"), fact.scope, "scope"],
      [word("状态", "Status"), label(labels, "status", fact.status), "status"],
      [word("时间", "Period"), fact.period, "period"],
      [word("归类规则", "Counted by rule"), fact.rule],
      [word("编号", "Id"), fact.fact_id],
    ];
  }

  // a field's rule, and the words of the report by which it fits: what `duixian explain` says, too
  function reason(why) {
    const [rule, words] = why;
    const told = made("small", `${duixian.word("规则", "rule")}: ${rule}`, { class: "why" });
    if (words) told.append(" · ", made("q", words, { lang: "zh-CN" }));
    return told;
  }

  function list(pairs, why = {}) {
    const made_list = made("dl");
    for (const [name, value, field, href] of pairs) {
      if (value === undefined || value === null || value === "") continue;
      const cell = made("dd");
      cell.append(href ? made("a", value, { href }) : document.createTextNode(value));
      if (why[field]) cell.append(reason(why[field]));
      made_list.append(made("dt", name), cell);
    }
    return made_list;
  }

  function heading(tie, labels) {
    const word = duixian.word;
    if (tie.tie === "finding") return `${word("存疑", "Finding")} · ${label(labels, "finding_kind", tie.verdict)}`;
    const end = tie.tie === "answer" ? word("结果", "Outcome") : word("所答的承诺", "The promise it answers");
    const share = tie.attainment === undefined ? "" : ` · ${Math.round(100 * tie.attainment)}%`;
    return `${end} · ${label(labels, "verdict", tie.verdict)}${share}`;
  }

  function tied(tie, labels) {
    const box = document.createDocumentFragment();
    box.append(made("h3", heading(tie, labels)));
    if (tie.reason) box.append(made("p", tie.reason, { class: "note", lang: "zh-CN" }));
    if (tie.href) {
      const [before, mention, after] = tie.sentence;
      const quote = made("q", undefined, { lang: "zh-CN" });
      quote.append(before, made("a", mention, { href: tie.href }), after);
      box.append(quote, made("small", ` ${tie.year ?? ""}`));
    }
    return box;
  }

  async function show(report, parts, mark) {
    current = [report, parts, mark];
    const [all, labels] = await Promise.all([details(report, parts), duixian.load("labels", "assets/labels.js")]);
    if (current?.[2] !== mark) return;
    const fact = all[mark.id] ?? {};
    const close = made("button", "×", { type: "button", class: "close", "aria-label": duixian.word("关闭", "Close") });
    close.addEventListener("click", hide);
    panel.replaceChildren(close, made("h2", mark.textContent, { lang: "zh-CN" }));
    if (fact.fact_id) {
      panel.append(made("p", duixian.word(...fact.printed), { class: "note" }), list(rows(fact, labels), fact.why));
      for (const tie of fact.ties ?? []) panel.append(tied(tie, labels));
    } else {
      const disposition = [...mark.classList].find((name) => name !== "n" && name !== "chosen");
      panel.append(list([
        [duixian.word("归类", "Counted as"), label(labels, "disposition", disposition)],
        [duixian.word("规则", "Rule"), fact.rule],
      ]));
    }
    panel.scrollTop = 0;
  }

  function hide() {
    current = null;
    panel.innerHTML = hint; // as the template made it
  }

  duixian.showDetails = show;
  duixian.closeDetails = hide;
  document.addEventListener("language", () => current && show(...current));
})();
