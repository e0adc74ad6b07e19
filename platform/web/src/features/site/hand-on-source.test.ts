// Where a visitor came from goes along to the checkout, and nowhere else.
import { describe, expect, it } from "vitest";
import { handedOn, sourceOf } from "./hand-on-source";

const HOST = "tickets.example";
const CHECKOUT = `https://${HOST}/harbour/fair/checkout?code=EARLY`;

describe("The source of a visitor", () => {
  it("is what the address says, else the site that led here, or that a page of ours did", () => {
    const of = (search: string, referrer: string) => sourceOf(search, referrer, HOST).toString();
    expect(of("?utm_source=radio&day=2&link=k7m", "https://news.example/x?q=1")).toBe("utm_source=radio&link=k7m");
    expect(of("?day=2", "https://news.example/x?q=1")).toBe("via=news.example");
    expect(of("", `https://${HOST}/events`)).toBe("via=own");
    expect(of("", "")).toBe("");
  });

  it("is put into addresses of checkouts alone, beside what they say already", () => {
    const said = new URLSearchParams("utm_source=radio&link=k7m");
    expect(handedOn(`${CHECKOUT}&link=own`, said)).toBe(`${CHECKOUT}&link=own&utm_source=radio`);
    const page = `https://${HOST}/harbour/fair/speakers`;
    expect(handedOn(page, said)).toBe(page);
  });
});
