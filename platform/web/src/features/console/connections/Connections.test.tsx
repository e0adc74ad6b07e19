import { screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { routes } from "../routes";
import { organization, renderConsole, type Answers, type Asked } from "../testing";
import { fill } from "../../../ui/testing";
import type { Connection } from "./adapters";
import "./ChooseAdapter";
import "./ConnectionPage";
import "./NewConnection";
import texts from "./texts/en.json";

const HERE = organization({ permissions: ["connections.read", "connections.edit"] });
const PATH = `/organizations/${HERE.id}/connections`;
const PLACE = "/meridian/settings/connections";
const ADDRESS = "https://turnout.example/hooks/v1/payments/here/reserved";
const SECRET = { type: "string", format: "password", writeOnly: true };

const ACME = {
  key: "acme",
  kind: "payments",
  title: "Acme Pay",
  is_working: true,
  is_called: true,
  quality: "gold",
  fields: ["api_key", "account", "former_secrets", "api_base"],
  settings: {
    required: ["api_key"],
    properties: {
      api_base: { title: "Address", type: "string", default: "https://acme.example", "x-fixed-in-production": true },
      api_key: { ...SECRET, title: "Secret key", description: "sk_test_…" },
      account: { title: "Account", anyOf: [{ type: "string", pattern: "^acct_" }, { type: "null" }], default: null },
      former_secrets: { title: "Former secrets", type: "array", items: SECRET, default: [] },
    },
  },
  capabilities: { methods: [{ title: "Card" }], currencies: ["EUR", "USD"], refund: true, separate_capture: true },
};

function made(changes: Partial<Connection> = {}): Connection {
  return {
    id: "c1",
    kind: "payments",
    adapter_key: "acme",
    name: "Acme Pay",
    mode: "test",
    settings: { api_base: "https://acme.example", account: "acct_1" },
    secrets_set: ["api_key"],
    state: "active",
    position: 1,
    collects: "at_once",
    countries: [],
    currencies: [],
    circuit: "closed",
    is_called: true,
    is_used: true,
    is_healthy: true,
    health_detail: "",
    checked_at: "2026-03-01T12:00:00Z",
    webhook_url: ADDRESS,
    version: 1,
    ...changes,
  };
}

function visit(path: string, answers: Answers) {
  return renderConsole(routes, {
    at: `${PLACE}${path}`,
    texts: { connections: texts },
    answers: {
      "GET /me/organizations": { items: [HERE], next_cursor: null },
      "GET /adapters": { items: [ACME, { key: "broken", kind: "payments", is_working: false, is_called: true }] },
      [`GET ${PATH}`]: { items: [] },
      [`POST ${PATH}/reservations`]: { reservation: "proof", webhook_url: ADDRESS },
      ...answers,
    },
  });
}

const sent = (asked: readonly Asked[], method: string): readonly Asked[] =>
  asked.filter((each) => each.method === method && !each.path.endsWith("reservations"));

beforeEach(() => localStorage.clear());

describe("connections", () => {
  it("begin with a choice; the first is made at the address that was shown, and tested at once", async () => {
    const { user, asked } = visit("", {
      [`POST ${PATH}`]: made({ is_healthy: null, checked_at: null }),
      [`POST ${PATH}/c1/health`]: made(),
      [`GET ${PATH}/c1`]: made(),
    });
    await user.click(await screen.findByRole("link", { name: "Add connection" }));
    await user.click(await screen.findByRole("link", { name: "Acme Pay" }));
    expect((await screen.findByLabelText<HTMLInputElement>("Webhook address")).value).toBe(ADDRESS);
    await user.click(screen.getByRole("button", { name: "Connect" }));
    expect(await screen.findAllByText("Fill this in")).toHaveLength(2);
    expect(screen.getByLabelText<HTMLInputElement>("Secret key").type).toBe("password");
    await fill(user, screen.getByLabelText("Secret key"), "sk_test_1");
    await user.click(screen.getByRole("button", { name: "Connect" }));
    expect(await screen.findByText("Acme Pay is connected.")).toBeTruthy();
    expect(await screen.findByText("Buyers are offered it at the checkout of every event.")).toBeTruthy();
    const [creation, check] = sent(asked, "POST");
    expect(creation?.body).toEqual({
      kind: "payments",
      adapter_key: "acme",
      name: "Acme Pay",
      mode: "test",
      values: { api_key: "sk_test_1", api_base: "https://acme.example" },
      options: { collects: "at_once", currencies: [], countries: [] },
      reservation: "proof",
    });
    expect(check?.path).toBe(`${PATH}/c1/health`);
  });

  it("are offered by kind, without what the operator sets up for the whole platform", async () => {
    const offered = ["sms", "calendar", "push", "search", "challenge"].map((kind) => ({
      ...ACME,
      kind,
      key: `of-${kind}`,
      title: `Acme ${kind}`,
    }));
    visit("/new", { "GET /adapters": { items: [ACME, ...offered] } });

    expect(await screen.findByText("Acme sms")).toBeTruthy();
    const headings = screen.getAllByRole("heading", { level: 2 }).map(({ textContent }) => textContent);
    expect(headings).toEqual([texts["kind.payments"], texts["kind.sms"], texts["kind.challenge"]]);
  });

  it("say what a validator says at its field, and keep a stored secret unless another is typed", async () => {
    const wrong = { status: 422, errors: [{ pointer: "/values/api_key", detail: "This key is of another account." }] };
    let refuses = true;
    const { user, asked } = visit("/c1", {
      [`GET ${PATH}/c1`]: made(),
      [`PATCH ${PATH}/c1`]: () => (refuses ? Response.json(wrong, { status: 422 }) : made({ version: 2 })),
    });
    const account = await screen.findByLabelText("Account (optional)");
    await fill(user, account, "other");
    await user.click(screen.getByRole("button", { name: "Save changes" }));
    expect(await screen.findAllByText(/Copy it again from the provider/)).toHaveLength(2);
    await user.clear(account);
    await user.click(screen.getByRole("button", { name: "Save changes" }));
    expect(await screen.findAllByText("This key is of another account.")).toHaveLength(2);
    refuses = false;
    await fill(user, screen.getByLabelText("Secret key"), "sk_test_2");
    await user.click(screen.getByRole("button", { name: "Save changes" }));
    expect(await screen.findByText("The changes are saved. Test the connection.")).toBeTruthy();
    const bodies = sent(asked, "PATCH").map(({ body }) => body);
    expect(bodies).toEqual([{ values: { account: null } }, { values: { api_key: "sk_test_2", account: null } }]);
    expect(sent(asked, "PATCH")[0]?.headers.get("If-Match")).toBe('"1"');
  });

  it("show which one buyers are offered, and are moved and switched off where they are listed", async () => {
    const real = made({ id: "c2", name: "Real", mode: "live", position: 2, version: 5 });
    const { user, asked } = visit("", {
      [`GET ${PATH}`]: { items: [made({ is_used: false, is_healthy: false, health_detail: "No such key." }), real] },
      [`PATCH ${PATH}/c1`]: made(),
      [`PATCH ${PATH}/c2`]: real,
      [`POST ${PATH}/c1/health`]: made({ is_healthy: false, health_detail: "No such key." }),
    });
    const tests = within((await screen.findByRole("link", { name: "Acme Pay" })).closest("li")!);
    expect(tests.getByText(/stands in for it/)).toBeTruthy();
    expect(tests.getByText(/No such key/)).toBeTruthy();
    const choose = async (name: string, action: string): Promise<void> => {
      await user.click(screen.getByRole("button", { name: `More for ${name}` }));
      await user.click(await screen.findByRole("menuitem", { name: action }));
    };
    await choose("Acme Pay", "Test connection");
    expect(await screen.findByText("Acme Pay does not work: No such key.")).toBeTruthy();
    await choose("Real", "Move up");
    expect(await screen.findByText("Real is moved.")).toBeTruthy();
    await choose("Real", "Switch off");
    expect(await screen.findByText("Real is off. Nothing new goes through it.")).toBeTruthy();
    expect(sent(asked, "PATCH").map(({ path, body }) => [path.split("/").at(-1), body])).toEqual([
      ["c2", { options: { position: 1 } }],
      ["c1", { options: { position: 2 } }],
      ["c2", { state: "disabled" }],
    ]);
  });

  it("of a chat channel are tried out by a message, and what became of it is said", async () => {
    const outcomes = ["sent", "failed", "unknown"];
    const channel = made({ kind: "chat", adapter_key: "slack", name: "Crew", webhook_url: null });
    const { user, asked } = visit("/c1", {
      [`GET ${PATH}/c1`]: channel,
      [`POST ${PATH}/c1/test-message`]: () => ({ outcome: outcomes.shift(), reason: "" }),
    });
    const button = await screen.findByRole("button", { name: "Send a test message" });
    for (const said of [/is in Crew/, /did not get through to Crew/, /Nobody can say whether Crew/]) {
      await user.click(button);
      expect(await screen.findByText(said)).toBeTruthy();
    }
    expect(sent(asked, "POST")).toHaveLength(3);
  });

  it("are deleted knowingly: refunds through them are given up only when asked again", async () => {
    const used = { status: 409, code: "connections.in-use", title: "In use", pending: 0, refundable: 3 };
    const { user, asked } = visit("/c1", {
      [`GET ${PATH}/c1`]: made(),
      [`DELETE ${PATH}/c1`]: ({ query }: Asked) =>
        query.get("gives_up_refunds") === "true"
          ? new Response(null, { status: 204 })
          : Response.json(used, { status: 409 }),
    });
    await user.click(await screen.findByRole("button", { name: "Delete" }));
    const dialog = within(await screen.findByRole("alertdialog", { name: "Delete Acme Pay?" }));
    await user.click(dialog.getByRole("button", { name: "Delete" }));
    expect(await dialog.findByText(/could be refunded through it: 3/)).toBeTruthy();
    await user.click(dialog.getByRole("button", { name: "Delete all the same" }));
    expect(await screen.findByText("Nothing is connected yet")).toBeTruthy();
    expect(sent(asked, "DELETE")).toHaveLength(2);
  });
});
