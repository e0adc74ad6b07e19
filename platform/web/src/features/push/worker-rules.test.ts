import { expect, it } from "vitest";
import { notificationOf, targetOf } from "./worker-rules";

const ORIGIN = "https://tickets.example";

it("shows what the server wrote, under its tag", () => {
  const said = { title: "New times", body: "Harbour Society", url: `${ORIGIN}/my-tickets/messages`, tag: "t1" };
  expect(notificationOf(JSON.stringify(said), ORIGIN)).toEqual({
    title: "New times",
    options: { body: "Harbour Society", dir: "auto", tag: "t1", data: { url: `${ORIGIN}/my-tickets/messages` } },
  });
});

it.each(["", "{", "null", "7", '"text"', '{"title":7,"url":{}}'])("shows something of %s as well", (said) => {
  const { title, options } = notificationOf(said, ORIGIN);
  expect(title).toBe("tickets.example");
  expect(options).toEqual({ body: "", dir: "auto", data: { url: `${ORIGIN}/` } });
});

it.each([
  "https://evil.example/",
  "javascript:alert(1)",
  "//evil.example",
  "data:text/html,x",
  "http://tickets.example/",
])("never leads to %s", (url) => {
  expect(targetOf(url, ORIGIN)).toBe(`${ORIGIN}/`);
});

it("leads to a path of ours", () => {
  expect(targetOf("/console/demo/money", ORIGIN)).toBe(`${ORIGIN}/console/demo/money`);
});
