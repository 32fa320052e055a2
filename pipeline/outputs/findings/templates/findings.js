"use strict";
const fields = [...document.querySelectorAll(".filter [name]")];
const all = [...document.querySelectorAll("article")];
const count = document.querySelector("#count");
function choose() {
  const text = fields.find((f) => f.name === "text").value.toLowerCase();
  let shown = 0;
  for (const one of all) {
    const fits = fields.every((f) => f.name === "text" || !f.value || one.dataset[f.name] === f.value);
    one.hidden = !(fits && (!text || one.textContent.toLowerCase().includes(text)));
    shown += one.hidden ? 0 : 1;
  }
  count.textContent = `${shown} of ${all.length} findings`;
}
fields.forEach((f) => f.addEventListener("input", choose));
choose();
