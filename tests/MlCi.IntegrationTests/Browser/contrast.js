// Every text that is shown, against what lies behind it (WCAG 2.2: 4.5, of large text 3).
() => {
  const parse = text => (text.match(/[\d.]+/g) || []).map(Number);
  const over = (top, below) => [0, 1, 2].map(i => top[i] * (top[3] ?? 1) + below[i] * (1 - (top[3] ?? 1)));
  const light = colour => colour.slice(0, 3).map(value => value / 255).map(value => value <= .04045 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4)
    .reduce((sum, value, i) => sum + value * [.2126, .7152, .0722][i], 0);
  const behind = element => {
    const papers = [];
    for (let at = element; at; at = at.parentElement) papers.push(parse(getComputedStyle(at).backgroundColor));
    return papers.reverse().filter(paper => paper.length >= 3 && paper[3] !== 0).reduce((below, paper) => over(paper, below), [255, 255, 255]);
  };

  const faults = new Set();
  let seen = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.textContent.trim() || ["SCRIPT", "STYLE", "title", "desc"].includes(element.tagName) || !element.checkVisibility()) continue;
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize);
    if (size === 0) continue;
    seen++;
    const [text, paper] = [parse(element instanceof SVGElement ? style.fill : style.color), behind(element)];
    const [one, other] = [light(over(text, paper)), light(paper)];
    const contrast = (Math.max(one, other) + .05) / (Math.min(one, other) + .05);
    const enough = size >= 24 || (size >= 18.66 && +style.fontWeight >= 700) ? 3 : 4.5;
    if (contrast < enough) faults.add(`${contrast.toFixed(2)} of '${node.textContent.trim().slice(0, 40)}' in ${element.tagName} ${element.getAttribute("class") ?? ""}`);
  }
  if (seen < 20) faults.add(`only ${seen} texts were seen`);
  return [...faults];
}
