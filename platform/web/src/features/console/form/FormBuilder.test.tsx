import { screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Answers, type Asked } from "../testing";
import checkout from "../../checkout/texts/en.json";
import texts from "./texts/en.json";

const HERE = organization({ permissions: ["events.read", "catalog.read", "catalog.edit"] });
const EVENT = madeEvent();
const PATH = `/organizations/${HERE.id}/events/${EVENT.id}`;
const DIET = {
  key: "diet",
  type: "single_choice",
  label: { en: "What do you eat?" },
  options: [
    { value: "all", label: { en: "Everything" } },
    { value: "other", label: { en: "Something else" } },
  ],
};
const WHICH = {
  key: "which",
  type: "short_text",
  label: { en: "What then?" },
  show_if: { question: "diet", is: "equals", value: "other" },
};
const FORM = { id: "f", version: 2, language: "en", questions: [DIET, WHICH], saved_at: null, saved_by: "" };

function visit(answers: Answers, form: () => unknown = () => FORM, at = "form") {
  return renderConsole(routes, {
    at: `/meridian/events/${EVENT.id}/${at}`,
    texts: { form: texts, checkout },
    answers: {
      "GET /me/organizations": { items: [HERE], next_cursor: null },
      [`GET ${PATH}`]: EVENT,
      [`GET ${PATH}/ticket-types`]: { items: [] },
      [`GET ${PATH}/registration-form`]: form,
      [`GET ${PATH}/registration-form/versions`]: { items: [FORM] },
      ...answers,
    },
  });
}

beforeEach(() => localStorage.clear());

describe("the registration form", () => {
  it("is tried as a buyer sees it, and warns when a condition names what comes later", async () => {
    const { user } = visit({});
    const preview = within(await screen.findByRole("region", { name: "As a buyer sees it" }));
    expect(await preview.findByText("What do you eat?")).toBeTruthy();
    expect(preview.queryByLabelText(/What then/)).toBeNull();
    await user.click(preview.getByRole("radio", { name: "Something else" }));
    expect(await preview.findByLabelText(/What then/)).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "More for What then?" }));
    await user.click(await screen.findByRole("menuitem", { name: "Move up" }));
    expect(screen.getByText(texts["wrong.condition"])).toBeTruthy();
    expect(screen.getByRole("button", { name: "Save form" }).hasAttribute("disabled")).toBe(true);
  });

  it("gets a question and is saved as a new version; what others saved meanwhile is shown", async () => {
    let current = FORM;
    const { user, asked } = visit(
      {
        [`PUT ${PATH}/registration-form`]: ({ headers, body }: Asked) => {
          if (headers.get("If-Match") === '"3"') return { ...FORM, ...(body as object), version: 4 };
          current = { ...FORM, version: 3, questions: [DIET] as never };
          return Response.json({ status: 412, code: "precondition-failed" }, { status: 412 });
        },
      },
      () => current,
    );
    await user.click(await screen.findByRole("button", { name: "Add question" }));
    await user.click(await screen.findByRole("menuitem", { name: "Yes or no" }));
    const panel = within(await screen.findByRole("dialog", { name: "Yes or no" }));
    await user.click(panel.getByRole("button", { name: "Done" }));
    expect(panel.getByText("Write the question")).toBeTruthy();
    await user.click(panel.getByLabelText("Question"));
    await user.paste("Do you need parking?");
    await user.click(panel.getByRole("button", { name: "Done" }));
    await user.click(await screen.findByRole("button", { name: "Save form" }));
    const conflict = within(await screen.findByRole("dialog", { name: "Somebody else saved meanwhile" }));
    expect(conflict.getByText("Do you need parking? (Yes or no)")).toBeTruthy();
    await user.click(conflict.getByRole("button", { name: "Save mine" }));
    expect(await screen.findByText("Saved as version 4. It is asked from now on.")).toBeTruthy();
    const sent = asked.filter(({ method }) => method === "PUT").at(-1)?.body as { questions: { key: string }[] };
    expect(sent.questions.map(({ key }) => key)).toEqual(["diet", "which", "yes_no_1"]);
  });

  it("is asked for a new question by its address, whose kind may change, and saved with it at once", async () => {
    const { user, asked } = visit(
      { [`PUT ${PATH}/registration-form`]: ({ body }: Asked) => ({ ...FORM, ...(body as object), version: 3 }) },
      () => FORM,
      "form?new",
    );
    await user.click(await screen.findByLabelText("Question"));
    await user.paste("How old are you?");
    await user.click(screen.getByRole("checkbox", { name: "Must be answered" }));
    await user.selectOptions(screen.getByLabelText(/Kind of answer/), "Number");
    const panel = within(screen.getByRole("dialog", { name: "Number" }));
    await user.click(panel.getByRole("button", { name: "Save form" }));
    expect(await screen.findByText("Saved as version 3. It is asked from now on.")).toBeTruthy();
    expect(screen.queryByRole("dialog")).toBeNull();
    const sent = asked.find(({ method }) => method === "PUT")?.body as { questions: unknown[] };
    expect(sent.questions.at(-1)).toMatchObject({
      key: "number_1",
      type: "number",
      label: { en: "How old are you?" },
      required: true,
    });
  });
});
