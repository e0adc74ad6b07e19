import { screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Answers } from "../testing";
import { fill } from "../../../ui/testing";
import { guestsOf } from "./guests";
import texts from "./texts/en.json";

const HERE = organization({ permissions: ["events.read", "events.write"] });
const EVENT = madeEvent({ state: "published", visibility: "private" });
const PATH = `/organizations/${HERE.id}/events/${EVENT.id}`;
const ADA = {
  id: "ada",
  email: "ada@example.org",
  name: "Ada Lovelace",
  locale: "en",
  state: "invited",
  sent: 1,
  created_at: "2026-02-01T12:00:00Z",
  asked_at: "2026-02-01T12:00:00Z",
  mailed_at: "2026-02-01T12:00:00Z",
  opened_at: null,
  withdrawn_at: null,
  expires_at: null,
};
const CODE = {
  id: "code",
  label: "Alumni",
  email: null,
  expires_at: null,
  revoked_at: null,
  created_at: "2026-02-01T12:00:00Z",
};
const FORMER = { ...CODE, id: "former", label: "Last year", revoked_at: "2026-02-02T12:00:00Z" };
const LINK = {
  id: "link",
  label: "Board",
  expires_at: "2099-01-01T12:00:00Z",
  revoked_at: null,
  created_at: "2026-02-01T12:00:00Z",
};
const ITEM = {
  id: "early",
  name: "Early bird",
  kind: "paid",
  price_minor: 2500,
  currency: "EUR",
  is_available: false,
  why_not: "not-yet",
};

function visit(answers: Answers = {}, event = EVENT) {
  return renderConsole(routes, {
    at: `/meridian/events/${EVENT.id}/access`,
    texts: { access: texts },
    answers: {
      "GET /me/organizations": { items: [HERE], next_cursor: null },
      [`GET ${PATH}`]: event,
      [`GET ${PATH}/invitations`]: { items: [ADA], next_cursor: null },
      [`GET ${PATH}/access-codes`]: { items: [CODE, FORMER] },
      [`GET ${PATH}/shop-previews`]: { items: [LINK] },
      [`GET ${PATH}/shop-preview`]: { at: "2026-03-01T12:00:00Z", is_open: true, items: [ITEM] },
      ...answers,
    },
  });
}

async function choose(user: ReturnType<typeof visit>["user"], name: string, action: string): Promise<void> {
  await user.click(await screen.findByRole("button", { name: `More for ${name}` }));
  await user.click(await screen.findByRole("menuitem", { name: action }));
}

beforeEach(() => localStorage.clear());

