import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Form } from "../../../lib/forms/definition";
import { openCheckout, serve, type SentRequest, type OpenedCheckout } from "../testing";

const FORM: Form = {
  questions: [
    { key: "part", type: "heading", label: "About you", help: "For the kitchen." },
    { key: "bio", type: "long_text", label: "Tell us more", help: "As much as you like." },
    {
      key: "size",
      type: "dropdown",
      label: "Shirt",
      options: [
        { value: "s", label: "Small" },
        { value: "l", label: "Large" },
      ],
    },
    {
      key: "days",
      type: "multiple_choice",
      label: "Days",
      options: [
        { value: "fri", label: "Friday" },
        { value: "sat", label: "Saturday" },
      ],
    },
    { key: "first", type: "yes_no", label: "First time?" },
    { key: "keen", type: "rating", label: "How keen?", steps: 3 },
    { key: "age", type: "number", label: "Age", minimum: "18" },
    { key: "born", type: "date", label: "Born" },
    { key: "phone", type: "phone", label: "Phone" },
    { key: "page", type: "url", label: "Page" },
    { key: "land", type: "country", label: "Home country" },
    { key: "home", type: "address", label: "Home", help: "Where mail comes." },
    { key: "news", type: "consent", label: "News", text: "We write once a month.", help: "Now and then." },
    { key: "paper", type: "file", label: "Certificate", help: "A picture will do." },
  ],
};
const FILE = "0190a000-0000-7000-8000-000000000009";

/** An upload as the browser's own requests make it; `status` is what the server answers. */
function uploads(status = 201): void {
  class Request {
    upload = {
      addEventListener: (_: string, heard: (event: object) => void) =>
        heard({ lengthComputable: true, loaded: 5, total: 10 }),
    };
    status = status;
    response =
      status === 201
        ? { id: FILE, name: "paper.pdf" }
        : { title: "This kind of file is not taken", code: "files.kind" };
    responseType = "";
    timeout = 0;
    private readonly heard = new Map<string, () => void>();
    open = vi.fn();
    setRequestHeader = vi.fn();
    getResponseHeader = (): null => null;
    addEventListener = (name: string, call: () => void): void => void this.heard.set(name, call);
    send = (): void => void setTimeout(() => this.heard.get("load")?.(), 5);
  }
  vi.stubGlobal("XMLHttpRequest", Request);
}

function write(label: RegExp | string, value: string): void {
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
}

async function atQuestions(
  answers: Parameters<typeof serve>[0] = {},
): Promise<{ page: OpenedCheckout; asked: SentRequest[] }> {
  const asked = serve(answers, FORM);
  const page = await openCheckout();
  await page.user.click(screen.getByRole("button", { name: "One more: Entry" }));
  await page.user.click(screen.getAllByRole("button", { name: "Continue" })[0] as HTMLElement);
  await screen.findByLabelText(/Certificate/);
  write("Your name", "Ali");
  write("Email", "ali@example.org");
  return { page, asked };
}

async function sendOn(page: OpenedCheckout): Promise<void> {
  await page.user.click(screen.getAllByRole("button", { name: "Continue" })[0] as HTMLElement);
}

beforeEach(() => sessionStorage.clear());
afterEach(() => vi.unstubAllGlobals());

