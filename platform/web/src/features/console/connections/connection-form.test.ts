// A connection as a form: what it begins with, and what is sent of it.
import { describe, expect, it } from "vitest";
import type { Adapter, Connection } from "./adapters";
import { changesOf, emptyForm, formOf, newBody } from "./connection-form";
import { readFields } from "./setting-fields";

const SETTINGS = {
  properties: {
    webhook_url: { title: "Address", type: "string", format: "password", writeOnly: true },
    orders: { title: "Orders", type: "boolean", default: true },
    team: { title: "Team", type: "boolean", default: false },
    only_events: { title: "Only these events", type: "array", items: { type: "string" }, default: [] },
  },
};
const NAMES = ["webhook_url", "orders", "team", "only_events"];
const ROOM = { key: "room", kind: "chat", title: "Room", fields: readFields(SETTINGS, NAMES) } as unknown as Adapter;

const made = (settings: Record<string, unknown>): Connection =>
  ({ name: "Crew", mode: "live", settings, currencies: [], countries: [] }) as unknown as Connection;

describe("a connection that was made without saying its topics", () => {
  it("has those ticked that the adapter sends by itself, and saving another change says nothing of them", () => {
    const form = formOf(made({}), ROOM);
    expect(form).toEqual(
      expect.objectContaining({ "setting.orders": "yes", "setting.team": "", "setting.webhook_url": "" }),
    );
    expect(changesOf({ ...form, name: "Office" }, ["name"], ROOM)).toEqual({ name: "Office" });
    expect(changesOf({ ...form, "setting.orders": "" }, ["setting.orders"], ROOM)).toEqual({
      values: { orders: false },
    });
  });

  it("has what was said, whatever the default", () => {
    const form = formOf(made({ orders: false, team: true, only_events: ["e1"] }), ROOM);
    expect([form["setting.orders"], form["setting.team"], form["setting.only_events"]]).toEqual(["", "yes", "e1"]);
  });
});

it("a box that is unticked before the connection is made is sent as no", () => {
  const form = { ...emptyForm(ROOM), "setting.webhook_url": "https://room.example/x", "setting.orders": "" };
  expect(newBody(form, ROOM).values).toEqual({ webhook_url: "https://room.example/x", orders: false, team: false });
});
