// A form that saves itself: after a pause, over what others saved in other fields, and never losing a word.
import { act, cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ReactNode } from "react";
import { Refused } from "../../../lib/api";
import { readProblem } from "../../../lib/problems";
import { Field } from "../../../ui/Field";
import { renderConsole } from "../testing";
import { useAutosave } from "./autosave";
import { EntityForm } from "./EntityForm";

interface Gate {
  readonly name: string;
  readonly note: string;
  readonly version: number;
}

type GateForm = Pick<Gate, "name" | "note">;

const NORTH: Gate = { name: "North", note: "", version: 1 };
const OVERTAKEN = new Refused(readProblem(412, { title: "Somebody was faster" }));

/** A server with one gate, which others change too. */
function server(now: Gate) {
  let gate = now;
  const written: Partial<GateForm>[] = [];
  return {
    written,
    change: (changes: Partial<GateForm>) => (gate = { ...gate, ...changes, version: gate.version + 1 }),
    get: () => gate,
    write: (form: GateForm, changed: readonly (keyof GateForm)[], over: Gate | null): Promise<Gate> => {
      if (over?.version !== gate.version) return Promise.reject(OVERTAKEN);
      const changes = Object.fromEntries(changed.map((name) => [name, form[name].trim()]));
      written.push(changes);
      gate = { ...gate, ...changes, version: gate.version + 1 };
      return Promise.resolve(gate);
    },
  };
}

type Server = ReturnType<typeof server>;

function Settings({ at, entity, auto = true }: { at: Server; entity: Gate; auto?: boolean }): ReactNode {
  const editing = useAutosave<GateForm, Gate>({
    entity,
    empty: { name: "", note: "" },
    formOf: ({ name, note }) => ({ name, note }),
    prefix: "gate",
    auto,
    keptAs: "gate",
    problemsOf: (form) => new Map(form.name === "" ? [["name", "Name the gate."]] : []),
    fieldOf: (pointer) => pointer.slice(1),
    write: at.write,
    current: () => Promise.resolve(at.get()),
    onSaved: () => undefined,
  });
  const field = (name: keyof GateForm) => ({
    value: editing.form[name],
    error: editing.errors.get(name),
    onChange: (value: string) => editing.change({ [name]: value }),
  });
  return (
    <EntityForm
      editing={editing}
      labelOf={(name) => (name === "name" ? "Name" : "Note")}
      joinOf={(mine, theirs, names) => (names.includes("note") ? { note: `${theirs.note} ${mine.note}` } : {})}
      status={<p>State: {editing.state}</p>}
    >
      <Field label="Name" required {...field("name")} />
      <Field label="Note" required {...field("note")} />
      {editing.isRestored && <button onClick={editing.discard}>Discard</button>}
    </EntityForm>
  );
}

const PAUSE = 1_600;

function show(at: Server, auto = true): void {
  const drawn = <Settings at={at} entity={at.get()} auto={auto} />;
  renderConsole([{ path: "/", element: drawn }], { at: "/", answers: {} });
}

async function pause(): Promise<void> {
  await act(async () => {
    await vi.advanceTimersByTimeAsync(PAUSE);
  });
}

const write = (label: string, value: string): boolean =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
const valueOf = (label: string): string => screen.getByLabelText<HTMLInputElement>(label).value;

beforeEach(() => {
  vi.useFakeTimers();
  sessionStorage.clear();
});
afterEach(() => void vi.useRealTimers());

describe("A form that saves itself", () => {
  it("saves what changed once its writer pauses, and leaves what they typed as it is", async () => {
    const at = server(NORTH);
    show(at);
    write("Note", "Ramp ");
    expect(at.written).toEqual([]);
    await pause();
    expect(at.written).toEqual([{ note: "Ramp" }]);
    expect(screen.getByText("State: saved")).toBeTruthy();
    expect(valueOf("Note")).toBe("Ramp ");
    write("Note", "Ramp left");
    await pause();
    expect(at.written.at(-1)).toEqual({ note: "Ramp left" });
  });

  it("takes over what somebody else saved in another field, without a question", async () => {
    const at = server(NORTH);
    show(at);
    at.change({ name: "South" });
    write("Note", "Ramp");
    await pause();
    expect(at.get()).toMatchObject({ name: "South", note: "Ramp" });
    expect(valueOf("Name")).toBe("South");
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("shows both sides where two wrote the same field, and can keep both", async () => {
    const at = server(NORTH);
    show(at);
    at.change({ note: "Stairs." });
    write("Note", "Ramp.");
    await pause();
    const dialog = within(screen.getByRole("dialog", { name: "Somebody else saved meanwhile" }));
    expect([dialog.getByText("Stairs."), dialog.getByText("Ramp.")]).toHaveLength(2);
    expect(at.get().note).toBe("Stairs.");
    fireEvent.click(dialog.getByRole("button", { name: "Keep both texts" }));
    await pause();
    expect(at.get().note).toBe("Stairs. Ramp.");
  });

  it("says at the field what is wrong, without taking the focus, and sends nothing", async () => {
    const at = server(NORTH);
    show(at);
    screen.getByLabelText("Name").focus();
    write("Name", "");
    await pause();
    expect(screen.getByText("Name the gate.")).toBeTruthy();
    expect(screen.queryByRole("alert")).toBeNull();
    expect(document.activeElement).toBe(screen.getByLabelText("Name"));
    expect(at.written).toEqual([]);
  });

  it("is saved at once by who leaves the page", () => {
    const at = server(NORTH);
    show(at);
    write("Note", "Ramp");
    cleanup();
    expect(at.written).toEqual([{ note: "Ramp" }]);
  });

  it("keeps what is not to be saved by itself for who comes back, and what others wrote since", async () => {
    const at = server(NORTH);
    show(at, false);
    write("Note", "Ramp.");
    cleanup();
    expect(at.written).toEqual([]);
    at.change({ note: "Stairs." });
    show(at, false);
    expect(valueOf("Note")).toBe("Ramp.");
    fireEvent.click(screen.getByRole("button", { name: "Save changes" }));
    await pause();
    expect(screen.getByRole("dialog", { name: "Somebody else saved meanwhile" })).toBeTruthy();
    expect(at.get().note).toBe("Stairs.");
  });

  it("goes back to what is saved for who wants none of it", () => {
    const at = server(NORTH);
    show(at, false);
    write("Note", "Ramp.");
    cleanup();
    show(at, false);
    fireEvent.click(screen.getByRole("button", { name: "Discard" }));
    expect(valueOf("Note")).toBe("");
    expect(sessionStorage).toHaveLength(0);
  });
});
