// The field for a file: it is sent as soon as it is chosen, and can be taken back.
import { Refused } from "../api";
import { h } from "../dom";

export interface Sent {
  readonly id: string;
  readonly name: string;
}

/** How a page sends files and takes them back, and the names of those that were sent before. */
export interface Uploads {
  /** Sends a file; `progress` hears the share that has left, from 0 to 1. */
  readonly send: (file: File, progress: (share: number) => void) => Promise<Sent>;
  readonly remove: (id: string) => Promise<void>;
  readonly nameOf: (id: string) => string | undefined;
  readonly mostBytes: number;
}

export interface FileField {
  readonly id: string;
  readonly value: unknown;
  readonly change: (value: unknown) => void;
  readonly uploads?: Uploads;
  readonly attributes: Record<string, string | boolean | undefined>;
}

const MEGABYTE = 1_000_000;

/** What is wrong with a file before it is sent; null when it may be. */
export function faultOf(file: { readonly size: number }, mostBytes: number): string | null {
  if (file.size === 0) return "This file is empty. Please choose another one.";
  if (file.size > mostBytes) return `This file is larger than ${Math.floor(mostBytes / MEGABYTE)} MB. Please choose a smaller one.`;
  return null;
}

/** What is said while a file is on its way. */
export function progressText(name: string, share: number): string {
  return share < 1 ? `Sending ${name}: ${Math.floor(share * 100)} %` : `Checking ${name} …`;
}

/** Why sending failed, in words for people. */
export function refusalText(error: unknown): string {
  if (!(error instanceof Refused)) return "The file could not be sent. Please try again.";
  const { title, detail } = error.problem;
  return [title, detail].filter(Boolean).join(". ") || "This file was refused. Please choose another one.";
}

export function fileField(field: FileField): HTMLElement {
  const { uploads } = field;
  if (uploads === undefined) return h("p", { class: "muted", id: field.id, tabindex: -1 }, "Files cannot be sent here. Please ask the organizer.");
  const input = h("input", { ...field.attributes, type: "file", class: "input" });
  const bar = h("progress", { max: 1, value: 0, hidden: true, "aria-label": "Sending" });
  const state = h("span", { class: "small", role: "status" });
  const remove = h("button", { class: "button button--quiet", type: "button" }, "Remove");
  let current = typeof field.value === "string" ? field.value : "";

  const show = (text: string, isSending: boolean): void => {
    state.textContent = text;
    bar.hidden = !isSending;
    input.hidden = current !== "" || isSending;
    input.toggleAttribute("data-answer", !input.hidden);
    input.required = input.required && !input.hidden;
    remove.hidden = current === "";
  };
  const send = async (file: File): Promise<void> => {
    const fault = faultOf(file, uploads.mostBytes);
    if (fault !== null) {
      input.value = "";
      return show(fault, false);
    }
    show(progressText(file.name, 0), true);
    try {
      const sent = await uploads.send(file, (share) => {
        bar.value = share;
        state.textContent = progressText(file.name, share);
      });
      current = sent.id;
      show(sent.name, false);
      field.change(current);
      remove.focus();
    } catch (error) {
      show(refusalText(error), false);
      input.focus();
    } finally {
      input.value = "";
    }
  };
  input.addEventListener("change", () => {
    const [chosen] = input.files ?? [];
    if (chosen !== undefined) void send(chosen);
  });
  remove.addEventListener("click", () => {
    const former = current;
    current = "";
    show("The file was removed.", false);
    field.change(null);
    input.focus();
    // One that a saved answer still names is let go of with that answer, by the server.
    void uploads.remove(former).catch(() => undefined);
  });
  show(current === "" ? "" : (uploads.nameOf(current) ?? "A file was sent."), false);
  return h("div", { class: "stack stack--tight" }, input, bar, h("div", { class: "row" }, state, remove));
}
