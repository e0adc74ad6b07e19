// Set-up of every component test: React's warnings fail the test, and tests leave nothing behind.
import { afterAll, afterEach, beforeEach, vi } from "vitest";

const PATIENCE_MILLISECONDS = 10_000;

// The test's document lacks this; ids of React hold nothing that needs more than a backslash.
if (typeof document !== "undefined") {
  const { configure } = await import("@testing-library/react");
  configure({ asyncUtilTimeout: PATIENCE_MILLISECONDS }); // a busy machine is no bug
  Object.assign(globalThis, {
    CSS: { escape: (text: string) => text.replace(/[^\w-]/g, (character) => `\\${character}`) },
  });
}

beforeEach(() => {
  for (const level of ["error", "warn"] as const) {
    vi.spyOn(console, level).mockImplementation((...words: unknown[]) => {
      throw new Error(`console.${level}: ${words.map(String).join(" ")}`);
    });
  }
});

afterEach(async () => {
  if (typeof document !== "undefined") {
    const { cleanup } = await import("@testing-library/react");
    cleanup();
  }
  vi.restoreAllMocks();
});

// Files share a process: the next one has its own clock and globals again.
afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});
