import { screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { routes } from "../routes";
import { organization, renderConsole, type Answers, type Asked } from "../testing";
import { keyOf } from "./field-form";
import type { OwnField } from "./queries";
import texts from "./texts/en.json";

const HERE = organization({ permissions: ["events.read", "events.fields"] });
const FIELDS = `/organizations/${HERE.id}/event-fields`;
const COST: OwnField = {
  key: "cost_centre",
  label: "Cost centre",
  type: "number",
  help: "Of the department.",
  choices: [],
  is_required: true,
  is_public: false,
};
const DRESS: OwnField = { ...COST, key: "dress", label: "Dress code", type: "text", is_required: false };

function visit(answers: Answers = {}, fields: readonly OwnField[] = [COST, DRESS], here = HERE) {
  return renderConsole(routes, {
    at: "/meridian/settings/event-fields",
    texts: { fields: texts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET ${FIELDS}`]: { fields, version: 4 },
      ...answers,
    },
  });
}

const stated = (asked: readonly Asked[]) => asked.filter(({ method }) => method === "PUT");

beforeEach(() => localStorage.clear());

describe("own fields of events", () => {
  it("begin with the next step, and one is added with its choices", async () => {
    const { user, asked } = visit(
      { [`PUT ${FIELDS}`]: ({ body }: Asked) => ({ ...(body as object), version: 5 }) },
      [],
    );
    await user.click(await screen.findByRole("button", { name: "Add field" }));
    const panel = within(await screen.findByRole("dialog", { name: "New field" }));
    await user.selectOptions(panel.getByLabelText("What it says"), "choice");
    await user.click(panel.getByRole("button", { name: "Add field" }));
    expect(panel.getAllByText("Write at least one choice")).toHaveLength(2);
    await user.click(panel.getByLabelText("Name"));
    await user.paste("Dress code");
    await user.click(panel.getByLabelText("Choices"));
    await user.paste("Black tie\n\nNone ");
    await user.click(panel.getByRole("button", { name: "Add field" }));
    expect(await screen.findByText("Dress code is saved.")).toBeTruthy();
    const [sent] = stated(asked);
    expect([sent?.headers.get("If-Match"), sent?.body]).toEqual([
      '"4"',
      {
        fields: [
          {
            key: "dress_code",
            label: "Dress code",
            type: "choice",
            help: "",
            choices: ["Black tie", "None"],
            is_required: false,
            is_public: true,
          },
        ],
      },
    ]);
  });

  it("are moved and deleted, all of them stated anew", async () => {
    const { user, asked } = visit({ [`PUT ${FIELDS}`]: ({ body }: Asked) => ({ ...(body as object), version: 5 }) });
    expect(await screen.findByText("Needed to publish")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "More for Dress code" }));
    await user.click(await screen.findByRole("menuitem", { name: "Move up" }));
    await user.click(await screen.findByRole("button", { name: "More for Cost centre" }));
    await user.click(await screen.findByRole("menuitem", { name: "Delete" }));
    await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Delete" }));
    expect(await screen.findByText("Cost centre is deleted.")).toBeTruthy();
    expect(stated(asked).map(({ body }) => body)).toEqual([{ fields: [DRESS, COST] }, { fields: [DRESS] }]);
  });

  it("show both sides where somebody else was faster", async () => {
    let fields = [COST];
    const { user } = visit({
      [`GET ${FIELDS}`]: () => ({ fields, version: 4 }),
      [`PUT ${FIELDS}`]: () => (
        (fields = [{ ...COST, label: "Cost unit" }]),
        Response.json({ status: 412, code: "precondition-failed" }, { status: 412 })
      ),
    });
    await user.click(await screen.findByRole("button", { name: "Cost centre" }));
    const panel = within(await screen.findByRole("dialog", { name: "Cost centre" }));
    await user.clear(panel.getByLabelText("Name"));
    await user.paste("Department");
    await user.click(panel.getByRole("button", { name: "Save changes" }));
    const conflict = within(await screen.findByRole("dialog", { name: "Somebody else saved meanwhile" }));
    expect([conflict.getByText("Department"), conflict.getByText("Cost unit")]).toHaveLength(2);
  });

  it("are only read by who may not state them", async () => {
    const { user } = visit({}, [COST], organization({ permissions: ["events.read"] }));
    await user.click(await screen.findByRole("button", { name: "Cost centre" }));
    const panel = within(await screen.findByRole("dialog", { name: "Cost centre" }));
    expect(panel.queryByRole("button", { name: "Save changes" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Add field" })).toBeNull();
  });

  it("have keys of their own", () => {
    expect(keyOf("Çost centre (2026)", [])).toBe("cost_centre_2026");
    expect(keyOf("Dress", ["dress", "dress_2"])).toBe("dress_3");
    expect(keyOf("年", [])).toBe("field");
  });
});
