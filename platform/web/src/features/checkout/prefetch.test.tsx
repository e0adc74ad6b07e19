// What is fetched ahead of its step, and cannot be.
import { screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { h1, openCheckout, serve } from "./testing";

vi.mock("./AttendeesStep", () => Promise.reject(new Error("no network")));
afterEach(() => vi.unstubAllGlobals());

it("leaves the step that is shown as it is where the next one cannot be fetched ahead", async () => {
  const unheard = vi.fn();
  process.on("unhandledRejection", unheard);
  serve({});
  await openCheckout();
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  process.off("unhandledRejection", unheard);
  expect(unheard).not.toHaveBeenCalled();
  expect(h1()).toBe("Choose your tickets");
  expect(screen.queryByRole("alert")).toBeNull();
});
