// Where an event takes place: a venue, another place, an address to join.
import type { ReactNode } from "react";
import { Field } from "../../../ui/Field";
import { NativeSelect } from "../../../ui/NativeSelect";
import { RadioGroup } from "../../../ui/RadioGroup";
import type { Event } from "../shell/event";
import type { DetailsForm } from "./event-details";
import { useVenues } from "./queries";
import { useEventTexts } from "./texts";

const KINDS = ["in_person", "online", "hybrid"] as const;
const ELSEWHERE = "elsewhere";

export interface PlaceFieldsProps {
  readonly form: DetailsForm;
  readonly text: (name: "place" | "city" | "onlineUrl") => {
    readonly id: string;
    readonly value: string;
    readonly onChange: (value: string) => void;
    readonly error: string | undefined;
    readonly disabled: boolean;
  };
  readonly change: (changes: Partial<DetailsForm>) => void;
  readonly editable: boolean;
}

export function PlaceFields({ form, text, change, editable }: PlaceFieldsProps): ReactNode {
  const t = useEventTexts();
  const venues = useVenues();
  return (
    <>
      <RadioGroup
        id="details-kind"
        label={t("field.kind")}
        required
        disabled={!editable}
        value={form.kind}
        options={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
        onChange={(value) => change({ kind: value as Event["kind"] })}
      />
      {form.kind !== "online" && venues.length > 0 && (
        <NativeSelect
          id="details-venue"
          label={t("field.venue")}
          required
          disabled={!editable}
          value={form.venue || ELSEWHERE}
          options={[
            ...venues
              .filter(({ id, is_archived }) => !is_archived || id === form.venue)
              .map(({ id, name, city }) => ({ value: id, label: [name, city].filter(Boolean).join(", ") })),
            { value: ELSEWHERE, label: t("venue.none") },
          ]}
          onChange={(chosen) => change({ venue: chosen === ELSEWHERE ? "" : chosen })}
        />
      )}
      {form.kind !== "online" && form.venue === "" && (
        <div className="pair">
          <Field label={t("field.place")} required {...text("place")} />
          <Field label={t("field.city")} {...text("city")} />
        </div>
      )}
      {form.kind !== "in_person" && (
        <Field
          label={t("field.onlineUrl")}
          hint={t("field.onlineUrlHint")}
          type="url"
          required
          {...text("onlineUrl")}
        />
      )}
    </>
  );
}
