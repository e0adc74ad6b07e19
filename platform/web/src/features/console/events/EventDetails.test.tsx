import { screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Asked } from "../testing";
import texts from "./texts/en.json";

const HERE = organization();
const EVENT = madeEvent();
const PATH = `/organizations/${HERE.id}/events/${EVENT.id}`;

function visit(patch: unknown, current: () => unknown = () => EVENT) {
  return renderConsole(routes, {
    at: `/meridian/events/${EVENT.id}/details`,
    texts: { events: texts },
    answers: {
      "GET /me/organizations": { items: [HERE], next_cursor: null },
      [`GET ${PATH}`]: current,
      [`PATCH ${PATH}`]: patch,
    },
  });
}

beforeEach(() => localStorage.clear());

describe("the details of an event", () => {
  it("are saved with the version that was seen, and nothing but what changed", async () => {
    const { user, asked } = visit(({ body }: Asked) => ({ ...EVENT, ...(body as object), version: 4 }));
    const title = await screen.findByLabelText("Title");
    await user.clear(title);
    await user.type(title, "Night");
    await user.click(screen.getByRole("button", { name: "Save changes" }));
    expect(await screen.findByText("The changes are saved.")).toBeTruthy();
    const sent = asked.find(({ method }) => method === "PATCH");
    expect(sent?.headers.get("If-Match")).toBe('"3"');
    expect(sent?.body).toEqual({ title: "Night" });
  });

  it("show both sides where somebody else was faster, and save over theirs when told", async () => {
    let version = 3;
    const theirs = { ...EVENT, title: "Evening", version: 4 };
    const { user, asked } = visit(
      ({ headers, body }: Asked) =>
        headers.get("If-Match") === '"4"'
          ? { ...theirs, ...(body as object), version: 5 }
          : ((version = 4), Response.json({ status: 412, code: "precondition-failed" }, { status: 412 })),
      () => (version === 3 ? EVENT : theirs),
    );
    const title = await screen.findByLabelText("Title");
    await user.clear(title);
    await user.type(title, "Night");
    await user.click(screen.getByRole("button", { name: "Save changes" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Somebody else saved meanwhile" }));
    expect(dialog.getByText("Night")).toBeTruthy();
    expect(dialog.getByText("Evening")).toBeTruthy();
    await user.click(dialog.getByRole("button", { name: "Save mine" }));
    expect(await screen.findByText("The changes are saved.")).toBeTruthy();
    expect(asked.at(-1)?.body ?? asked.findLast(({ method }) => method === "PATCH")?.body).toEqual({ title: "Night" });
  });
});
