// Comfort only: every page works without this.
"use strict";
(() => {
  // Colours: system, light, dark.
  const button = document.getElementById("theme");
  const root = document.documentElement;
  const names = ["system", "light", "dark"];
  const show = () => { button.textContent = `Colours: ${root.dataset.theme || "system"}`; };
  if (button) {
    button.hidden = false;
    show();
    button.addEventListener("click", () => {
      const next = names[(names.indexOf(root.dataset.theme || "system") + 1) % names.length];
      if (next === "system") delete root.dataset.theme; else root.dataset.theme = next;
      try { localStorage.setItem("csrecon-theme", next); } catch { /* holds for this page only */ }
      show();
    });
  }

  // What stands in a list and where it stands on the page light up together.
  const alike = (mark) => document.querySelectorAll(`[data-mark="${CSS.escape(mark)}"]`);
  const light = (event, on) => {
    const one = event.target.closest?.("[data-mark]");
    if (one) alike(one.dataset.mark).forEach((each) => each.classList.toggle("lit", on));
  };
  for (const [name, on] of [["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]])
    document.addEventListener(name, (event) => light(event, on));
  // A box on the page leads to what is read there.
  document.addEventListener("click", (event) => {
    const box = event.target.closest?.("svg [data-mark]");
    if (!box) return;
    const entry = [...alike(box.dataset.mark)].find((each) => !each.closest("svg"));
    entry?.scrollIntoView({ block: "nearest" });
    entry?.querySelector("a")?.focus();
  });

  // A table of many links is one stop for Tab; arrows go about in it.
  for (const table of document.querySelectorAll("table[data-arrows]")) {
    const links = [...table.querySelectorAll("tbody td a")];
    links.slice(1).forEach((link) => { link.tabIndex = -1; });
    table.addEventListener("keydown", (event) => {
      const step = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key];
      const cell = event.target.closest("td");
      if (!step || !cell) return;
      let row = cell.parentElement;
      let column = cell.cellIndex;
      for (;;) {
        column += step[0];
        row = step[1] > 0 ? row.nextElementSibling : step[1] < 0 ? row.previousElementSibling : row;
        const next = row?.cells[column];
        if (!next || next.tagName !== "TD") break;
        const link = next.querySelector("a");
        if (link) {
          links.forEach((each) => { each.tabIndex = -1; });
          link.tabIndex = 0;
          link.focus();
          break;
        }
      }
      event.preventDefault();
    });
  }
})();