describe("the questions of an event", () => {
  it("of every type are answered as the API takes them", async () => {
    uploads();
    const { page, asked } = await atQuestions();
    expect(screen.getByRole("heading", { name: "About you" })).toBeTruthy();
    write(/Tell us more/, "Two\nlines");
    write(/Shirt/, "l");
    await page.user.click(screen.getByRole("checkbox", { name: "Saturday" }));
    await page.user.click(
      within(screen.getByRole("radiogroup", { name: /First time/ })).getByRole("radio", { name: "No" }),
    );
    await page.user.click(
      within(screen.getByRole("radiogroup", { name: /How keen/ })).getByRole("radio", { name: "3" }),
    );
    write(/Age/, "20");
    write(/Born/, "1990-05-31");
    write(/Phone/, "+254 20 1234567");
    write(/Page/, "https://example.org");
    write(/Home country/, "KE");
    write(/Street and number/, "Quay 1");
    write(/City/, "Lamu");
    write(/^Country/, "KE");
    await page.user.click(screen.getByRole("checkbox", { name: "I agree (optional)" }));
    await page.user.upload(screen.getByLabelText(/Certificate/), new File(["paper"], "paper.pdf"));
    expect(await screen.findByText("paper.pdf")).toBeTruthy();
    await sendOn(page);
    await waitFor(() => expect(asked.filter((each) => each.what === "PATCH /api/orders/o1")).toHaveLength(1));
    const sent = asked.find((each) => each.what === "PATCH /api/orders/o1")?.body["attendees"] as { answers: object }[];
    expect(sent[0]?.answers).toEqual({
      bio: "Two\nlines",
      size: "l",
      days: ["sat"],
      first: false,
      keen: "3",
      age: "20",
      born: "1990-05-31",
      phone: "+254201234567",
      page: "https://example.org",
      land: "KE",
      home: { line1: "Quay 1", city: "Lamu", country: "KE" },
      news: true,
      paper: FILE,
    });
  });

  it("say at each field what is wrong with it", async () => {
    const { page } = await atQuestions();
    write(/Age/, "7");
    write(/Phone/, "none");
    write(/Street and number/, "Quay 1");
    await sendOn(page);
    const said = within(await screen.findByRole("alert"))
      .getAllByRole("link")
      .map((each) => each.textContent);
    expect(said).toEqual([
      "Age: Please enter 18 or more",
      "Phone: Please enter a valid phone number with its country code, such as +254 20 1234567",
      "Home: Please answer this question",
      "Home: Please answer this question",
    ]);
    expect(screen.getByLabelText(/City/).getAttribute("aria-invalid")).toBe("true");
    await page.user.click(screen.getByRole("link", { name: "Age: Please enter 18 or more" }));
    expect(document.activeElement).toBe(screen.getByLabelText(/Age/));
  });

  it("take the server's refusal to its place", async () => {
    const refusal = {
      __status: 422,
      title: "T",
      code: "invalid",
      errors: [
        { pointer: "/attendees/0/answers/age", detail: "Too small", code: "too-small" },
        { pointer: "/buyer/email", detail: "x", code: "invalid" },
      ],
    };
    const { page } = await atQuestions({ "PATCH /api/orders/o1": refusal });
    await sendOn(page);
    expect(await screen.findByRole("link", { name: "Age: Please enter 18 or more" })).toBeTruthy();
    expect(screen.getByLabelText("Email").getAttribute("aria-invalid")).toBe("true");
  });
});

describe("a file", () => {
  it("is taken back at a press", async () => {
    uploads();
    const { page, asked } = await atQuestions({ [`DELETE /api/orders/o1/files/${FILE}`]: {} });
    await page.user.upload(screen.getByLabelText(/Certificate/), new File(["paper"], "paper.pdf"));
    await page.user.click(await screen.findByRole("button", { name: "Remove file" }));
    expect(await screen.findByText("File removed.")).toBeTruthy();
    await waitFor(() => expect(asked.some((each) => each.what === `DELETE /api/orders/o1/files/${FILE}`)).toBe(true));
  });

  it("that is empty or too large is not sent", async () => {
    uploads();
    const { page } = await atQuestions();
    await page.user.upload(screen.getByLabelText(/Certificate/), new File([], "nothing.pdf"));
    expect(await screen.findByText(/This file is empty/)).toBeTruthy();
    const large = new File(["x"], "large.pdf");
    Object.defineProperty(large, "size", { value: 10_000_001 });
    await page.user.upload(screen.getByLabelText(/Certificate/), large);
    expect(await screen.findByText(/larger than 10 MB/)).toBeTruthy();
  });

  it("that is refused says why, and may be chosen again", async () => {
    uploads(422);
    const { page } = await atQuestions();
    await page.user.upload(screen.getByLabelText(/Certificate/), new File(["paper"], "paper.exe"));
    expect(await screen.findByText("This kind of file is not taken")).toBeTruthy();
    expect(screen.getByLabelText(/Certificate/)).toBeTruthy();
  });
});
