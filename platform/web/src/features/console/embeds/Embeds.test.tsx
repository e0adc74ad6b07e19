import { screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { organization, renderConsole, type Answers } from "../testing";
import "./Embeds";
import { fill } from "../../../ui/testing";
import type { EmbedOrigin } from "./queries";
import { newestOf, policyOf, snippetOf, type Choice } from "./snippet";
import texts from "./texts/en.json";

const HERE = organization({ permissions: ["embeds.read", "embeds.edit"] });
const LIST = `/organizations/${HERE.id}/embed-origins`;
const SITE: EmbedOrigin = {
  id: "0190b1de-0000-7000-8000-0000000000e7",
  origin: "https://www.partner.example",
  note: "The town's calendar",
  version: 4,
  created_at: "2026-01-01T00:00:00Z",
  created_by: "user:x",
};
const RELEASES = { "1.2.0": { "turnout.js": "sha384-old" }, "1.10.0": { "turnout.js": "sha384-new" } };
const CHOICE: Choice = {
  kind: "inline",
  organization: "meridian",
  event: "lantern-night",
  language: "",
  theme: "",
  label: "",
  isPinned: false,
};

function visit(answers: Answers = {}, here = HERE) {
  return renderConsole(routes, {
    at: "/meridian/embeds",
    texts: { embeds: texts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET ${LIST}`]: { items: [SITE], next_cursor: null },
      [`GET /organizations/${HERE.id}/events`]: {
        items: [{ id: "x", slug: "lantern-night", title: "Lantern Night" }],
        next_cursor: null,
      },
      [`POST ${LIST}`]: { ...SITE, origin: "https://other.example" },
      [`DELETE ${LIST}/${SITE.id}`]: () => new Response(null, { status: 204 }),
      ...answers,
    },
  });
}

beforeEach(() => {
  sessionStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

it("lists the sites, and adds one", async () => {
  const shown = visit();
  const rows = within(await screen.findByRole("list", { name: "Embeds" }));
  expect(rows.getByText(SITE.origin)).toBeTruthy();
  await fill(shown.user, screen.getByLabelText(/Address of the site/), "https://other.example");
  await shown.user.click(screen.getByRole("button", { name: "Add site" }));
  expect(await screen.findByText("https://other.example was added")).toBeTruthy();
});

it("says at the field what is no address of a site", async () => {
  const problem = {
    type: "/problems/invalid",
    title: "Invalid",
    status: 422,
    code: "invalid",
    errors: [{ pointer: "/origin", detail: "Pages that sell tickets need https.", code: "not-https" }],
  };
  const shown = visit({ [`POST ${LIST}`]: () => Response.json(problem, { status: 422 }) });
  await fill(shown.user, await screen.findByLabelText(/Address of the site/), "http://other.example");
  await shown.user.click(screen.getByRole("button", { name: "Add site" }));
  expect(await screen.findByText("Pages that sell tickets need https.")).toBeTruthy();
});

it("shows who may only look no way to change the list", async () => {
  visit({}, organization({ permissions: ["embeds.read"] }));
  expect(await screen.findByText(SITE.origin)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Add site" })).toBeNull();
});

describe("the code for a page", () => {
  it("has the script, the element and a link for who has no scripts", () => {
    expect(snippetOf(CHOICE, "https://tickets.example", RELEASES)).toBe(
      `<script async src="https://tickets.example/embed/v1/turnout.js"></script>\n` +
        `<turnout-checkout event="meridian/lantern-night">\n` +
        `  <a href="https://tickets.example/meridian/lantern-night/checkout">Tickets</a>\n` +
        `</turnout-checkout>`,
    );
  });

  it("is pinned by the hash of the newest release", () => {
    expect(newestOf(RELEASES)).toBe("1.10.0");
    expect(newestOf({})).toBeNull();
    const code = snippetOf({ ...CHOICE, isPinned: true }, "https://tickets.example", RELEASES);
    expect(code).toContain(`/embed/1.10.0/turnout.js"\n  integrity="sha384-new" crossorigin>`);
  });

  it("takes words as words, whatever they hold", () => {
    const code = snippetOf({ ...CHOICE, kind: "button", label: `"><b>` }, "https://tickets.example", RELEASES);
    expect(code).toContain(`label="&quot;&gt;&lt;b&gt;"`);
    expect(code).not.toContain("<b>");
  });

  it("lists the events of an organization", () => {
    const code = snippetOf({ ...CHOICE, kind: "events", theme: "dark" }, "https://tickets.example", RELEASES);
    expect(code).toContain(`<turnout-events organization="meridian" theme="dark">`);
    expect(policyOf("https://tickets.example")).toBe(
      "script-src https://tickets.example; frame-src https://tickets.example",
    );
  });
});
