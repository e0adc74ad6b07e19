import { expect, it } from "vitest";
import { spread } from "./spread";

it("spreads a delay over its second half", () => {
  const delays = Array.from({ length: 200 }, () => spread(20_000));
  expect(Math.min(...delays)).toBeGreaterThanOrEqual(10_000);
  expect(Math.max(...delays)).toBeLessThanOrEqual(20_000);
  expect(new Set(delays.map(Math.round)).size).toBeGreaterThan(100);
});
