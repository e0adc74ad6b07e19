// A print station: what it is called, and what kind of printer stands there.
import type { ReactNode } from "react";
import { Field } from "../../../ui/Field";
import { NativeSelect } from "../../../ui/NativeSelect";
import { EntityPanel } from "../parts/EntityForm";
import { useEditing } from "../parts/editing";
import { useWriteStation, type Station, type StationBody } from "./stations";
import { useBadgeTexts } from "./texts";

interface StationForm {
  readonly name: string;
  readonly printer: "203" | "300" | "0";
}

const EMPTY: StationForm = { name: "", printer: "203" };
const LONGEST = 60;

export interface StationPanelProps {
  /** Null makes one. */
  readonly station: Station | null;
  readonly onClose: () => void;
}

export function StationPanel({ station, onClose }: StationPanelProps): ReactNode {
  const t = useBadgeTexts();
  const write = useWriteStation();
  const editing = useEditing<StationForm, Station>({
    entity: station,
    empty: EMPTY,
    prefix: "station",
    formOf: ({ name, dpi }) => ({ name, printer: String(dpi) as StationForm["printer"] }),
    problemsOf: (form) => new Map(form.name.trim() === "" ? [["name", t("station.wrongName")] as const] : []),
    fieldOf: (pointer) => (pointer === "/name" ? "name" : "printer"),
    write: (form, _, over) => (over === null ? write.create(bodyOf(form)) : write.change(over, bodyOf(form))),
    current: write.current,
    onSaved: onClose,
  });
  const { form, change, errors } = editing;
  const labels = { name: t("station.name"), printer: t("station.printer") };
  return (
    <EntityPanel
      kind="dialog"
      title={station === null ? t("station.add") : t("station.edit")}
      editing={editing}
      labelOf={(name) => labels[name]}
      onClose={onClose}
    >
      <Field
        id="station-name"
        label={labels.name}
        hint={t("station.nameHint")}
        required
        maxLength={LONGEST}
        value={form.name}
        error={errors.get("name")}
        onChange={(name) => change({ name })}
      />
      <NativeSelect
        id="station-printer"
        label={labels.printer}
        required
        value={form.printer}
        error={errors.get("printer")}
        options={[
          { value: "203", label: t("format.zpl", { number: 203 }) },
          { value: "300", label: t("format.zpl", { number: 300 }) },
          { value: "0", label: t("station.pdf") },
        ]}
        onChange={(printer) => change({ printer: printer as StationForm["printer"] })}
      />
    </EntityPanel>
  );
}

function bodyOf({ name, printer }: StationForm): StationBody {
  return { name, format: printer === "0" ? "pdf" : "zpl", dpi: Number(printer) as StationBody["dpi"] };
}