describe("invitations to a private event", () => {
  it("go to each line of a list, and say who was invited before", async () => {
    const { user, asked } = visit({ [`POST ${PATH}/invitations`]: { invited: [ADA], known: [ADA] } });
    await user.click(await screen.findByRole("button", { name: "Invite people" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Invite people" }));
    await user.click(dialog.getByLabelText("Whom to invite"));
    await user.paste("somebody");
    await user.click(dialog.getByRole("button", { name: "Send invitations" }));
    expect(dialog.getAllByText("No email address stands in: somebody")).toHaveLength(2);
    await user.clear(dialog.getByLabelText("Whom to invite"));
    await user.paste("Grace Hopper <grace@example.org>\nada@example.org");
    await user.click(dialog.getByRole("button", { name: "Send invitations" }));
    expect(await screen.findByText(/Invitations on their way: 1. Invited before/)).toBeTruthy();
    expect(asked.find(({ method }) => method === "POST")?.body).toEqual({
      guests: [
        { email: "grace@example.org", name: "Grace Hopper" },
        { email: "ada@example.org", name: "" },
      ],
      locale: "en",
      expires_at: null,
    });
  });

  it("are sent again unless it is too soon, and withdrawn", async () => {
    const soon = { status: 409, code: "events.resend-limit", title: "Not again", detail: "Wait ten minutes." };
    const { user, asked } = visit({
      [`POST ${PATH}/invitations/ada/resend`]: () => Response.json(soon, { status: 409 }),
      [`DELETE ${PATH}/invitations/ada`]: () => new Response(null, { status: 204 }),
    });
    await choose(user, "Ada Lovelace", "Send again");
    expect(await screen.findByText("Wait ten minutes.")).toBeTruthy();
    await choose(user, "Ada Lovelace", "Withdraw");
    await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Withdraw" }));
    expect(await screen.findByText("The invitation of Ada Lovelace is withdrawn.")).toBeTruthy();
    await user.selectOptions(screen.getByLabelText("Show"), "withdrawn");
    expect(asked.at(-1)?.query.get("state")).toBe("withdrawn");
  });

  it("are not offered for an event that everybody sees", async () => {
    visit({}, { ...EVENT, visibility: "public" });
    expect(await screen.findByText("This event is public")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Invite people" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Make a code" })).toBeNull();
  });
});

describe("what opens an event", () => {
  it("is a code, told once with its link, and a refused one is explained at its field", async () => {
    const short = { status: 422, errors: [{ pointer: "/code", detail: "Use 6 to 40 letters and digits." }] };
    let tries = 0;
    const made = { access: CODE, code: "ALUMNI26", url: "https://turnout.example/m/l?code=ALUMNI26" };
    const { user, asked } = visit({
      [`POST ${PATH}/access-codes`]: () => ((tries += 1) === 1 ? Response.json(short, { status: 422 }) : made),
    });
    await user.click(await screen.findByRole("button", { name: "Make a code" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Make a code" }));
    await user.click(dialog.getByLabelText(/^Code/));
    await user.paste("abc");
    await user.click(dialog.getByRole("button", { name: "Make a code" }));
    expect(await dialog.findAllByText("Use 6 to 40 letters and digits.")).toHaveLength(2);
    await user.clear(dialog.getByLabelText(/^Code/));
    await user.click(dialog.getByRole("button", { name: "Make a code" }));
    const told = within(await screen.findByRole("alertdialog", { name: "The access code" }));
    expect(told.getByDisplayValue("ALUMNI26")).toBeTruthy();
    expect(told.getByDisplayValue(made.url)).toBeTruthy();
    expect(asked.findLast(({ method }) => method === "POST")?.body).toEqual({ label: "", expires_at: null });
  });

  it("is revoked, and what is over stands apart", async () => {
    const { user, asked } = visit({ [`DELETE ${PATH}/access-codes/code`]: () => new Response(null, { status: 204 }) });
    expect(await screen.findByText("No longer open: 1")).toBeTruthy();
    await choose(user, "Alumni", "Revoke");
    await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Revoke" }));
    expect(await screen.findByText("Alumni is revoked.")).toBeTruthy();
    expect(asked.some(({ method, path }) => method === "DELETE" && path.endsWith("/access-codes/code"))).toBe(true);
  });
});

describe("the shop before it sells", () => {
  it("is shown as it is at an instant of the event's clock", async () => {
    const { user, asked } = visit();
    expect(await screen.findByText("Not yet on sale")).toBeTruthy();
    await fill(user, screen.getByLabelText(/^Look at it at/), "2026-10-01T10:00");
    await screen.findByText("Early bird");
    const instants = asked.filter(({ path }) => path.endsWith("/shop-preview")).map(({ query }) => query.get("at"));
    expect([instants[0], instants.at(-1)]).toEqual([null, "2026-10-01T08:00:00.000Z"]);
  });

  it("is shown to others by links that end and are revoked", async () => {
    const made = { preview: LINK, token: "secret", url: "https://turnout.example/preview/secret" };
    const { user, asked } = visit({
      [`POST ${PATH}/shop-previews`]: made,
      [`DELETE ${PATH}/shop-previews/link`]: () => new Response(null, { status: 204 }),
    });
    await user.click(await screen.findByRole("button", { name: "Make a link" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Make a link" }));
    await user.click(dialog.getByLabelText(/^For whom/));
    await user.paste("Press");
    await user.click(dialog.getByRole("button", { name: "Make a link" }));
    const told = within(await screen.findByRole("alertdialog", { name: "The preview link" }));
    expect(told.getByDisplayValue(made.url)).toBeTruthy();
    expect(asked.find(({ method }) => method === "POST")?.body).toMatchObject({ label: "Press" });
    await user.click(told.getByRole("button", { name: "I have kept it" }));
    await choose(user, "Board", "Revoke");
    await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Revoke" }));
    expect(await screen.findByText("Board is revoked.")).toBeTruthy();
  });
});

describe("a list of guests", () => {
  it("is read from what people paste", () => {
    expect(guestsOf("Ada Lovelace, ada@example.org\n\n a@b.org; c@d.org\nnobody").guests).toEqual([
      { email: "ada@example.org", name: "Ada Lovelace" },
      { email: "a@b.org", name: "" },
      { email: "c@d.org", name: "" },
    ]);
    expect(guestsOf("nobody").unreadable).toEqual(["nobody"]);
  });
});
