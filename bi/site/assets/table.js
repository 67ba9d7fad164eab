// A table with a filter over its rows.
"use strict";

(() => {
  const filter = document.getElementById("filter");
  const rows = [...document.querySelectorAll("#table tbody tr")];
  filter.addEventListener("input", () => {
    const wanted = filter.value.trim().toLowerCase();
    for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
  });
})();
