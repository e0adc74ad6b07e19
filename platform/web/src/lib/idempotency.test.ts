import { beforeEach, describe, expect, it } from "vitest";
import { forget, keyFor, type Store } from "./idempotency";

class Memory implements Store {
  readonly kept = new Map<string, string>();
  getItem(name: string): string | null {
    return this.kept.get(name) ?? null;
  }
  setItem(name: string, value: string): void {
    this.kept.set(name, value);
  }
  removeItem(name: string): void {
    this.kept.delete(name);
  }
}

describe("the key of a request", () => {
  let store: Memory;
  let count = 0;
  const fresh = (): string => `key-${(count += 1)}`;
  beforeEach(() => {
    store = new Memory();
    count = 0;
  });

  it("stays the same when the same body is sent again, also after a reload", () => {
    const first = keyFor(store, "order", "{}", fresh);
    expect(keyFor(store, "order", "{}", fresh)).toBe(first);
  });

  it("is another one for another body", () => {
    const first = keyFor(store, "order", "{}", fresh);
    expect(keyFor(store, "order", '{"a":1}', fresh)).not.toBe(first);
  });

  it("is another one after the request had its answer", () => {
    const first = keyFor(store, "order", "{}", fresh);
    forget(store, "order");
    expect(keyFor(store, "order", "{}", fresh)).not.toBe(first);
  });

  it("is made anew when what was kept cannot be read", () => {
    store.setItem("turnout-key:order", "not json");
    expect(keyFor(store, "order", "{}", fresh)).toBe("key-1");
  });

  it("is there even where the browser keeps nothing", () => {
    const closed: Store = {
      getItem: () => null,
      setItem: () => {
        throw new Error("full");
      },
      removeItem: () => {
        throw new Error("closed");
      },
    };
    expect(keyFor(closed, "order", "{}", fresh)).toBe("key-1");
    expect(() => forget(closed, "order")).not.toThrow();
  });
});
