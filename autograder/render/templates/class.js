"use strict";
// The table: sort by a click on a heading, narrow by name and by what is lacking.
const table = document.getElementById("people");
const body = table.tBodies[0];
const rows = [...body.rows];
const search = document.getElementById("search");
const show = document.getElementById("show");
const names = new Map(rows.map((row) => [row, row.cells[0].textContent.toLowerCase()]));
const compare = new Intl.Collator(undefined, { numeric: true }).compare;

function value(row, column) {
  const text = row.cells[column].textContent;
  return text === "" || Number.isNaN(Number(text)) ? -1 : Number(text);
}

function sort(heading) {
  const column = heading.cellIndex;
  const first = column === 0 ? "ascending" : "descending";
  const other = column === 0 ? "descending" : "ascending";
  const way = heading.getAttribute("aria-sort") === first ? other : first;
  for (const each of table.tHead.rows[0].cells) each.removeAttribute("aria-sort");
  heading.setAttribute("aria-sort", way);
  const sign = way === "ascending" ? 1 : -1;
  const by = (a, b) => compare(names.get(a), names.get(b));
  const keys = column === 0 ? names : new Map(rows.map((row) => [row, value(row, column)]));
  const order = column === 0 ? by : (a, b) => keys.get(a) - keys.get(b);
  const sorted = [...rows].sort((a, b) => sign * order(a, b) || by(a, b));
  body.append(...sorted);
}

function narrow() {
  const wanted = search.value.trim().toLowerCase();
  let count = 0;
  for (const row of rows) {
    const fits = names.get(row).includes(wanted) && (!show.value || row.querySelector("." + show.value));
    row.hidden = !fits;
    count += fits ? 1 : 0;
  }
  const said = table.dataset.shown.replace("{n}", count).replace("{all}", rows.length);
  document.getElementById("count").textContent = said;
}

for (const button of table.tHead.querySelectorAll("button"))
  button.addEventListener("click", () => sort(button.parentElement));
search.form.addEventListener("submit", (event) => event.preventDefault());
search.addEventListener("input", narrow);
show.addEventListener("input", narrow);
narrow();

// A heat map says whose column the pointer is on, and leads to that student's page.
for (const map of document.querySelectorAll(".heat")) {
  const order = map.dataset.order.split(" ").map(Number);
  const per = Number(map.dataset.per);
  const said = map.closest("section").querySelector(".who");
  const find = (event) => {
    const strip = event.target.closest(".strip");
    if (!strip) return [];
    const box = strip.firstElementChild.getBoundingClientRect();
    const columns = Math.ceil(order.length / per);
    const at = Math.floor(((event.clientX - box.left) / box.width) * columns);
    return order.slice(at * per, (at + 1) * per).map((number) => rows[number].querySelector("a"));
  };
  map.addEventListener("pointermove", (event) => {
    said.textContent = find(event).map((link) => link.textContent).join(", ");
  });
  map.addEventListener("click", (event) => {
    const found = find(event);
    if (found.length === 1) location.href = found[0].href;
  });
}
