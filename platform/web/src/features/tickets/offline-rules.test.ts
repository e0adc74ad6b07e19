import { describe, expect, it } from "vitest";
import { assetPathsIn, endsLogin, isTicketCodePage, storableUntil } from "./offline-rules";

const NOW = Date.parse("2027-05-01T12:00:00Z");

describe("what may be kept for the door", () => {
  it.each([
    ["/orders/o/1/secret/tickets/2", true],
    ["/tickets/o/1/secret/code", true],
    ["/orders/o/1/secret", false],
    ["/orders/o/1/secret/tickets/2/attendee", false],
    ["/orders/o/1/secret/tickets.pdf", false],
    ["/tickets/o/1/secret", false],
    ["/my-tickets", false],
  ])("%s: %s", (path, expected) => {
    expect(isTicketCodePage(path)).toBe(expected);
  });

  it("is kept until the moment that the server names, and not at all without one", () => {
    expect(storableUntil(200, "2027-05-02T00:00:00+00:00", NOW)).toBe(Date.parse("2027-05-02T00:00:00Z"));
    expect(storableUntil(200, null, NOW)).toBe(0);
    expect(storableUntil(200, "soon", NOW)).toBe(0);
    expect(storableUntil(200, "2027-05-01T11:59:59Z", NOW)).toBe(0);
    expect(storableUntil(410, "2027-05-02T00:00:00Z", NOW)).toBe(0);
  });

  it("is forgotten when somebody signs in or out, and by sending a form only", () => {
    expect(endsLogin("POST", "/sign-out")).toBe(true);
    expect(endsLogin("POST", "/account/sign-out-everywhere")).toBe(true);
    expect(endsLogin("POST", "/sign-in")).toBe(true);
    expect(endsLogin("GET", "/sign-out")).toBe(false);
    expect(endsLogin("POST", "/orders/o/1/secret/cancel")).toBe(false);
  });

  it("brings the built files that its page names, each once", () => {
    const html =
      '<link href="/assets/a.css"><script src="/assets/b.js"></script><link href="/assets/a.css"><a href="/events">';
    expect(assetPathsIn(html)).toEqual(["/assets/a.css", "/assets/b.js"]);
  });
});
