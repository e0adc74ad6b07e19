// Text that is cut off or out of its box, a header too near, and controls too small to touch.
([target, narrow, gap, without]) => {
  const found = [];
  const named = (node) => [node.tagName.toLowerCase(), ...node.classList].join(".");
  const said = (node) => (node.textContent || "").trim().replace(/\s+/g, " ").slice(0, 40);
  const clipped = "[style*='clip-path: inset(50%)']"; // the widgets' own way to hide from eyes only
  const unseen = [".visually-hidden", clipped, ".skip", "svg", "[aria-hidden='true']", without];
  const left = unseen.filter(Boolean).join(", ");
  const isClipped = (node) => getComputedStyle(node).clipPath === "inset(50%)"; // by a width alone
  const isSeen = (node) =>
    node.checkVisibility({ checkVisibilityCSS: true }) && !node.closest(left) && !isClipped(node);
  const texts = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = walk.nextNode(); text; text = walk.nextNode()) {
    if (text.data.trim() && isSeen(text.parentElement)) texts.push(text);
  }

  for (const node of document.body.querySelectorAll("*:not(input, select, textarea)")) {
    const style = getComputedStyle(node);
    const isCut = ["hidden", "clip"].includes(style.overflowX) && style.textOverflow !== "ellipsis";
    if (isCut && node.scrollWidth > node.clientWidth + 1 && said(node) && isSeen(node)) {
      found.push(`cut off at ${node.clientWidth} px: ${named(node)}: ${said(node)}`);
    }
  }

  const isBox = (style) =>
    (parseFloat(style.borderLeftWidth) > 0 && parseFloat(style.borderRightWidth) > 0) ||
    !/^(transparent|rgba\(.*, 0\))$/.test(style.backgroundColor);
  const range = document.createRange();
  const place = (text) => {
    range.selectNodeContents(text);
    return range.getBoundingClientRect();
  };
  for (const text of texts) {
    const at = place(text);
    for (let up = text.parentElement; at.width && up !== document.body; up = up.parentElement) {
      const style = getComputedStyle(up);
      if (style.overflowX !== "visible" || ["absolute", "fixed"].includes(style.position)) break;
      if (!isBox(style)) continue;
      const box = up.getBoundingClientRect();
      if (at.right > box.right + 1 || at.left < box.left - 1) {
        found.push(`out of ${named(up)}: ${said(text)}`);
      }
      break;
    }
  }

  const head = document.querySelector(".site-head")?.getBoundingClientRect();
  const below = texts.filter((text) => text.parentElement.closest("main")).map(place);
  const nearest = Math.min(...below.filter((at) => at.width).map((at) => at.top));
  if (head && scrollY === 0 && nearest < head.bottom + gap) {
    found.push(`${Math.round(nearest - head.bottom)} px between the header and the first text`);
  }

  const typed = "input:not([type=hidden], [type=checkbox], [type=radio])";
  const controls = `button, summary, select, ${typed}, a.button, a.tag, nav a, .check, .option`;
  for (const node of innerWidth < narrow ? document.querySelectorAll(controls) : []) {
    const height = node.getBoundingClientRect().height;
    if (height && height < target - 0.5 && isSeen(node)) {
      found.push(`${height.toFixed(1)} px high: ${named(node)}: ${said(node)}`);
    }
  }
  return found;
}
