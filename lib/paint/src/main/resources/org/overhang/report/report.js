"use strict";
document.documentElement.classList.add("scripted");
for (const figure of document.querySelectorAll("figure.overhang")) {
  const drawing = figure.querySelector(".drawing"), svg = drawing.querySelector("svg"), tip = drawing.querySelector(".spot");
  const spots = JSON.parse(drawing.dataset.spots).map(([series, text, x, y]) => ({ series, text, x: +x, y: +y }));
  const hidden = new Set();
  const mark = document.createElementNS("http://www.w3.org/2000/svg", "circle");
  mark.setAttribute("class", "mark"); mark.setAttribute("r", "6"); mark.setAttribute("fill", "none"); mark.setAttribute("stroke", "#1f2933");
  mark.setAttribute("stroke-width", "1.5"); mark.style.visibility = "hidden"; svg.append(mark);
  let at = -1;
  const show = index => {
    at = index;
    const spot = spots[index], box = svg.getBoundingClientRect(), scale = box.width / svg.viewBox.baseVal.width;
    tip.textContent = (spot.series ? spot.series + " \u2013 " : "") + spot.text;
    mark.setAttribute("cx", spot.x); mark.setAttribute("cy", spot.y);
    mark.style.visibility = tip.style.visibility = "visible";
    const left = Math.min(spot.x * scale + 12, box.width - tip.offsetWidth - 4);
    tip.style.left = Math.max(0, left) + "px";
    tip.style.top = Math.max(0, spot.y * scale - tip.offsetHeight - 10) + "px";
  };
  const hide = () => { at = -1; mark.style.visibility = tip.style.visibility = "hidden"; };
  const point = event => {
    const box = svg.getBoundingClientRect(), scale = svg.viewBox.baseVal.width / box.width;
    const x = (event.clientX - box.left) * scale, y = (event.clientY - box.top) * scale;
    let best = -1, least = 45 * 45;
    spots.forEach((spot, i) => {
      const far = (spot.x - x) ** 2 + (spot.y - y) ** 2;
      if (far < least && !hidden.has(spot.series)) { least = far; best = i; }
    });
    if (best >= 0) show(best); else hide();
  };
  svg.addEventListener("pointermove", point);
  svg.addEventListener("pointerdown", point);
  svg.addEventListener("pointerleave", event => { if (event.pointerType !== "touch") hide(); });
  drawing.addEventListener("blur", hide);
  drawing.addEventListener("keydown", event => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (event.key === "Escape") hide();
    if (!step) return;
    event.preventDefault();
    for (let i = 0, next = at; i < spots.length; i++) {
      next = next < 0 && step < 0 ? spots.length - 1 : (next + step + spots.length) % spots.length;
      if (!hidden.has(spots[next].series)) { show(next); tip.scrollIntoView({ block: "nearest", inline: "nearest" }); return; }
    }
  });
  for (const box of figure.querySelectorAll("input[data-series]")) box.addEventListener("change", () => {
    const name = box.dataset.series;
    box.checked ? hidden.delete(name) : hidden.add(name);
    for (const group of svg.querySelectorAll("[data-series]")) {
      if (group.dataset.series === name) group.classList.toggle("hidden", !box.checked);
    }
    hide();
  });
}
for (const table of document.querySelectorAll("table.sortable")) {
  table.querySelectorAll("th button").forEach((button, column) => button.addEventListener("click", () => {
    const head = button.parentElement, up = head.getAttribute("aria-sort") !== "ascending", body = table.tBodies[0];
    for (const other of table.querySelectorAll("th")) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    const key = row => row.cells[column].textContent.replace(/[,\s%]/g, "").replace("\u2212", "-");
    const rows = [...body.rows].sort((a, b) => {
      const x = key(a), y = key(b);
      if (x === "" || y === "") return (x === "") - (y === "");
      const number = !isNaN(x) && !isNaN(y);
      return (up ? 1 : -1) * (number ? x - y : x < y ? -1 : x > y ? 1 : 0);
    });
    body.append(...rows);
  }));
}
