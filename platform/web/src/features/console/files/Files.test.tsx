import { screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Answers, type Asked } from "../testing";
import type { EventFile } from "./queries";
import { madeFile } from "./testing";
import texts from "./texts/en.json";

const HERE = organization({ permissions: ["events.read", "files.read", "files.write"] });
const EVENT = madeEvent();
const FILES = `/organizations/${HERE.id}/files`;
const PATH = `/organizations/${HERE.id}/events/${EVENT.id}`;
const HALL = madeFile({ id: "hall", name: "hall.png" });
const PLAN = madeFile({ id: "plan", name: "plan.pdf", kind: "document", visibility: "private", scan: "pending" });
const GIVEN: EventFile = {
  id: "given-plan",
  event_id: EVENT.id,
  file: PLAN,
  audience: "holders",
  title: "",
  position: 0,
  version: 2,
  link: { url: "https://turnout.example/plan", expires_at: "2026-03-01T13:00:00Z" },
};
const PICTURE: EventFile = {
  ...GIVEN,
  id: "given-hall",
  file: HALL,
  audience: "public",
  title: "The hall",
  position: 1,
};

function visit(at: string, answers: Answers = {}, here = HERE) {
  return renderConsole(routes, {
    at,
    texts: { files: texts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET ${PATH}`]: EVENT,
      [`GET ${FILES}`]: ({ query }: Asked) => ({
        items: query.get("kind") === "image" ? [HALL] : [HALL, PLAN],
        next_cursor: null,
      }),
      [`GET ${FILES}/usage`]: { used_bytes: 12_500_000, quota_bytes: 1_000_000_000 },
      [`GET ${PATH}/files`]: { items: [GIVEN, PICTURE] },
      ...answers,
    },
  });
}

/** Where contents are sent: it answers as it is told, and says how far it is. */
class Store {
  static readonly sent: string[] = [];
  static status = 204;
  readonly upload = new EventTarget();
  readonly responseText = JSON.stringify({ code: "files.too-large", title: "Too large", detail: "It is too large." });
  readonly status = Store.status;
  private readonly target = new EventTarget();
  private asked = "";
  addEventListener(name: string, heard: () => void): void {
    this.target.addEventListener(name, heard);
  }
  open(method: string, url: string): void {
    this.asked = `${method} ${url}`;
  }
  setRequestHeader(name: string, value: string): void {
    this.asked += ` ${name}=${value}`;
  }
  send(): void {
    Store.sent.push(this.asked);
    this.upload.dispatchEvent(new ProgressEvent("progress", { loaded: 1, total: 2 }));
    this.target.dispatchEvent(new Event(Store.status === 0 ? "error" : "load"));
  }
}

const PLANNED = { id: "upload", method: "PUT", headers: { "Content-Type": "image/png" }, fields: {}, expires_at: "" };

async function choose(user: ReturnType<typeof visit>["user"], name: string, action: string): Promise<void> {
  await user.click(await screen.findByRole("button", { name: `More for ${name}` }));
  await user.click(await screen.findByRole("menuitem", { name: action }));
}

beforeEach(() => {
  localStorage.clear();
  Store.sent.length = 0;
  Store.status = 204;
  vi.stubGlobal("XMLHttpRequest", Store);
});
afterEach(() => vi.unstubAllGlobals());

const fileInput = (): HTMLInputElement => document.querySelector<HTMLInputElement>("input[type=file]")!;

describe("the files of an organization", () => {
  it("are listed with what they take, and found by kind", async () => {
    const { user, asked } = visit("/meridian/files");
    expect(await screen.findByText("12.5 MB of 1 GB used")).toBeTruthy();
    expect(await screen.findByText("Being scanned")).toBeTruthy();
    await user.selectOptions(screen.getByLabelText("Kind"), "image");
    expect(asked.findLast(({ path }) => path === FILES)?.query.get("kind")).toBe("image");
  });

  it("are sent where the plan says, then checked and kept", async () => {
    const { user, asked } = visit("/meridian/files", {
      [`POST ${FILES}/uploads`]: { ...PLANNED, url: "/api/v1/uploads/here" },
      [`POST ${FILES}/uploads/upload/complete`]: () => Response.json(HALL, { status: 201 }),
    });
    await screen.findByText("hall.png");
    await user.upload(fileInput(), new File(["x"], "hall.png", { type: "image/png" }));
    expect(await screen.findByText("hall.png is here.")).toBeTruthy();
    expect(Store.sent).toEqual(["PUT /api/v1/uploads/here Content-Type=image/png"]);
    expect(asked.find(({ method }) => method === "POST")?.body).toEqual({
      name: "hall.png",
      media_type: "image/png",
      bytes: 1,
      visibility: "private",
    });
  });

  it("go through the platform where a browser may not reach the store, and say why not", async () => {
    Store.status = 0;
    const { user, asked } = visit("/meridian/files", {
      [`POST ${FILES}/uploads`]: { ...PLANNED, fields: { key: "x" }, url: "https://store.example/bucket" },
      [`POST ${FILES}`]: () => Response.json({ status: 409, detail: "The room is full." }, { status: 409 }),
    });
    await screen.findByText("hall.png");
    await user.upload(fileInput(), new File(["x"], "notes.csv", { type: "text/csv" }));
    expect(await screen.findByText("The room is full.")).toBeTruthy();
    const [plan, form] = asked.filter(({ method }) => method === "POST");
    expect(plan?.body).toMatchObject({ media_type: "application/octet-stream" });
    expect(form?.headers.get("Content-Type")).toMatch(/^multipart\/form-data/);
  });

  it("are made public with a way back, shared by a link that ends, and deleted if unused", async () => {
    const inUse = { status: 409, code: "files.in-use", title: "Something still shows this file" };
    const { user, asked } = visit("/meridian/files", {
      [`PATCH ${FILES}/plan`]: ({ body }: Asked) => ({ ...PLAN, ...(body as object) }),
      [`POST ${FILES}/plan/links`]: { url: "https://turnout.example/signed", expires_at: "2026-03-01T13:00:00Z" },
      [`DELETE ${FILES}/plan`]: () => Response.json(inUse, { status: 409 }),
    });
    await choose(user, "plan.pdf", "Make public");
    await user.click(await screen.findByRole("button", { name: "Undo" }));
    expect(asked.filter(({ method }) => method === "PATCH").map(({ body }) => body)).toEqual([
      { visibility: "public" },
      { visibility: "private" },
    ]);
    await choose(user, "plan.pdf", "Make a link");
    const link = within(await screen.findByRole("dialog", { name: "Link to plan.pdf" }));
    await user.selectOptions(link.getByLabelText("A link that works for"), "day");
    await user.click(link.getByRole("button", { name: "Make a link" }));
    expect(await link.findByDisplayValue("https://turnout.example/signed")).toBeTruthy();
    expect(asked.at(-1)?.body).toEqual({ expires_in_seconds: 86_400 });
    await user.click(link.getByRole("button", { name: "Close" }));
    await choose(user, "plan.pdf", "Delete");
    const sure = within(await screen.findByRole("alertdialog"));
    await user.click(sure.getByRole("button", { name: "Delete" }));
    expect(await sure.findByText("Something still shows this file")).toBeTruthy();
  });

  it("are opened for all that is known of one, and the address keeps it open", async () => {
    const { user } = visit("/meridian/files?file=plan", { [`GET ${FILES}/plan`]: { ...PLAN, scan: "clean" } });
    const dialog = within(await screen.findByRole("dialog", { name: "plan.pdf" }));
    expect(dialog.getByDisplayValue("0".repeat(64))).toBeTruthy();
    expect(dialog.queryByText("Being scanned")).toBeNull();
    await user.click(dialog.getByRole("button", { name: "Close" }));
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("are only seen by who may not send them", async () => {
    visit("/meridian/files", {}, organization({ permissions: ["files.read"] }));
    expect(await screen.findByText("hall.png")).toBeTruthy();
    expect(fileInput()).toBeNull();
  });
});

describe("the files of an event", () => {
  const HOME = `/meridian/events/${EVENT.id}/files`;

  it("are given to an audience, chosen among those of the organization", async () => {
    const { user, asked } = visit(HOME, { [`POST ${PATH}/files`]: () => Response.json(PICTURE, { status: 201 }) });
    await user.click(await screen.findByRole("button", { name: "Add a file" }));
    const chooser = within(await screen.findByRole("dialog", { name: "Add a file" }));
    await user.click(await chooser.findByRole("button", { name: /hall.png/ }));
    const dialog = within(await screen.findByRole("dialog", { name: "hall.png" }));
    await user.click(dialog.getByRole("radio", { name: /Everybody/ }));
    await user.click(dialog.getByLabelText(/^Name on the page/));
    await user.paste("The hall");
    await user.click(dialog.getByRole("button", { name: "Add a file" }));
    expect(await screen.findByText("The hall is saved.")).toBeTruthy();
    const body = { file_id: "hall", title: "The hall", audience: "public", position: 2 };
    expect(asked.find(({ method }) => method === "POST")?.body).toEqual(body);
  });

  it("are changed over their version, moved, and taken from the event", async () => {
    const { user, asked } = visit(HOME, {
      [`PATCH ${PATH}/files/given-plan`]: ({ body }: Asked) => ({ ...GIVEN, ...(body as object), version: 3 }),
      [`PATCH ${PATH}/files/given-hall`]: PICTURE,
      [`DELETE ${PATH}/files/given-plan`]: () => new Response(null, { status: 204 }),
    });
    await user.click(await screen.findByRole("button", { name: "plan.pdf" }));
    const dialog = within(await screen.findByRole("dialog", { name: "plan.pdf" }));
    await user.click(dialog.getByRole("radio", { name: /The team/ }));
    await user.click(dialog.getByRole("button", { name: "Save changes" }));
    expect(await screen.findByText("plan.pdf is saved.")).toBeTruthy();
    await choose(user, "The hall", "Move up");
    expect(await screen.findByText("The hall is moved.")).toBeTruthy();
    const changes = asked.filter(({ method }) => method === "PATCH");
    expect(changes.map(({ body, headers }) => [body, headers.get("If-Match")])).toEqual([
      [{ audience: "staff" }, '"2"'],
      [{ position: 0 }, '"2"'],
      [{ position: 1 }, '"2"'],
    ]);
    await choose(user, "plan.pdf", "Take it from the event");
    const sure = within(await screen.findByRole("alertdialog"));
    await user.click(sure.getByRole("button", { name: "Take it from the event" }));
    expect(await screen.findByText("plan.pdf is no longer with the event.")).toBeTruthy();
  });
});
