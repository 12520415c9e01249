// What a screen reader needs: landmarks, headings in order, names of tables, cells, drawings and whatever can be reached.
() => {
  const faults = [];
  const expect = (holds, what, element) => holds || faults.push(element ? `${what}: ${element.outerHTML.slice(0, 160)}` : what);
  const words = element => (element.getAttribute("aria-labelledby") || "").split(" ").map(id => document.getElementById(id)?.textContent ?? "").join(" ").trim()
    || element.getAttribute("aria-label") || "";

  for (const landmark of ["header", "nav", "main"])
    expect(document.querySelectorAll(landmark).length === 1, `one ${landmark} is expected`);
  expect(words(document.querySelector("nav")) !== "", "nav has no name");
  for (const section of document.querySelectorAll("section")) expect(words(section) !== "", "a section has no name", section);

  const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")];
  expect(headings[0]?.tagName === "H1" && /PASSED|FAILED/.test(headings[0].textContent), "the first heading is not the verdict", headings[0]);
  headings.reduce((before, heading) => {
    expect(heading.tagName[1] - before <= 1, "a heading skips a level", heading);
    expect(heading.tagName !== "H1" || before === 0, "there is a second h1", heading);
    return +heading.tagName[1];
  }, 0);

  for (const table of document.querySelectorAll("table")) {
    expect(table.caption || table.closest("[aria-label]") || table.closest("details"), "a table has no name", table);
    expect(table.tHead && [...table.tHead.rows[0].cells].every(cell => cell.tagName === "TH"), "a table has no header", table);
    const width = row => [...row.cells].reduce((sum, cell) => sum + cell.colSpan, 0);
    for (const row of table.rows) expect(width(row) === width(table.tHead.rows[0]), "a row is not as wide as its header", row);
  }
  for (const header of document.querySelectorAll("th")) expect(["col", "row", "rowgroup"].includes(header.scope), "a header has no scope", header);

  for (const drawing of document.querySelectorAll("svg")) {
    if (drawing.getAttribute("aria-hidden") === "true") expect(drawing.parentElement.parentElement.textContent.trim() !== "", "a drawing has no words beside it", drawing);
    else expect(drawing.getAttribute("role") === "img" && words(drawing) !== "", "a drawing has no name", drawing);
  }
  for (const region of document.querySelectorAll("[tabindex='0']")) expect(region.getAttribute("role") === "group" && words(region) !== "", "what can be reached has no name", region);
  for (const button of document.querySelectorAll("button, summary, a")) expect(button.textContent.trim() !== "", "it has no text", button);
  for (const input of document.querySelectorAll("input")) expect(input.labels.length === 1 && input.labels[0].textContent.trim() !== "", "it has no label", input);
  return faults;
}
