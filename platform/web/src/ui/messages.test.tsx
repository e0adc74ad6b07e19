import { screen, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { Refused, Unreachable } from "../lib/api";
import { readProblem } from "../lib/problems";
import { Empty } from "./Empty";
import { ErrorSummary } from "./ErrorSummary";
import { Failure } from "./Failure";
import { Field } from "./Field";
import { Notice } from "./Notice";
import { RadioGroup } from "./RadioGroup";
import { Skeleton } from "./Skeleton";
import { StepHeading, Steps } from "./Steps";
import { renderUi } from "./testing";

describe("an error summary", () => {
  const errors = [
    { id: "email", text: "Please enter a valid email address" },
    { id: null, text: "No such event" },
  ];

  it("takes focus when it appears, and again at the next attempt", async () => {
    const { user, rerender } = renderUi(<ErrorSummary errors={errors} attempt={1} />);
    const box = screen.getByRole("alert", { name: "Please check these 2 fields" });
    expect(document.activeElement).toBe(box);
    await user.tab();
    expect(document.activeElement).not.toBe(box);
    rerender(<ErrorSummary errors={errors} attempt={2} />);
    expect(document.activeElement).toBe(box);
  });

  it("leads to each field, also into a group", async () => {
    const { user } = renderUi(
      <>
        <ErrorSummary
          title="Not yet"
          errors={[...errors, { id: "way", text: "Please choose" }, { id: "gone", text: "Gone" }]}
        />
        <Field id="email" label="Email" value="" onChange={() => undefined} />
        <RadioGroup
          id="way"
          label="Way"
          options={[{ value: "card", label: "Card" }]}
          value=""
          onChange={() => undefined}
        />
      </>,
    );
    await user.click(screen.getByRole("link", { name: "Please enter a valid email address" }));
    expect(document.activeElement?.id).toBe("email");
    await user.click(screen.getByRole("link", { name: "Please choose" }));
    expect(document.activeElement).toBe(screen.getByRole("radio", { name: "Card" }));
    expect(screen.queryByRole("link", { name: "No such event" })).toBeNull();
  });

  it("is not there while nothing is wrong", () => {
    renderUi(<ErrorSummary errors={[]} />);
    expect(screen.queryByRole("alert")).toBeNull();
  });
});

describe("a failure", () => {
  it("names the number to ask about, how long to wait, and a way on", async () => {
    const retry = vi.fn();
    const problem = readProblem(503, { title: "Busy", detail: "Too many at once", request_id: "r-7" }, "3");
    const { user } = renderUi(<Failure error={new Refused(problem)} onRetry={retry} />);
    const alert = within(screen.getByRole("alert"));
    expect(alert.getByText("Too many at once")).toBeTruthy();
    expect(alert.getByText("Please wait 3 seconds.")).toBeTruthy();
    expect(alert.getByText("If it happens again, please mention the number r-7.")).toBeTruthy();
    await user.click(alert.getByRole("button", { name: "Try again" }));
    expect(retry).toHaveBeenCalledOnce();
  });

  it.each([
    [
      new Unreachable(""),
      "Wir konnten den Server nicht erreichen. Bitte prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.",
    ],
    [new TypeError("x is not a function"), "Bei uns ist etwas schiefgegangen. Ihre Eingaben sind noch da."],
    [new Refused(readProblem(502, "<html>")), "Bei uns ist etwas schiefgegangen. Ihre Eingaben sind noch da."],
  ])("of %s has words of ours", (error, text) => {
    renderUi(<Failure error={error} />, { language: "de" });
    expect(screen.getByText(text)).toBeTruthy();
    expect(screen.queryByRole("button")).toBeNull();
  });
});

describe("a notice", () => {
  it.each([
    ["bad", "alert"],
    ["good", "status"],
  ] as const)("that is %s and answers an action is read out as %s", (kind, role) => {
    renderUi(
      <Notice kind={kind} announce title="Done">
        All set
      </Notice>,
    );
    expect(screen.getByRole(role).textContent).toBe("DoneAll set");
  });

  it("that stands in the page from the start is not read out", () => {
    renderUi(<Notice>Doors open at nine</Notice>);
    expect(screen.queryByRole("status")).toBeNull();
    expect(screen.getByText("Doors open at nine")).toBeTruthy();
  });
});

describe("steps", () => {
  it("say which is done and which is now", () => {
    renderUi(<Steps names={["Tickets", "Attendees", "Payment"]} current={1} />);
    const steps = within(screen.getByRole("list", { name: "Steps" })).getAllByRole("listitem");
    expect(steps.map((step) => [step.textContent, step.getAttribute("aria-current")])).toEqual([
      ["Tickets (done)", null],
      ["Attendees", "step"],
      ["Payment", null],
    ]);
  });

  it("give focus to the heading of the next one, and not when the page opens", () => {
    vi.stubGlobal("scrollTo", vi.fn());
    const { rerender } = renderUi(<StepHeading focus={false}>Tickets</StepHeading>);
    expect(document.activeElement).toBe(document.body);
    rerender(
      <StepHeading key="next" focus>
        Attendees
      </StepHeading>,
    );
    expect(document.activeElement).toBe(screen.getByRole("heading", { name: "Attendees" }));
  });
});

it("what is awaited and what is not there have words", () => {
  renderUi(
    <>
      <Skeleton rows={2} label="Loading the tickets" />
      <Skeleton />
      <Empty title="No tickets yet" actions={<a href="/events">Find events</a>}>
        They appear here.
      </Empty>
    </>,
  );
  expect(screen.getAllByRole("status").map((each) => each.textContent)).toEqual(["Loading the tickets", "Loading"]);
  expect(screen.getByRole("heading", { name: "No tickets yet" })).toBeTruthy();
});
