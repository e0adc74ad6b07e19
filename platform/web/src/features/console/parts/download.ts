// Gives a person a file that was just had from the API.

const KEPT_MILLISECONDS = 60_000;

/** `text/csv` and the like; the browser asks where to, or puts it with its downloads. */
export function saveAs(content: BlobPart, name: string, type: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MILLISECONDS);
}
