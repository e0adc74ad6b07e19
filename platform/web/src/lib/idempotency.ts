// Idempotency keys: a repeated request keeps its key over reloads and lost answers, a changed body gets another.

export interface Store {
  getItem(name: string): string | null;
  setItem(name: string, value: string): void;
  removeItem(name: string): void;
}

interface Kept {
  readonly key: string;
  readonly body: string;
}

/** The key for this body under this name: the kept one if the body is the same, else a fresh one. */
export function keyFor(
  store: Store,
  name: string,
  body: string,
  fresh: () => string = () => crypto.randomUUID(),
): string {
  const kept = read(store, name);
  if (kept !== null && kept.body === body) return kept.key;
  const key = fresh();
  write(store, name, { key, body });
  return key;
}

/** The request had its final answer; the next one is another. */
export function forget(store: Store, name: string): void {
  try {
    store.removeItem(`turnout-key:${name}`);
  } catch {
    // Without storage there was nothing kept.
  }
}

function read(store: Store, name: string): Kept | null {
  try {
    const value: unknown = JSON.parse(store.getItem(`turnout-key:${name}`) ?? "null");
    return isKept(value) ? value : null;
  } catch {
    return null;
  }
}

function write(store: Store, name: string, kept: Kept): void {
  try {
    store.setItem(`turnout-key:${name}`, JSON.stringify(kept));
  } catch {
    // A browser that keeps nothing loses repeat protection over a reload, not the purchase.
  }
}

function isKept(value: unknown): value is Kept {
  return (
    typeof value === "object" &&
    value !== null &&
    "key" in value &&
    "body" in value &&
    typeof value.key === "string" &&
    typeof value.body === "string"
  );
}
