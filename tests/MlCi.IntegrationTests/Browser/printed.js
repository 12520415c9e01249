// On paper nothing can be unfolded, moved or left out.
() => {
  const faults = [];
  const isShown = element => { const box = element.getBoundingClientRect(); return element.checkVisibility({ contentVisibilityAuto: true }) && box.width > 0 && box.height > 0; };
  for (const cell of document.querySelectorAll("details td, details th, tbody tr")) if (!isShown(cell)) faults.push(`not shown: ${cell.outerHTML.slice(0, 120)}`);
  for (const frame of document.querySelectorAll(".scroll, pre")) {
    if (frame.scrollHeight > frame.clientHeight + 1 && getComputedStyle(frame).overflowY !== "visible") faults.push(`cut off: ${frame.ariaLabel}`);
  }
  for (const tool of document.querySelectorAll("nav, .filter, summary, .skip")) if (isShown(tool)) faults.push(`of no use on paper: ${tool.outerHTML.slice(0, 120)}`);
  if (getComputedStyle(document.body).backgroundColor !== "rgb(255, 255, 255)") faults.push(`the paper is ${getComputedStyle(document.body).backgroundColor}`);
  return faults;
}
