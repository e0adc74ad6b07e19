// A ticket type beside the list: everything that it says, saved as a whole and never over what others saved.
import { useState, type FormEvent, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { SidePanel } from "../../../ui/Dialog";
import { ErrorSummary } from "../../../ui/ErrorSummary";
import { Failure } from "../../../ui/Failure";
import type { Pool } from "../events/queries";
import { fieldsThatDiffer } from "../parts/fields";
import { useEvent } from "../shell/event";
import { useDigits } from "../shell/money";
import { useNotify } from "../shell/notifications";
import { useTicketTexts } from "./texts";
import { emptyForm, formOf, NEW_POOL, type TicketType, type TypeForm } from "./type-form";
import { useSaving } from "./type-saving";
import { TypeConflict } from "./TypeConflict";
import { TypeFields } from "./TypeFields";

export interface TypePanelProps {
  /** As it was opened; null makes one. */
  readonly type: TicketType | null;
  /** All of the event, as they are now. */
  readonly types: readonly TicketType[];
  readonly pools: readonly Pool[];
  readonly currency: string;
  readonly onClose: () => void;
}

const FORM = "type-form";

export function TypePanel({ type, types, pools, currency, onClose }: TypePanelProps): ReactNode {
  const t = useTicketTexts();
  const event = useEvent();
  const notify = useNotify();
  const place = { timeZone: event.time_zone, digits: useDigits()(currency) };
  const [base, setBase] = useState(() => (type === null ? emptyForm(currency) : formOf(type, place)));
  const [over, setOver] = useState(type);
  const [form, setForm] = useState<TypeForm>(() =>
    type === null && pools.length > 0 ? { ...base, pool: NEW_POOL } : base,
  );
  const changed = fieldsThatDiffer(base, form);
  const saving = useSaving(place, (saved) => {
    notify(t(type === null ? "made" : "saved", { name: saved.name }));
    onClose();
  });
  const current = types.find(({ id }) => id === over?.id);
  const submit = (submitted: FormEvent): void => {
    submitted.preventDefault();
    if (over !== null && changed.length === 0) onClose();
    else saving.save(form, changed, over);
  };
  const begin = (from: TicketType): void => {
    setOver(from);
    setBase(formOf(from, place));
    setForm(formOf(from, place));
    saving.forgetConflict();
  };
  const actions = (
    <>
      <Button kind="quiet" onPress={onClose}>
        {t("cancel")}
      </Button>
      <Button type="submit" form={FORM} pending={saving.pending} isDisabled={type !== null && changed.length === 0}>
        {t(type === null ? "add" : "save")}
      </Button>
    </>
  );
  return (
    <SidePanel open title={type === null ? t("new") : type.name} onClose={onClose} actions={actions}>
      <form id={FORM} className="type-editor" noValidate onSubmit={submit}>
        <ErrorSummary attempt={saving.attempt} errors={saving.summary} />
        {saving.failure !== null && <Failure error={saving.failure} />}
        <TypeFields
          form={form}
          isNew={type === null}
          own={type?.id ?? null}
          types={types}
          pools={pools}
          errors={saving.errors}
          change={(changes) => setForm((now) => ({ ...now, ...changes }))}
        />
      </form>
      {saving.conflict && current !== undefined && over !== null && current.version !== over.version && (
        <TypeConflict
          mine={form}
          theirs={formOf(current, place)}
          changed={changed}
          pools={pools}
          types={types}
          onKeepMine={() => {
            setOver(current);
            saving.save(form, changed, current);
          }}
          onTakeTheirs={() => begin(current)}
          onClose={saving.forgetConflict}
        />
      )}
    </SidePanel>
  );
}
