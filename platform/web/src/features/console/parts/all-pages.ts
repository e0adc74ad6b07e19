// Lists that are short enough to be had whole: every page of them, one after the other.

interface PageOf<T> {
  readonly items: readonly T[];
  readonly next_cursor: string | null;
}

/** The most that a page has. */
export const LIMIT = 100;

/** `allPages((query) => answerOf(api.GET(ADDRESS, { params: { path, query } })))`. */
export async function allPages<T>(
  ask: (query: { limit: number; cursor?: string }) => Promise<PageOf<T>>,
): Promise<readonly T[]> {
  const found: T[] = [];
  let cursor: string | null = null;
  do {
    const page: PageOf<T> = await ask(cursor === null ? { limit: LIMIT } : { limit: LIMIT, cursor });
    found.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor !== null);
  return found;
}
