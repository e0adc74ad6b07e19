// What makes the page wider than its window: the page itself, then up to five elements.
() => {
  const edge = document.documentElement.clientWidth;
  const wide = document.documentElement.scrollWidth;
  if (wide <= edge) return [];
  const clipped = (node) => {
    for (let up = node.parentElement; up && up !== document.body; up = up.parentElement) {
      if (getComputedStyle(up).overflowX !== "visible") return true;
    }
    return false;
  };
  const found = [...document.body.querySelectorAll("*")].filter((node) => {
    const box = node.getBoundingClientRect();
    return box.width > 0 && (box.right > edge + 1 || box.left < -1) && !clipped(node);
  });
  const named = found.slice(0, 5).map((node) => {
    const box = node.getBoundingClientRect();
    const name = [node.tagName.toLowerCase(), ...node.classList].join(".");
    const text = (node.textContent || "").trim().slice(0, 40);
    return `${name} from ${Math.round(box.left)} to ${Math.round(box.right)}: ${text}`;
  });
  return [`the page is ${wide} px wide in a window of ${edge} px`, ...named];
}
