import { fireEvent, screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import fileTexts from "../files/texts/en.json";
import { madeFile } from "../files/testing";
import { madeProgramme, madeSession } from "../programme/testing";
import programmeTexts from "../programme/texts/en.json";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Answers, type Asked } from "../testing";
import { fill } from "../../../ui/testing";
import type { SessionFile } from "./queries";
import { madeSessionFile, madeSessionLink } from "./testing";
import texts from "./texts/en.json";

const RIGHTS = ["events.read", "events.write", "files.read", "files.write"];
const HERE = organization({ permissions: RIGHTS });
const EVENT = madeEvent({ translations: { de: { title: "Laternen", summary: "", description: "" } } });
const PATH = `/organizations/${HERE.id}/events/${EVENT.id}`;
const FILES = `${PATH}/sessions/keynote/files`;
const SPEAKER = { id: "ada", name: "Ada Lind", biography: "", company: "", links: [], photo_file_id: null };
const SLIDES = madeSessionFile();
const VIDEO = madeSessionLink();
const SENT = madeSessionFile({
  id: "sent",
  titles: { en: "From Ada" },
  state: "submitted",
  speaker_id: "ada",
  position: 2,
});

interface Kept {
  files: readonly SessionFile[];
}

function visit(files: readonly SessionFile[], answers: Answers = {}, here = HERE) {
  const now: Kept = { files };
  const drawn = renderConsole(routes, {
    at: `/meridian/events/${EVENT.id}/programme/sessions/keynote/files`,
    texts: { "session-files": texts, files: fileTexts, programme: programmeTexts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET ${PATH}`]: EVENT,
      [`GET ${PATH}/programme`]: madeProgramme({
        sessions: [madeSession()],
        speakers: [{ ...SPEAKER, professional_title: "" }],
      }),
      [`GET ${FILES}`]: () => ({ items: now.files, next_cursor: null }),
      ...answers,
    },
  });
  const of = (method: string): readonly Asked[] => drawn.asked.filter((each) => each.method === method);
  return { ...drawn, now, of };
}

function names(): readonly (string | undefined)[] {
  return screen.getAllByRole("row").map((row) => row.getAttribute("aria-label") ?? undefined);
}

describe("the files of a session", () => {
  it("say what they are, for whom, from when and how often they were downloaded", async () => {
    visit([SLIDES, VIDEO]);
    const [slides, video] = await screen.findAllByRole("row");
    expect(within(slides as HTMLElement).getByText("Ticket holders")).toBeTruthy();
    expect(slides?.textContent).toContain("light.pdf, 840 kB · from the beginning of the session · 12 downloads");
    expect(within(video as HTMLElement).getByText("Everybody")).toBeTruthy();
    expect(video?.textContent).toContain("video.example · from Sun 20 Dec, 12:00");
    expect(video?.textContent).not.toContain("download");
  });

  it("are moved by the menu, all at once, and say when others changed them meanwhile", async () => {
    let answer: () => unknown = () => ({ items: [VIDEO, SLIDES], next_cursor: null });
    const { user, now, of } = visit([SLIDES, VIDEO], { [`PUT ${FILES}/order`]: () => answer() });
    await user.click(await screen.findByRole("button", { name: "More for The recording" }));
    now.files = [VIDEO, SLIDES];
    await user.click(await screen.findByRole("menuitem", { name: "Move up" }));
    expect(await screen.findByText("The recording is moved.")).toBeTruthy();
    expect(of("PUT")[0]?.body).toEqual({ ids: ["video", "slides"] });
    expect(names()).toEqual(["The recording", "How light travels"]);
    answer = () => Response.json({ status: 409, code: "session-files.order-stale" }, { status: 409 });
    await user.click(screen.getByRole("button", { name: "More for The recording" }));
    await user.click(await screen.findByRole("menuitem", { name: "Move down" }));
    expect(await screen.findByText(texts.stale)).toBeTruthy();
    expect(names()).toEqual(["The recording", "How light travels"]);
  });

  it("are added as a link, once its address, its title and its moment are right", async () => {
    const { user, of } = visit([], { [`POST ${FILES}`]: () => VIDEO });
    await user.click(await screen.findByRole("button", { name: "Add a link" }));
    const dialog = await screen.findByRole("dialog", { name: "Add a link" });
    await fill(user, within(dialog).getByRole("textbox", { name: /Address/ }), "http://video.example/1");
    await user.selectOptions(within(dialog).getByRole("combobox", { name: /From when/ }), "moment");
    await user.click(within(dialog).getByRole("button", { name: "Add a link" }));
    expect((await within(dialog).findAllByText(texts["wrong.url"])).length).toBeGreaterThan(0);
    expect(within(dialog).getAllByText(texts["wrong.title"]).length).toBeGreaterThan(0);
    expect(within(dialog).getAllByText(texts["wrong.moment"]).length).toBeGreaterThan(0);
    expect(of("POST")).toEqual([]);
    const address = within(dialog).getByRole("textbox", { name: /Address/ });
    await fill(user, address, "https://video.example/light");
    await fill(user, within(dialog).getByRole("textbox", { name: /Title \(English\)/ }), "The recording");
    await fill(user, within(dialog).getByRole("textbox", { name: /Title \(German\)/ }), "Die Aufzeichnung");
    fireEvent.change(within(dialog).getByLabelText(/Date and time/), { target: { value: "2026-12-20T12:00" } });
    await user.click(within(dialog).getByRole("radio", { name: /Everybody/ }));
    await user.click(within(dialog).getByRole("button", { name: "Add a link" }));
    expect(await screen.findByText("The recording is saved.")).toBeTruthy();
    expect(of("POST")[0]?.body).toEqual({
      kind: "recording",
      audience: "public",
      titles: { en: "The recording", de: "Die Aufzeichnung" },
      release: "moment",
      release_at: "2026-12-20T11:00:00.000Z",
      url: "https://video.example/light",
    });
  });

  it("are chosen from the organization's files", async () => {
    const stored = madeFile({ id: "deck", name: "deck.pdf", kind: "document", visibility: "private" });
    const { user, of } = visit([], {
      [`GET /organizations/${HERE.id}/files`]: { items: [stored], next_cursor: null },
      [`POST ${FILES}`]: () => SLIDES,
    });
    await user.click(await screen.findByRole("button", { name: "Add a file" }));
    await user.click(await screen.findByRole("button", { name: /deck\.pdf/ }));
    const dialog = await screen.findByRole("dialog", { name: "Add a file" });
    await user.click(within(dialog).getByRole("button", { name: "Add a file" }));
    expect(await screen.findByText("How light travels is saved.")).toBeTruthy();
    expect(of("POST")[0]?.body).toMatchObject({ file_id: "deck", kind: "slides", titles: {}, release: "at_once" });
  });

  it("are changed over the version that was seen, field by field", async () => {
    const { user, of } = visit([SLIDES], {
      [`PATCH ${FILES}/slides`]: () => ({ ...SLIDES, audience: "staff", version: 2 }),
    });
    await user.click(await screen.findByRole("button", { name: "How light travels" }));
    const dialog = await screen.findByRole("dialog", { name: "How light travels" });
    await user.click(within(dialog).getByRole("radio", { name: /The team/ }));
    await user.click(within(dialog).getByRole("button", { name: "Save changes" }));
    expect(await screen.findByText("How light travels is saved.")).toBeTruthy();
    expect([of("PATCH")[0]?.headers.get("If-Match"), of("PATCH")[0]?.body]).toEqual(['"1"', { audience: "staff" }]);
  });

  it("of speakers wait until they are approved or declined", async () => {
    const { user, now, of } = visit([SENT], {
      [`POST ${FILES}/sent/approve`]: () => ({ ...SENT, state: "approved" }),
      [`DELETE ${FILES}/sent`]: () => new Response(null, { status: 204 }),
    });
    const row = await screen.findByRole("row");
    expect(within(row).getByText("Waiting for approval")).toBeTruthy();
    expect(within(row).getByText("Sent by Ada Lind")).toBeTruthy();
    now.files = [{ ...SENT, state: "approved" }];
    await user.click(within(row).getByRole("button", { name: "Approve" }));
    expect(await screen.findByText("From Ada is approved.")).toBeTruthy();
    expect(of("POST")).toHaveLength(1);
    expect(screen.queryByText("Waiting for approval")).toBeNull();
  });

  it("are removed after a question", async () => {
    const { user, now, of } = visit([SLIDES, SENT], {
      [`DELETE ${FILES}/sent`]: () => new Response(null, { status: 204 }),
    });
    await user.click(await screen.findByRole("button", { name: "More for From Ada" }));
    await user.click(await screen.findByRole("menuitem", { name: "Decline" }));
    const dialog = await screen.findByRole("alertdialog").catch(() => screen.findByRole("dialog"));
    expect(within(dialog).getByText(texts.rejectText)).toBeTruthy();
    now.files = [SLIDES];
    await user.click(within(dialog).getByRole("button", { name: "Decline" }));
    expect(await screen.findByText("From Ada is removed.")).toBeTruthy();
    expect(of("DELETE")).toHaveLength(1);
  });

  it("are only read by who may not edit the programme", async () => {
    visit([SLIDES, SENT], {}, organization({ permissions: ["events.read"] }));
    expect(await screen.findAllByRole("row")).toHaveLength(2);
    expect(screen.queryByRole("button", { name: "Approve" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Add a link" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Move How light travels" })).toBeNull();
  });
});
