// A window of a telephone's width: the page does not move sideways, gates need no moving at all, and nothing lies on anything else.
() => {
  const faults = [];
  const page = document.documentElement;
  if (page.scrollWidth > window.innerWidth) faults.push(`the page is ${page.scrollWidth} pixels wide in a window of ${window.innerWidth}`);
  for (const table of document.querySelectorAll("table.forest")) {
    const frame = table.parentElement;
    if (frame.scrollWidth > frame.clientWidth) faults.push(`${frame.ariaLabel} is ${frame.scrollWidth} pixels wide in a frame of ${frame.clientWidth}`);
    for (const row of table.tBodies[0].rows) {
      const cells = [...row.cells].filter(cell => cell.checkVisibility() && cell.textContent.trim() !== "").map(cell => [cell, cell.getBoundingClientRect()]);
      if (!row.classList.contains("g") && cells.length < 4) faults.push(`a row shows ${cells.length} of its texts: ${row.textContent}`);
      for (const [i, [cell, box]] of cells.entries())
        for (const [other, its] of cells.slice(i + 1))
          if (box.left < its.right - 1 && its.left < box.right - 1 && box.top < its.bottom - 1 && its.top < box.bottom - 1)
            faults.push(`'${cell.textContent}' lies on '${other.textContent}'`);
    }
  }
  return faults;
}
