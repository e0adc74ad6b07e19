import { act, screen } from "@testing-library/react";
import { useState, type ReactNode } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Countdown } from "./Countdown";
import { Money, useMoney } from "./Money";
import { Moment } from "./Moment";
import { Quantity, type QuantityProps } from "./Quantity";
import { renderUi } from "./testing";

describe("a countdown", () => {
  beforeEach(() => vi.useFakeTimers({ now: Date.parse("2026-11-20T12:00:00Z") }));
  afterEach(() => vi.useRealTimers());

  it("ticks, and says five, two and one minute and the end, each once", () => {
    const end = vi.fn();
    renderUi(<Countdown until="2026-11-20T12:06:00Z" onEnd={end} />);
    expect(screen.getByRole("timer").textContent).toBe("6:00");
    const heard: string[] = [];
    for (let second = 0; second < 365; second += 1) {
      act(() => void vi.advanceTimersByTime(1000));
      const said = screen.getByRole("status").textContent ?? "";
      if (said !== "" && heard.at(-1) !== said) heard.push(said);
    }
    expect(heard).toEqual(["5 minutes left", "2 minutes left", "1 minute left", "The time is up"]);
    expect(screen.getByRole("timer").textContent).toBe("0:00");
    expect(end).toHaveBeenCalledOnce();
  });

  it("goes by the server's clock", () => {
    renderUi(<Countdown until="2026-11-20T12:06:00Z" skew={60_000} label="Left:" onEnd={() => undefined} />);
    expect(screen.getByRole("timer").textContent).toBe("5:00");
  });
});

describe("a quantity", () => {
  function Counted(props: Partial<QuantityProps>): ReactNode {
    const [value, setValue] = useState(props.value ?? 0);
    return <Quantity name="Day ticket" max={3} {...props} value={value} onChange={setValue} />;
  }
  const count = (): string => screen.getByRole("status").textContent ?? "";

  it("stays between nothing and what can be had, and keeps the keyboard's place", async () => {
    const { user } = renderUi(<Counted />);
    const more = screen.getByRole("button", { name: "One more: Day ticket" });
    for (let press = 0; press < 5; press += 1) await user.click(more);
    expect(count()).toBe("Day ticket: 33");
    expect(more.getAttribute("aria-disabled")).toBe("true");
    expect(document.activeElement).toBe(more);
  });

  it("goes from nothing to the least that is sold, and back", async () => {
    const { user } = renderUi(<Counted least={2} id="quantity-7" error="Please select at least 1 ticket" />);
    await user.click(screen.getByRole("button", { name: /One more/ }));
    expect(count()).toBe("Day ticket: 22");
    await user.click(screen.getByRole("button", { name: /One less/ }));
    expect(count()).toBe("Day ticket: 00");
    const group = screen.getByRole("group", { name: "Day ticket" });
    expect(document.getElementById(group.getAttribute("aria-describedby") ?? "")?.textContent).toBe(
      "Please select at least 1 ticket",
    );
  });

  it("that is closed takes no press", async () => {
    const { user } = renderUi(<Counted disabled value={1} />);
    await user.click(screen.getByRole("button", { name: /One less/ }));
    expect(count()).toBe("Day ticket: 11");
  });
});

describe("an amount", () => {
  it("reads as people in that language write it", () => {
    renderUi(<Money minor={123450} currency="EUR" digits={2} />, { language: "de" });
    expect(screen.getByText(/1\.234,50\s€/)).toBeTruthy();
  });

  it("can be part of a label, in Arabic with the digits of the ticket codes", () => {
    function Label(): ReactNode {
      return <p>{useMoney()(1050, "EUR", 2)}</p>;
    }
    renderUi(<Label />, { language: "ar" });
    expect(screen.getByText(/10\.50/)).toBeTruthy();
  });
});

describe("a moment", () => {
  it("names the event's zone, and adds the reader's time where it differs", () => {
    renderUi(<Moment at="2026-02-01T09:00:00Z" timeZone="Europe/Brussels" viewerZone="America/New_York" />);
    expect(screen.getByText("Sunday 1 February 2026 at 10:00 CET").tagName).toBe("TIME");
    expect(screen.getByText("(Sun 1 Feb, 04:00 your time)")).toBeTruthy();
  });

  it("adds nothing where the clocks agree, nor to a day", () => {
    renderUi(
      <>
        <Moment at="2026-02-01T09:00:00Z" timeZone="Europe/Brussels" viewerZone="Europe/Berlin" detail="time" />
        <Moment at="2026-02-01T09:00:00Z" timeZone="Europe/Brussels" viewerZone="Asia/Tokyo" detail="date" />
      </>,
    );
    expect(screen.queryByText(/your time/)).toBeNull();
  });
});
