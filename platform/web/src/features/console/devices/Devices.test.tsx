import { screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Answers, type Asked } from "../testing";
import "./Devices";
import type { Conflict, Device, IssuedCode, JoiningCode } from "./queries";
import checkinTexts from "../checkin/texts/en.json";
import texts from "./texts/en.json";

const HERE = organization({ permissions: ["events.read", "checkin.scan", "checkin-devices.manage", "shifts.read"] });
const EVENT = madeEvent();
const PATH = `/organizations/${HERE.id}/events/${EVENT.id}`;
const SCOPE = {
  event_id: EVENT.id,
  list_ids: null,
  gate: "North",
  starts_at: null,
  ends_at: "2026-12-15T23:00:00Z",
  may_override: false,
  may_sell: false,
  is_kiosk: false,
  print_station_id: null,
};
const PHONE: Device = {
  ...SCOPE,
  id: "phone",
  name: "Phone of Ben",
  joined_at: "2026-12-14T15:00:00Z",
  revoked_at: null,
  seen_at: "2026-12-14T17:02:00Z",
  battery_percent: 41,
  app_version: "1.4.0",
  queue_length: 3,
  clock_offset_seconds: -540,
  state: "active",
};
const CODE: JoiningCode = {
  ...SCOPE,
  id: "code",
  max_uses: 2,
  uses: 1,
  expires_at: "2026-12-14T16:00:00Z",
  created_at: "2026-12-14T15:45:00Z",
  state: "open",
};
const CONFLICT: Conflict = {
  id: "conflict",
  reason: "already_admitted",
  ticket_id: "ticket",
  name: "Grace Hopper",
  happened_at: "2026-12-14T17:05:00Z",
  gate: "South",
  device: "Tablet",
  uploaded_at: "2026-12-14T19:00:00Z",
  admission_id: "admission",
  admitted_at: "2026-12-14T17:02:00Z",
  admitted_gate: "North",
  admitted_device: "Phone of Ben",
};
const ISSUED: IssuedCode = {
  joining_code: CODE,
  code: "turnout_join_secret",
  url: "https://turnout.test/door#x",
  qr_svg: "<svg/>",
};

