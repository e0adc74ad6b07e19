// Draws a line across the table of rooms where the clock stands now, and moves it on.

const MINUTE_MILLISECONDS = 60_000;

/** In which row the moment falls, and how far down it; null before the first and after the last. */
export function placeOf(starts: readonly number[], until: number, now: number): { row: number; part: number } | null {
  const row = starts.findLastIndex((each) => each <= now);
  const [from, to] = [starts[row], starts[row + 1] ?? until];
  return from === undefined || now >= to ? null : { row, part: (now - from) / (to - from) };
}

export function startNowLines(root: ParentNode, word: string): void {
  for (const grid of root.querySelectorAll<HTMLElement>("[data-grid]")) {
    if (grid.querySelector(".now-line") === null) startNowLine(grid, word);
  }
}

function startNowLine(grid: HTMLElement, word: string): void {
  const body = grid.querySelector("tbody");
  const rows = [...grid.querySelectorAll<HTMLElement>("tr[data-at]")];
  if (body === null || rows.length === 0) return;
  const starts = rows.map((each) => Number(each.dataset["at"]));
  const line = document.createElement("p");
  line.className = "now-line";
  line.textContent = word;
  const draw = (): void => {
    const found = placeOf(starts, Number(body.dataset["until"]), Date.now() / 1000);
    const row = found === null ? undefined : rows[found.row];
    line.hidden = row === undefined;
    if (found === null || row === undefined) return;
    line.style.insetBlockStart = `${row.offsetTop + found.part * row.offsetHeight}px`;
    line.style.inlineSize = `${grid.scrollWidth}px`;
  };
  grid.append(line);
  draw();
  const timer = setInterval(() => (grid.isConnected ? draw() : clearInterval(timer)), MINUTE_MILLISECONDS);
}
