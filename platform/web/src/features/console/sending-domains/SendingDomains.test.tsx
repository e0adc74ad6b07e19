import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { organization, renderConsole, type Answers } from "../testing";
import "./SendingDomains";
import { fill } from "../../../ui/testing";
import type { SendingDomain } from "./queries";
import texts from "./texts/en.json";

const HERE = organization({ permissions: ["sending-domains.read", "sending-domains.manage"] });
const LIST = `/organizations/${HERE.id}/sending-domains`;
const DOMAIN: SendingDomain = {
  id: "0190b1de-0000-7000-8000-0000000000f2",
  domain: "harbour.example",
  address: "tickets@harbour.example",
  signed_by: "platform",
  state: "failing",
  is_used: true,
  records: [
    {
      kind: "dkim",
      type: "TXT",
      name: "turnout-1._domainkey.harbour.example",
      value: "v=DKIM1; k=rsa; p=MIIB",
      is_needed: true,
      state: "wrong",
      problem: "dkim-other-key",
      found: ["v=DKIM1; p=other"],
    },
    {
      kind: "return",
      type: "MX",
      name: "harbour.example",
      value: "",
      is_needed: false,
      state: "right",
      problem: "",
      found: [],
    },
  ],
  selector: "turnout-1",
  next_selector: "",
  checked_at: "2026-01-01T00:00:00Z",
  verified_at: null,
  failing_since: "2026-01-01T00:00:00Z",
  daily_limit: 0,
  announced_today: 0,
  created_at: "2026-01-01T00:00:00Z",
  version: 3,
};

function visit(answers: Answers = {}, here = HERE) {
  return renderConsole(routes, {
    at: "/meridian/sending-domains",
    texts: { sendingDomains: texts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET ${LIST}`]: { items: [DOMAIN], next_cursor: null },
      [`POST ${LIST}`]: () => Response.json({ ...DOMAIN, domain: "new.example", state: "pending" }, { status: 201 }),
      [`POST ${LIST}/${DOMAIN.id}/check`]: { ...DOMAIN, state: "verified" },
      ...answers,
    },
  });
}

beforeEach(() => {
  sessionStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

it("says which record is wrong and why, with what to paste and what stands there", async () => {
  const shown = visit();
  const records = within(await screen.findByRole("list", { name: "DNS records" }));
  expect(records.getByText("Another key stands under this name.")).toBeTruthy();
  expect(records.getByText("v=DKIM1; p=other")).toBeTruthy();
  expect(records.getByText("v=DKIM1; k=rsa; p=MIIB")).toBeTruthy();
  expect(screen.getByText("Emails come from our address until this is mended.")).toBeTruthy();
  await shown.user.click(screen.getByRole("button", { name: "Check now" }));
  expect(await screen.findByText("Everything is right.")).toBeTruthy();
});

it("adds a domain whose provider signs, with the selectors one by one", async () => {
  const shown = visit();
  await shown.user.click(await screen.findByRole("button", { name: "Add a domain" }));
  const panel = within(await screen.findByRole("dialog"));
  await fill(shown.user, panel.getByLabelText(/^Domain/), " new.example");
  await shown.user.click(panel.getByRole("radio", { name: /^Your provider signs/ }));
  await fill(shown.user, panel.getByLabelText(/^Selectors/), "s1, s2");
  await shown.user.click(panel.getByRole("button", { name: "Add a domain" }));
  expect(await screen.findByText("new.example is added. Set its records next.")).toBeTruthy();
  const sent = shown.asked.find(({ method }) => method === "POST");
  expect(sent?.body).toEqual({
    domain: "new.example",
    local_part: "tickets",
    signed_by: "provider",
    selectors: ["s1", "s2"],
  });
});

it("offers no change to who may only look", async () => {
  visit({}, organization({ permissions: ["sending-domains.read"] }));
  await screen.findByRole("list", { name: "DNS records" });
  for (const name of ["Add a domain", "Check now", "Remove", "Change the key"]) {
    expect(screen.queryByRole("button", { name })).toBeNull();
  }
});
