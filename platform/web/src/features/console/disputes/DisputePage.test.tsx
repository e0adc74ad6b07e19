import { screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { CONNECTION_ID, madeDispute } from "../money/testing";
import money from "../money/texts/en.json";
import { routes } from "../routes";
import { organization, renderConsole, type Answers, type Asked } from "../testing";
import "./DisputePage";
import type { DisputeCase, DisputeResponse } from "./queries";
import texts from "./texts/en.json";

const ALL = ["payments.read", "payments.answer-disputes", "connections.read", "files.read"];
const BASE = `/organizations/${organization().id}`;
const ID = madeDispute().id;
const ONE = `${BASE}/payment-disputes/${ID}`;
const LIST = { id: "f1", name: "list.png", kind: "image", media_type: "image/png", bytes: 900, visibility: "private" };

const LIMITS = {
  text_length: 1000,
  file_bytes: 4_500_000,
  file_types: ["image/png", "application/pdf"],
  needs_file: false,
};

const ATTACHED = {
  file_id: "f1",
  kind: "service" as const,
  name: "list.png",
  media_type: "image/png",
  size_bytes: 900,
};

function madeCase(changes: Partial<DisputeCase> = {}): DisputeCase {
  return {
    dispute: madeDispute(),
    version: 1,
    text: "",
    topics: [],
    files: [],
    facts: [
      { topic: "product", text: "Order REG-7: 2 × Admission" },
      { topic: "check_ins", text: "Ada: admitted 2026-02-01 18:00 UTC" },
    ],
    limits: LIMITS,
    can_submit: true,
    can_accept: true,
    obstacle: null,
    responses: [],
    ...changes,
  };
}

const SENT: DisputeResponse = {
  id: "r1",
  dispute_id: ID,
  kind: "evidence",
  state: "done",
  standing: "under_review",
  error: "",
  text: "They were there.",
  facts: [{ topic: "product", text: "Order REG-7" }],
  files: [],
  asked_at: "2026-02-04T12:00:00Z",
  asked_by: "Dana Whitfield",
  sent_at: "2026-02-04T12:00:01Z",
  finished_at: "2026-02-04T12:00:02Z",
};

function visit(answers: Answers = {}, permissions: string[] = ALL) {
  return renderConsole(routes, {
    at: `/meridian/money/disputes/${ID}`,
    texts: { disputes: texts, money },
    answers: {
      "GET /me/organizations": { items: [organization({ permissions })], next_cursor: null },
      [`GET ${BASE}/connections`]: { items: [{ id: CONNECTION_ID, name: "Cards" }] },
      [`GET ${ONE}`]: madeCase(),
      [`GET ${BASE}/payments/${madeDispute().payment_id}/provider-links`]: {
        provider: "Stripe",
        items: [{ page: "dispute", object_id: madeDispute().provider_ref, url: "https://dashboard.example/dp" }],
      },
      [`GET ${BASE}/files`]: { items: [LIST], next_cursor: null },
      ...answers,
    },
  });
}

beforeEach(() => sessionStorage.clear());

describe("the page of a dispute", () => {
  it("keeps a draft of words and facts, shows what will be sent, and sends the version that was seen", async () => {
    let found = madeCase();
    const { user, asked } = visit({
      [`GET ${ONE}`]: () => found,
      [`PUT ${ONE}/evidence`]: ({ body }: Asked) => (found = { ...found, ...(body as object), version: 2 }),
      [`POST ${ONE}/submit`]: () => {
        found = madeCase({ can_submit: false, can_accept: false, obstacle: "answered", responses: [SENT] });
        return Response.json(SENT, { status: 202 });
      },
    });
    const preview = await screen.findByRole("button", { name: "Look through and send" });
    expect(preview).toHaveProperty("disabled", true);
    await user.click(screen.getByLabelText(/^In your words/));
    await user.paste("They were there.");
    await user.click(screen.getByLabelText(/^What was bought/));
    await user.click(screen.getByRole("button", { name: "Save draft" }));
    await screen.findByText("The draft is saved.");
    const saved = asked.find(({ method }) => method === "PUT");
    expect(saved?.headers.get("If-Match")).toBe('"1"');
    expect(saved?.body).toEqual({ text: "They were there.", topics: ["product"], files: [] });

    await user.click(screen.getByRole("button", { name: "Look through and send" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Send this evidence?" }));
    expect(dialog.getByText("They were there.")).toBeTruthy();
    expect(dialog.getByText("Order REG-7: 2 × Admission")).toBeTruthy();
    expect(dialog.queryByText(/admitted/)).toBeNull();
    await user.click(dialog.getByRole("button", { name: "Send evidence" }));
    expect(await screen.findByText("The bank looks at it.")).toBeTruthy();
    const sent = asked.find(({ method }) => method === "POST");
    expect(sent?.headers.get("If-Match")).toBe('"2"');
    expect(sent?.headers.get("Idempotency-Key")).toBeTruthy();
    expect(screen.queryByLabelText(/^In your words/)).toBeNull();
  });

  it("takes a file of the organization with what it shows, and says what the server refuses of it", async () => {
    const errors = [{ pointer: "/files/0/file_id", detail: "The provider takes no files of this type." }];
    const { user, asked } = visit({
      [`PUT ${ONE}/evidence`]: () => Response.json({ status: 422, errors }, { status: 422 }),
    });
    await user.click(await screen.findByRole("button", { name: "Add a file" }));
    await user.click(await screen.findByRole("button", { name: /list\.png/ }));
    await user.selectOptions(await screen.findByLabelText("What list.png shows"), "service");
    await user.click(screen.getByRole("button", { name: "Save draft" }));
    expect(await screen.findAllByText("The provider takes no files of this type.")).not.toHaveLength(0);
    expect(asked.find(({ method }) => method === "PUT")?.body).toMatchObject({
      files: [{ file_id: "f1", kind: "service" }],
    });
    await user.click(screen.getByRole("button", { name: "Take out list.png" }));
    expect(screen.queryByLabelText("What list.png shows")).toBeNull();
  });

  it.each([
    ["wants a file where the provider takes nothing without one", [], true],
    ["lets evidence with a file go to such a provider", [ATTACHED], false],
  ])("%s", async (_, files, isDisabled) => {
    visit({ [`GET ${ONE}`]: madeCase({ text: "They came.", files, limits: { ...LIMITS, needs_file: true } }) });
    await screen.findByText(texts["files.needed"]);
    expect(screen.getByRole("button", { name: "Look through and send" }).hasAttribute("disabled")).toBe(isDisabled);
  });

  it("asks before a dispute is let go, and says when the provider refuses", async () => {
    const problem = { status: 409, code: "disputes.decided", title: "This dispute is decided" };
    const { user } = visit({ [`POST ${ONE}/accept`]: () => Response.json(problem, { status: 409 }) });
    await user.click(await screen.findByRole("button", { name: "Let it go" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Let this dispute go?" }));
    expect(dialog.getByText(/keeps €78/)).toBeTruthy();
    await user.click(dialog.getByRole("button", { name: "Let it go" }));
    expect(await dialog.findByText(/This dispute is decided/)).toBeTruthy();
  });

  it("is to read only once it was answered, with what was sent", async () => {
    visit({
      [`GET ${ONE}`]: madeCase({
        can_submit: false,
        can_accept: false,
        obstacle: "answered",
        responses: [SENT, { ...SENT, id: "r0", state: "refused", standing: null, error: "file-gone" }],
      }),
    });
    expect(await screen.findByText("The bank looks at it.")).toBeTruthy();
    expect(screen.getAllByText("Dana Whitfield")).toHaveLength(2);
    expect(screen.getByText("A file was deleted before it could be sent.")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Save draft" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Let it go" })).toBeNull();
  });

  it("leads to the provider's own page where its adapter takes no evidence", async () => {
    visit({
      [`GET ${ONE}`]: madeCase({ can_submit: false, can_accept: false, obstacle: "provider", limits: null }),
    });
    expect(await screen.findByText(/in its own dashboard only/)).toBeTruthy();
  });

  it("has no button for who may not answer", async () => {
    visit({}, ["payments.read"]);
    expect(await screen.findByText("An admin of the organization can answer it.")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Let it go" })).toBeNull();
  });
});

it("a dispute leads to the provider's own page about it", async () => {
  visit();
  const link = await screen.findByRole("link", { name: "Open at Stripe" });
  expect(link.getAttribute("href")).toBe("https://dashboard.example/dp");
});
