// Has the browser print a PDF out of a frame of its own.

const KEPT_MILLISECONDS = 300_000;

/** The browser's own dialog for printing opens over the page. */
export function printPdf(content: Blob): void {
  const address = URL.createObjectURL(content);
  const frame = document.createElement("iframe");
  frame.className = "visually-hidden";
  frame.title = "PDF";
  frame.src = address;
  frame.addEventListener("load", () => frame.contentWindow?.print());
  document.body.append(frame);
  setTimeout(() => {
    frame.remove();
    URL.revokeObjectURL(address);
  }, KEPT_MILLISECONDS);
}
