// The page can be read without it: it lets tables be sorted and filtered.
"use strict";
(() => {
  const order = new Intl.Collator("en", { numeric: true });

  // What a cell is sorted by: its first number, else its text.
  const key = cell => {
    const text = cell ? cell.textContent.trim() : "";
    const number = parseFloat(text.replaceAll("−", "-").replaceAll(",", "").replace(/^[<≥≤+]\s*/, ""));
    return { text, number: /^[<≥≤+]?\s*[-−]?[\d.]/.test(text) ? number : NaN };
  };

  // What is no number comes after all numbers, whichever way they go.
  const compare = (a, b, way) => {
    if (Number.isNaN(a.number) !== Number.isNaN(b.number)) return Number.isNaN(a.number) ? 1 : -1;
    return way * (Number.isNaN(a.number) ? order.compare(a.text, b.text) : a.number - b.number);
  };

  const rowsOf = body => [...body.rows].filter(row => !row.classList.contains("g"));

  const sort = (table, header) => {
    const up = header.getAttribute("aria-sort") !== "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", up ? "ascending" : "descending");
    for (const body of table.tBodies) {
      const rows = rowsOf(body).map(row => ({ row, key: key(row.cells[header.cellIndex]) }));
      rows.sort((a, b) => compare(a.key, b.key, up ? 1 : -1));
      body.append(...rows.map(one => one.row));
    }
  };

  const filter = (table, words, told) => {
    let shown = 0, all = 0;
    for (const body of table.tBodies) {
      let here = 0;
      const title = body.rows[0].classList.contains("g") ? body.rows[0].textContent.toLowerCase() + " " : "";
      for (const row of rowsOf(body)) {
        const text = title + row.textContent.toLowerCase();
        row.hidden = !words.every(word => text.includes(word));
        all++;
        if (!row.hidden) here++;
      }
      body.hidden = here === 0;
      shown += here;
    }
    told.textContent = words.length ? `${shown} of ${all} rows` : "";
  };

  for (const table of document.querySelectorAll("table.sortable")) {
    for (const header of table.querySelectorAll("th[data-sort]")) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...header.childNodes);
      button.addEventListener("click", () => sort(table, header));
      header.append(button);
    }
    const frame = table.parentElement;
    if (!frame.classList.contains("long")) continue;
    const box = document.createElement("p");
    box.className = "filter";
    const label = document.createElement("label");
    const input = document.createElement("input");
    const told = document.createElement("output");
    input.type = "search";
    label.append("Filter ", input);
    box.append(label, told);
    input.addEventListener("input", () => filter(table, input.value.toLowerCase().split(/\s+/).filter(Boolean), told));
    frame.before(box);
  }
})();
