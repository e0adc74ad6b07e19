// Set-up of every component test: React's warnings fail the test, and tests leave nothing behind.
import { afterAll, afterEach, beforeEach, vi } from "vitest";

const PATIENCE_MILLISECONDS = 10_000;

// The test's document lacks this; ids of React hold nothing that needs more than a backslash.
if (typeof document !== "undefined") {
  const { configure, prettyDOM } = await import("@testing-library/react");
  configure({
    asyncUtilTimeout: PATIENCE_MILLISECONDS, // a busy machine is no bug
    getElementError: (message, container) => describedLater(message ?? "", () => prettyDOM(container)),
  });
  Object.assign(globalThis, {
    CSS: { escape: (text: string) => text.replace(/[^\w-]/g, (character) => `\\${character}`) },
  });
  rememberStyles();
  await forgetOwners();
}

/** What a query throws: the document is written out once somebody reads it, not at each look while it is waited. */
function describedLater(message: string, show: () => string | false): Error {
  const error = new Error(message);
  error.name = "TestingLibraryElementError";
  let whole: string | undefined;
  Object.defineProperty(error, "message", { get: () => (whole ??= `${message}\n\n${show() || ""}`) });
  return error;
}

/**
 * Works a style out once for elements that are alike: queries by role ask for it of every element and
 * all above it. No sheet but the document's own is loaded, so tag and attributes decide.
 */
function rememberStyles(): void {
  const compute = window.getComputedStyle.bind(window);
  const known = new Map<string, CSSStyleDeclaration>();
  window.getComputedStyle = (element, pseudo) => {
    const written = element.getAttribute("style") ?? "";
    if (pseudo || written || isVisibilityWritten(element)) return compute(element, pseudo);
    const flags = ["hidden", "open", "type"].map((name) => element.getAttribute(name));
    const like = JSON.stringify([element.tagName, ...flags]);
    let style = known.get(like);
    if (!style) known.set(like, (style = remembered(compute(element))));
    return style;
  };
}

/** React takes down with each element which component made it, for its tools: an eighth of what components cost. */
async function forgetOwners(): Promise<void> {
  const internals = (await import("react")) as unknown as Readonly<Record<string, object | undefined>>;
  const shared = internals["__CLIENT_INTERNALS_DO_NOT_USE_OR_WARN_USERS_THEY_CANNOT_UPGRADE"];
  if (shared)
    Object.defineProperty(shared, "recentlyCreatedOwnerStacks", { get: () => Infinity, set: () => undefined });
}

/** Whether an element or one above it says of itself whether it is seen; as `closest`, much faster. */
function isVisibilityWritten(element: Element | null): boolean {
  for (let each = element; each; each = each.parentElement)
    if (each.getAttribute("style")?.includes("visibility")) return true;
  return false;
}

function remembered(style: CSSStyleDeclaration): CSSStyleDeclaration {
  const values = new Map<PropertyKey, unknown>();
  const words = new Map<string, string>();
  const getPropertyValue = (name: string): string => {
    let word = words.get(name);
    if (word === undefined) words.set(name, (word = style.getPropertyValue(name)));
    return word;
  };
  return new Proxy(style, {
    get(_style, name) {
      if (name === "getPropertyValue") return getPropertyValue;
      if (!values.has(name)) values.set(name, Reflect.get(style, name, style));
      return values.get(name);
    },
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
