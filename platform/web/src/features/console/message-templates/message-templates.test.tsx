import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { organization, renderConsole, type Answers } from "../testing";
import "./MessageTemplatePage";
import "./MessageTemplates";
import { fill } from "../../../ui/testing";
import type { Message, MessageTemplate, Preview, Version } from "./queries";
import texts from "./texts/en.json";

const HERE = organization({ permissions: ["message-templates.read", "message-templates.edit"] });
const LIST = `/organizations/${HERE.id}/message-templates`;
const MESSAGE: Message = {
  message: "order-confirmed",
  group: "orders",
  purpose: "Brings the tickets.",
  blocks: ["heading", "paragraph", "button", "event", "footer"],
  required: ["order.url"],
  variables: [{ path: "order.number", sample: "ABC-123", is_list: false }],
};
const TEMPLATE: MessageTemplate = {
  id: "0190b1de-0000-7000-8000-0000000000e1",
  message: "order-confirmed",
  language: "en",
  event_id: null,
  state: "published",
  content: {
    subject: "Yours",
    preheader: "",
    blocks: [
      { type: "paragraph", text: "Hello", url: "" },
      { type: "button", text: "Open", url: "{{ order.url }}" },
      { type: "footer", text: "", url: "" },
    ],
  },
  published_number: 1,
  is_changed: true,
  published_at: "2026-01-01T00:00:00Z",
  version: 3,
  created_at: "2026-01-01T00:00:00Z",
  updated_at: "2026-01-01T00:00:00Z",
};
const PREVIEW: Preview = {
  subject: "Yours it is",
  preheader: "",
  html: '<html><head></head><body><p style="color: red">Hello in the frame</p></body></html>',
  text: "Hello in plain words",
  content: TEMPLATE.content,
};
const VERSION: Version = {
  number: 1,
  content: { ...TEMPLATE.content, subject: "Former" },
  published_at: "2026-01-01T00:00:00Z",
  published_by: "user:1",
  diff: [{ sign: "removed", text: "Former" }],
};

function visit(at: string, answers: Answers = {}, here = HERE) {
  return renderConsole(routes, {
    at: `/meridian/${at}`,
    texts: { "message-templates": texts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET ${LIST}`]: { items: [] },
      [`GET ${LIST}/messages`]: { items: [MESSAGE] },
      [`GET ${LIST}/${TEMPLATE.id}`]: TEMPLATE,
      [`GET ${LIST}/${TEMPLATE.id}/versions`]: { items: [VERSION] },
      [`POST ${LIST}`]: () => Response.json(TEMPLATE, { status: 201 }),
      [`POST ${LIST}/previews`]: PREVIEW,
      [`PATCH ${LIST}/${TEMPLATE.id}`]: TEMPLATE,
      [`POST ${LIST}/${TEMPLATE.id}/publish`]: TEMPLATE,
      [`POST ${LIST}/${TEMPLATE.id}/test`]: () => new Response(null, { status: 204 }),
      ...answers,
    },
  });
}

beforeEach(() => {
  sessionStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

it("lists the emails with what they are for, and begins one", async () => {
  const shown = visit("message-templates");
  const rows = within(await screen.findByRole("list", { name: "Orders" }));
  expect(rows.getByText("Tickets")).toBeTruthy();
  expect(rows.getByText("Built in")).toBeTruthy();
  await shown.user.click(rows.getAllByRole("button", { name: /More|Actions/ })[0] as HTMLElement);
  await shown.user.click(await screen.findByRole("menuitem", { name: "Write your own" }));
  expect(await screen.findByLabelText(/^Subject/)).toBeTruthy();
  const sent = shown.asked.find(({ method, path }) => method === "POST" && path === LIST);
  expect(sent?.body).toEqual({ message: "order-confirmed", language: "en", event_id: null });
});

it("writes the draft over the version that was seen, and publishes it", async () => {
  const shown = visit(`message-templates/${TEMPLATE.id}`);
  const subject = await screen.findByLabelText(/^Subject/);
  await fill(shown.user, subject, "Mine");
  expect(screen.getByRole("button", { name: "Publish" }).hasAttribute("disabled")).toBe(true);
  await shown.user.click(screen.getByRole("button", { name: "Save draft" }));
  expect(await screen.findByText("The draft is saved.")).toBeTruthy();
  const sent = shown.asked.find(({ method }) => method === "PATCH");
  expect(sent?.headers.get("If-Match")).toBe('"3"');
  expect((sent?.body as { content: { subject: string } }).content.subject).toBe("Mine");
});

it("names the field that the API refuses", async () => {
  const errors = [{ pointer: "/content/blocks/0/text", detail: "Line 1: no such variable", code: "unknown-variable" }];
  const problem = { type: "about:blank", title: "Invalid", status: 422, code: "invalid", detail: "", errors };
  const refused = () =>
    Response.json(problem, { status: 422, headers: { "Content-Type": "application/problem+json" } });
  const shown = visit(`message-templates/${TEMPLATE.id}`, { [`PATCH ${LIST}/${TEMPLATE.id}`]: refused });
  await shown.user.type(await screen.findByLabelText(/^Subject/), "!");
  await shown.user.click(screen.getByRole("button", { name: "Save draft" }));
  expect(await screen.findAllByText("Line 1: no such variable")).not.toHaveLength(0);
});

it("adds a block before the footer, moves and removes blocks", async () => {
  const shown = visit(`message-templates/${TEMPLATE.id}`);
  const blocks = within(await screen.findByRole("list", { name: "Blocks" }));
  await shown.user.selectOptions(screen.getByLabelText(/^Kind of block/), "heading");
  await shown.user.click(screen.getByRole("button", { name: "Add" }));
  const names = () => blocks.getAllByRole("heading").map((each) => each.textContent);
  expect(names()).toEqual(["1. Paragraph", "2. Button", "3. Heading", "4. Footer"]);
  await shown.user.click(screen.getByRole("button", { name: "Move 3. Heading up" }));
  expect(names()).toEqual(["1. Paragraph", "2. Heading", "3. Button", "4. Footer"]);
  await shown.user.click(screen.getByRole("button", { name: "Remove 1. Paragraph" }));
  expect(names()).toEqual(["1. Heading", "2. Button", "3. Footer"]);
});

it("shows the mail in a frame that runs nothing, and takes a version up again", async () => {
  const shown = visit(`message-templates/${TEMPLATE.id}`);
  expect(await screen.findByText("Yours it is")).toBeTruthy();
  const frame = screen.getByTitle("Preview");
  expect(frame.getAttribute("sandbox")).toBe("allow-same-origin");
  await shown.user.selectOptions(screen.getByLabelText(/^Appearance/), "dark");
  await shown.user.selectOptions(screen.getByLabelText(/^Width/), "phone");
  await shown.user.click(await screen.findByText(/^Version 1/));
  await shown.user.click(screen.getByRole("button", { name: "Take up in the draft" }));
  expect(screen.getByLabelText<HTMLInputElement>(/^Subject/).value).toBe("Former");
});

it("sends a test to oneself; who may only look changes nothing", async () => {
  const shown = visit(`message-templates/${TEMPLATE.id}`);
  await shown.user.click(await screen.findByRole("button", { name: "Send a test to yourself" }));
  expect(await screen.findByText("The test is on its way to you.")).toBeTruthy();
});
