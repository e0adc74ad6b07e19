import { screen, waitFor } from "@testing-library/react";
import type { FormEvent, ReactNode } from "react";
import { describe, expect, it, vi } from "vitest";
import { Button, LinkButton } from "./Button";
import { renderUi } from "./testing";

describe("a button", () => {
  it("is pressed by pointer and by keyboard", async () => {
    const press = vi.fn();
    const { user } = renderUi(<Button onPress={press}>Continue</Button>);
    await user.click(screen.getByRole("button", { name: "Continue" }));
    await user.keyboard("{Enter} ");
    expect(press).toHaveBeenCalledTimes(3);
  });

  it("that works on it keeps its focus, says so, and takes no further press", async () => {
    const press = vi.fn();
    const send = vi.fn((event: FormEvent) => event.preventDefault());
    const form = (pending: boolean): ReactNode => (
      <form onSubmit={send}>
        <Button type="submit" pending={pending} onPress={press}>
          Pay
        </Button>
      </form>
    );
    const { user, rerender } = renderUi(form(false));
    await user.click(screen.getByRole("button"));
    rerender(form(true));
    const button = screen.getByRole("button", { name: "Pay" });
    expect(document.activeElement).toBe(button);
    expect(button.getAttribute("aria-disabled")).toBe("true");
    await user.click(button);
    await user.keyboard("{Enter}");
    expect([press.mock.calls.length, send.mock.calls.length]).toEqual([1, 1]);
    await waitFor(() => expect(screen.getByRole("status").textContent).toBe("Loading"));
  });

  it("that is disabled does nothing", async () => {
    const press = vi.fn();
    const { user } = renderUi(
      <Button isDisabled kind="danger" size="small" wide onPress={press}>
        Delete
      </Button>,
    );
    await user.click(screen.getByRole("button"));
    expect(press).not.toHaveBeenCalled();
    expect(screen.getByRole("button").className).toBe("button button--danger button--small button--wide");
  });

  it("that goes somewhere is a link", () => {
    renderUi(
      <LinkButton href="/events" kind="quiet">
        All events
      </LinkButton>,
    );
    expect(screen.getByRole("link", { name: "All events" }).getAttribute("href")).toBe("/events");
  });
});
