// Tags as one types them: several in one line of text, parted by commas.

/** Without repeats; the Arabic comma parts, too. */
export function tagsOf(text: string): string[] {
  const found = text.split(/[,،]/).map((tag) => tag.trim());
  return [...new Set(found.filter((tag) => tag !== ""))];
}
