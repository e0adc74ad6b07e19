// What many views are made of: a form that never overwrites, rows that open, secrets that are copied once.
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState, type ReactNode } from "react";
import { describe, expect, it, vi } from "vitest";
import { Refused } from "../../../lib/api";
import { readProblem } from "../../../lib/problems";
import { Field } from "../../../ui/Field";
import { CONFIG, renderConsole } from "../testing";
import { useEditing } from "./editing";
import { EntityForm } from "./EntityForm";
import { Row, Rows } from "./Rows";
import { SecretOnce } from "./SecretOnce";

interface Gate {
  readonly name: string;
  readonly note: string;
  readonly version: number;
}

type GateForm = Pick<Gate, "name" | "note">;
type Write = (form: GateForm, changed: readonly string[], over: Gate | null) => Promise<Gate>;

const NORTH: Gate = { name: "North", note: "", version: 1 };
const OVERTAKEN = new Refused(readProblem(412, { title: "Somebody was faster" }));

function Settings({ write, current = NORTH }: { readonly write: Write; readonly current?: Gate }): ReactNode {
  const [saved, setSaved] = useState("");
  const editing = useEditing<GateForm, Gate>({
    entity: NORTH,
    empty: { name: "", note: "" },
    formOf: ({ name, note }) => ({ name, note }),
    prefix: "gate",
    problemsOf: (form) => new Map(form.name === "" ? [["name", "Name the gate."]] : []),
    fieldOf: (pointer) => pointer.slice(1),
    write,
    current: () => Promise.resolve(current),
    onSaved: ({ name }) => setSaved(name),
  });
  const { form, change, errors } = editing;
  return (
    <>
      <EntityForm editing={editing} labelOf={(name) => (name === "name" ? "Name" : "Note")}>
        <Field
          label="Name"
          required
          value={form.name}
          error={errors.get("name")}
          onChange={(name) => change({ name })}
        />
        <Field label="Note" required value={form.note} onChange={(note) => change({ note })} />
      </EntityForm>
      <p>{saved !== "" && `Saved: ${saved}`}</p>
    </>
  );
}

function show(drawn: ReactNode): void {
  renderConsole([{ path: "/", element: drawn }], { at: "/", answers: {} });
}

describe("A form over something of the API", () => {
  it("says what is wrong before anything is sent, then saves over the version that it saw", async () => {
    const write = vi.fn<Write>((form) => Promise.resolve({ ...form, version: 2 }));
    show(<Settings write={write} />);
    const person = userEvent.setup();
    const save = screen.getByRole("button", { name: "Save changes" });
    expect(save.hasAttribute("disabled") || save.getAttribute("aria-disabled") === "true").toBe(true);
    await person.clear(screen.getByLabelText("Name"));
    await person.click(save);
    expect(await screen.findByRole("alert")).toBeTruthy();
    expect(write).not.toHaveBeenCalled();
    await person.type(screen.getByLabelText("Name"), "South");
    await person.click(save);
    expect(await screen.findByText("Saved: South")).toBeTruthy();
    expect(write).toHaveBeenCalledWith({ name: "South", note: "" }, ["name"], NORTH);
  });

  it("keeps mine where both changed a field, and theirs in the others", async () => {
    const theirs: Gate = { name: "East", note: "Ramp", version: 2 };
    const write = vi.fn<Write>((form) => Promise.resolve({ ...form, version: 3 })).mockRejectedValueOnce(OVERTAKEN);
    show(<Settings write={write} current={theirs} />);
    const person = userEvent.setup();
    await person.type(screen.getByLabelText("Name"), " gate");
    await person.click(screen.getByRole("button", { name: "Save changes" }));
    const dialog = await screen.findByRole("dialog");
    expect(within(dialog).getByText("North gate")).toBeTruthy();
    expect(within(dialog).getByText("East")).toBeTruthy();
    expect(within(dialog).queryByText("Ramp")).toBeNull();
    await person.click(within(dialog).getByRole("button", { name: "Save mine" }));
    await waitFor(() => expect(write).toHaveBeenLastCalledWith({ name: "North gate", note: "Ramp" }, ["name"], theirs));
  });

  it("takes theirs when asked to", async () => {
    const write = vi.fn<Write>(() => Promise.reject(OVERTAKEN));
    show(<Settings write={write} current={{ name: "East", note: "", version: 2 }} />);
    const person = userEvent.setup();
    await person.type(screen.getByLabelText("Name"), " gate");
    await person.click(screen.getByRole("button", { name: "Save changes" }));
    await person.click(await screen.findByRole("button", { name: "Take theirs" }));
    expect(screen.getByLabelText<HTMLInputElement>("Name").value).toBe("East");
  });
});

describe("A row", () => {
  it("opens by its name, and names its menu", async () => {
    const open = vi.fn<() => void>();
    const end = vi.fn<() => void>();
    const actions = [{ id: "end", label: "End", onAction: end }];
    show(
      <Rows label="Gates">
        <Row title="North" facts={["Two people", ""]} onOpen={open} actions={actions} />
        <Row title="South" to="/south" />
      </Rows>,
    );
    const person = userEvent.setup();
    await person.click(screen.getByRole("button", { name: "North" }));
    expect(open).toHaveBeenCalledOnce();
    await person.click(screen.getByRole("button", { name: "More for North" }));
    await person.click(await screen.findByRole("menuitem", { name: "End" }));
    expect(end).toHaveBeenCalledOnce();
    expect(screen.getByRole("link", { name: "South" }).getAttribute("href")).toBe("/south");
    expect(screen.getAllByText("Two people")).toHaveLength(1);
  });
});

describe("A secret", () => {
  it("is copied, and gone once it is closed", async () => {
    const person = userEvent.setup();
    const close = vi.fn<() => void>();
    show(<SecretOnce title="Your token" text={`For ${CONFIG.publicUrl}`} secret="to_123" onClose={close} />);
    await person.click(screen.getByRole("button", { name: "Copy" }));
    expect(await screen.findByText("Copied.")).toBeTruthy();
    expect(await navigator.clipboard.readText()).toBe("to_123");
    await person.click(screen.getByRole("button", { name: "I have kept it" }));
    expect(close).toHaveBeenCalledOnce();
  });
});
