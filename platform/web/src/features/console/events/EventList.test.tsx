import { screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Asked } from "../testing";
import "./EventList";
import { fill } from "../../../ui/testing";
import texts from "./texts/en.json";

const HERE = organization();
const EVENTS = `/organizations/${HERE.id}/events`;

it("the search keeps its letters though answers are late, and asks once the typing rests", async () => {
  const late = ({ query }: Asked): unknown =>
    query.has("q") ? new Promise(() => undefined) : { items: [madeEvent()], next_cursor: null };
  const { user, asked } = renderConsole(routes, {
    at: "/meridian/events",
    texts: { events: texts },
    answers: { "GET /me/organizations": { items: [HERE], next_cursor: null }, [`GET ${EVENTS}`]: late },
  });
  const field = await screen.findByRole("searchbox");
  await fill(user, field, "lantern night");
  expect((field as HTMLInputElement).value).toBe("lantern night");
  const searches = (): (string | null)[] =>
    asked.filter(({ path, query }) => path === EVENTS && query.has("q")).map(({ query }) => query.get("q"));
  await waitFor(() => expect(searches()).toContain("lantern night"));
  expect((field as HTMLInputElement).value).toBe("lantern night");
});
