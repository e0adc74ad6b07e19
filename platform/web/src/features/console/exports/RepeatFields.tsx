// Whether an export is made once, or comes round: under which name, when, and whether with what is new alone.
import type { ReactNode } from "react";
import { Checkbox } from "../../../ui/Checkbox";
import { Field } from "../../../ui/Field";
import { RadioGroup } from "../../../ui/RadioGroup";
import { NativeSelect } from "../../../ui/NativeSelect";
import { CadenceFields, MONDAY_MORNING } from "../parts/CadenceFields";
import { useStores, type Repeated } from "./schedules";
import { useExportTexts } from "./texts";

const LONGEST_NAME = 100;
const BY_MAIL = "mail";

export interface RepeatFieldsProps {
  /** Null: once, now. */
  readonly value: Repeated | null;
  /** A name to begin with. */
  readonly suggested: string;
  readonly onChange: (value: Repeated | null) => void;
}

export function RepeatFields({ value, suggested, onChange }: RepeatFieldsProps): ReactNode {
  const t = useExportTexts();
  const stores = useStores();
  return (
    <>
      <RadioGroup
        label={t("when")}
        options={[
          { value: "now", label: t("when.now") },
          { value: "repeat", label: t("when.repeat") },
        ]}
        value={value === null ? "now" : "repeat"}
        onChange={(when) =>
          onChange(when === "now" ? null : { ...MONDAY_MORNING, name: suggested, only_new: false, connection_id: null })
        }
      />
      {value !== null && (
        <>
          <Field
            id="export-schedule-name"
            label={t("scheduleName")}
            required
            maxLength={LONGEST_NAME}
            value={value.name}
            onChange={(name) => onChange({ ...value, name })}
          />
          <CadenceFields
            id="export-schedule"
            value={value}
            onChange={(changes) => onChange({ ...value, ...changes })}
          />
          <Checkbox checked={value.only_new} onChange={(only_new) => onChange({ ...value, only_new })}>
            {t("onlyNew")}
          </Checkbox>
          {stores.length > 0 && (
            <NativeSelect
              id="export-schedule-store"
              label={t("deliverTo")}
              required
              options={[
                { value: BY_MAIL, label: t("deliverTo.mail") },
                ...stores.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              value={value.connection_id ?? BY_MAIL}
              onChange={(id) => onChange({ ...value, connection_id: id === BY_MAIL ? null : id })}
            />
          )}
        </>
      )}
    </>
  );
}
