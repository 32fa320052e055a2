// The colours that a person chose, before anything is drawn; without a choice the system's.
"use strict";
(() => {
  let chosen = null;
  try { chosen = localStorage.getItem("csrecon-theme"); } catch { /* kept by nobody: the system's then */ }
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
})();