function visit(answers: Answers = {}, more: readonly string[] = []) {
  const here = { ...HERE, permissions: [...HERE.permissions, ...more] };
  return renderConsole(routes, {
    at: `/meridian/events/${EVENT.id}/checkin/devices`,
    texts: { devices: texts, checkin: checkinTexts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET ${PATH}`]: EVENT,
      [`GET ${PATH}/checkin-devices`]: { items: [PHONE] },
      [`GET ${PATH}/checkin-joining-codes`]: { items: [] },
      [`GET ${PATH}/checkin-conflicts`]: { items: [], next_cursor: null },
      [`GET ${PATH}/checkin-lists`]: { items: [{ id: "side", name: "Side door" }] },
      [`GET ${PATH}/gates`]: { items: [{ id: "gate", name: "North" }] },
      ...answers,
    },
  });
}

const sent = (asked: readonly Asked[], end: string) =>
  asked.find(({ method, path }) => method !== "GET" && path.endsWith(end));

beforeEach(() => localStorage.clear());

describe("check-in devices", () => {
  it("says what each may do and how it is", async () => {
    visit();
    expect(await screen.findByText("Phone of Ben")).toBeTruthy();
    expect(screen.getByText("Every list · at North · until Wed 16 Dec, 00:00")).toBeTruthy();
    expect(screen.getByText("Battery 41% · App 1.4.0 · 3 scans to upload · Clock wrong by 9 minutes")).toBeTruthy();
    expect(screen.getByText("Seen Mon 14 Dec, 18:02")).toBeTruthy();
  });

  it("makes a code and shows it as a QR code, once", async () => {
    const { user, asked } = visit({
      [`GET ${PATH}/checkin-devices`]: { items: [] },
      [`POST ${PATH}/checkin-joining-codes`]: () => Response.json(ISSUED, { status: 201 }),
    });
    expect(await screen.findByText("No device has joined yet")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Add device" }));
    const panel = within(await screen.findByRole("dialog", { name: "New device" }));
    await user.click(panel.getByRole("radio", { name: "Some lists" }));
    await user.clear(panel.getByLabelText("Devices that may join by this code"));
    await user.click(panel.getByRole("button", { name: "Make code" }));
    expect((await panel.findAllByText("Choose at least one list")).length).toBeGreaterThan(0);
    expect(panel.getAllByText("Enter a number from 1 to 100").length).toBeGreaterThan(0);
    await user.click(panel.getByRole("checkbox", { name: "Side door" }));
    await user.type(panel.getByLabelText("Devices that may join by this code"), "2");
    await user.selectOptions(panel.getByLabelText(/^Gate/), "North");
    await user.click(panel.getByRole("radio", { name: "1 hour" }));
    await user.click(panel.getByRole("button", { name: "Make code" }));
    expect(await screen.findByRole("img", { name: "QR code by which a device joins" })).toBeTruthy();
    expect(screen.getByDisplayValue("https://turnout.test/door#x")).toBeTruthy();
    expect(sent(asked, "/checkin-joining-codes")?.body).toMatchObject({
      list_ids: ["side"],
      gate: "North",
      max_uses: 2,
      expires_in_seconds: 3600,
      may_override: false,
      may_sell: false,
    });
  });

  it("makes a code for a kiosk, with a PIN and badges, and nothing that a kiosk may not", async () => {
    const { user, asked } = visit(
      {
        [`GET ${PATH}/checkin-devices`]: { items: [] },
        [`POST ${PATH}/checkin-joining-codes`]: () => Response.json(ISSUED, { status: 201 }),
      },
      ["checkin.override", "badges.print", "orders.record-payments"],
    );
    await user.click(await screen.findByRole("button", { name: "Add device" }));
    const panel = within(await screen.findByRole("dialog", { name: "New device" }));
    await user.click(panel.getByRole("checkbox", { name: /May let people in/ }));
    await user.click(panel.getByRole("checkbox", { name: /^Kiosk/ }));
    expect(panel.queryByRole("checkbox", { name: /May let people in/ })).toBeNull();
    await user.type(panel.getByLabelText(/^PIN/), "12");
    await user.click(panel.getByRole("checkbox", { name: /Prints a badge/ }));
    await user.click(panel.getByRole("button", { name: "Make code" }));
    expect(panel.getAllByText(texts["wrong.pin"]).length).toBeGreaterThan(0);
    await user.type(panel.getByLabelText(/^PIN/), "34");
    await user.click(panel.getByRole("button", { name: "Make code" }));
    expect(await screen.findByRole("img", { name: "QR code by which a device joins" })).toBeTruthy();
    expect(sent(asked, "/checkin-joining-codes")?.body).toMatchObject({
      kiosk: { pin: "1234", prints_badges: true },
      may_override: false,
      may_sell: false,
    });
  });

  it("offers no badges to who may not print them", async () => {
    const { user } = visit({ [`GET ${PATH}/checkin-devices`]: { items: [] } });
    await user.click(await screen.findByRole("button", { name: "Add device" }));
    const panel = within(await screen.findByRole("dialog", { name: "New device" }));
    await user.click(panel.getByRole("checkbox", { name: /^Kiosk/ }));
    expect(panel.queryByRole("checkbox", { name: /Prints a badge/ })).toBeNull();
  });

  it("tells who was let in twice, where and when", async () => {
    visit({ [`GET ${PATH}/checkin-conflicts`]: { items: [CONFLICT], next_cursor: null } });
    expect(await screen.findByText("Grace Hopper")).toBeTruthy();
    expect(screen.getByText("Let in twice")).toBeTruthy();
    expect(screen.getByText("Let in: Mon 14 Dec, 18:05 · South · Tablet")).toBeTruthy();
    expect(screen.getByText("Counts: Mon 14 Dec, 18:02 · North · Phone of Ben")).toBeTruthy();
  });

  it("says of a device that was removed how many scans were lost with it", async () => {
    const removed = { ...PHONE, state: "revoked", revoked_at: "2026-12-14T18:00:00Z" };
    visit({ [`GET ${PATH}/checkin-devices`]: { items: [removed] } });
    expect(await screen.findByText("3 scans were never uploaded")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "More for Phone of Ben" })).toBeNull();
  });

  it("removes a device after asking", async () => {
    const { user, asked } = visit({
      [`POST ${PATH}/checkin-devices/phone/revoke`]: { ...PHONE, state: "revoked" },
    });
    await user.click(await screen.findByRole("button", { name: "More for Phone of Ben" }));
    await user.click(await screen.findByRole("menuitem", { name: "Remove device" }));
    expect(sent(asked, "/revoke")).toBeUndefined();
    const dialog = within(await screen.findByRole("alertdialog"));
    await user.click(dialog.getByRole("button", { name: "Remove device" }));
    expect(await screen.findByText("Phone of Ben is removed.")).toBeTruthy();
    expect(sent(asked, "/revoke")).toBeDefined();
  });

  it("ends a code that is still good", async () => {
    const { user, asked } = visit({
      [`GET ${PATH}/checkin-joining-codes`]: { items: [CODE] },
      [`DELETE ${PATH}/checkin-joining-codes/code`]: () => new Response(null, { status: 204 }),
    });
    expect(await screen.findByText("1 of 2 joined")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: /^More for Code of/ }));
    await user.click(await screen.findByRole("menuitem", { name: "End code" }));
    const dialog = within(await screen.findByRole("alertdialog"));
    await user.click(dialog.getByRole("button", { name: "End code" }));
    expect(await screen.findByText("The code has ended.")).toBeTruthy();
    expect(sent(asked, "/code")?.method).toBe("DELETE");
  });
});
