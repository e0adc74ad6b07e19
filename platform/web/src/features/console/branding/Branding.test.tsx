// Branding: previewed while it is chosen, warned of where it cannot be read, and saved over the version that was seen.
import { screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { madeFile } from "../files/testing";
import fileTexts from "../files/texts/en.json";
import "../files/ChooseFile";
import { routes } from "../routes";
import { organization, renderConsole, type Answers } from "../testing";
import "./Branding";
import { fill } from "../../../ui/testing";
import texts from "./texts/en.json";

const HERE = organization({ permissions: ["organizations.read", "organizations.manage", "files.read", "files.write"] });
const PATH = `/organizations/${HERE.id}`;
const OWN = {
  id: HERE.id,
  slug: "meridian",
  name: "Meridian",
  currency: "EUR",
  brand_color: "#1f3a8a",
  font: "sans",
  logo_file_id: null as string | null,
  version: 4,
};

function visit(answers: Answers = {}, here = HERE) {
  return renderConsole(routes, {
    at: "/meridian/settings/branding",
    texts: { branding: texts, files: fileTexts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET ${PATH}`]: OWN,
      [`GET ${PATH}/files`]: { items: [madeFile({ id: "logo", name: "logo.png" })], next_cursor: null },
      ...answers,
    },
  });
}

beforeEach(() => {
  sessionStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

describe("Branding", () => {
  it("names what cannot be read with its ratio, and offers the nearest colour that can", async () => {
    const { user, asked } = visit({ [`PATCH ${PATH}`]: { ...OWN, brand_color: "#846a08", version: 5 } });
    const colour = await screen.findByLabelText(/^Colour/);
    await fill(user, colour, "#FFD23F");
    const warning = within(screen.getByText("This colour is hard to read").closest<HTMLElement>("[role=status]")!);
    expect(warning.getByText("Links on the page: 1.3 to 1")).toBeTruthy();
    await user.click(warning.getByRole("button", { name: "Use #846a08" }));
    expect(await screen.findByText(/^Easy to read/)).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Save changes" }));
    expect(await screen.findByText("Your branding is saved.")).toBeTruthy();
    const sent = asked.filter(({ method }) => method !== "GET");
    expect(sent.map(({ method, body }) => [method, body])).toEqual([
      ["PATCH", { brand_color: "#846a08", font: "sans" }],
    ]);
    expect(sent[0]?.headers.get("If-Match")).toBe('"4"');
  });

  it("shows a page and a mail as they will be, in light and dark", async () => {
    const { user } = visit();
    const preview = within(await screen.findByRole("complementary", { name: "Preview" }));
    const page = preview.getByText("Summer evening").closest<HTMLElement>("[data-font]")!;
    expect(page.style.getPropertyValue("--brand-light")).toBe("#1f3a8a");
    await user.click(screen.getByLabelText(/With serifs/));
    expect(page.dataset.font).toBe("serif");
    await user.click(preview.getByLabelText("Dark page"));
    expect([page.className, page.style.getPropertyValue("--brand-dark")]).toEqual([
      "brand-preview__page tokens--dark",
      "#7397f0",
    ]);
  });

  it("takes a logo from the files, over the version that the colour made", async () => {
    const { user, asked } = visit({
      [`PATCH ${PATH}`]: { ...OWN, font: "mono", version: 5 },
      [`PUT ${PATH}/logo`]: { file_id: "logo", width: 640, height: 480, version: 6 },
      [`DELETE ${PATH}/logo`]: { file_id: null, width: null, height: null, version: 7 },
    });
    await user.click(await screen.findByRole("button", { name: "Choose a picture" }));
    await user.click(await screen.findByRole("button", { name: /logo\.png/ }));
    await user.click(screen.getByLabelText(/Typewriter/));
    await user.click(screen.getByRole("button", { name: "Save changes" }));
    await screen.findByText("Your branding is saved.");
    const put = asked.find(({ method }) => method === "PUT");
    expect([put?.headers.get("If-Match"), put?.body]).toEqual(['"5"', { file_id: "logo" }]);
  });

  it("has the API's refusal at its field", async () => {
    const wrong = { status: 422, errors: [{ pointer: "/file_id", detail: "Choose a public image." }] };
    const { user } = visit({
      [`GET ${PATH}`]: { ...OWN, logo_file_id: "old" },
      [`DELETE ${PATH}/logo`]: () => Response.json(wrong, { status: 422 }),
    });
    await user.click(await screen.findByRole("button", { name: "Remove picture" }));
    await user.click(screen.getByRole("button", { name: "Save changes" }));
    expect(await screen.findAllByText("Choose a public image.")).toHaveLength(2);
  });

  it("is only looked at by who may not change it", async () => {
    visit({}, organization({ permissions: ["organizations.read"] }));
    expect(await screen.findByLabelText(/^Colour/)).toHaveProperty("disabled", true);
    expect(screen.queryByRole("button", { name: "Save changes" })).toBeNull();
  });
});
