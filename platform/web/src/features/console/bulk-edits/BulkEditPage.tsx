// Several ticket types are changed at once: chosen, tried with both sides of each, made, and undone.
import "./bulk-edits.css";
import { useState, type FormEvent, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { CheckboxGroup } from "../../../ui/Checkbox";
import { Empty } from "../../../ui/Empty";
import { ErrorSummary } from "../../../ui/ErrorSummary";
import { Failure } from "../../../ui/Failure";
import { useEvent } from "../shell/event";
import { useAmount, useDigits } from "../shell/money";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { eventPath } from "../shell/places";
import { Loaded } from "../shell/states";
import { useAllTicketTypes } from "../tickets/queries";
import type { TicketType } from "../tickets/type-form";
import { bodyOf, emptyEdit, problemsOf, type BulkEditForm } from "./bulk-edit-form";
import { BulkEditFields } from "./BulkEditFields";
import { EditedTypes } from "./EditedTypes";
import { MadeEdits } from "./MadeEdits";
import { useMakeEdit, usePreviewEdit } from "./queries";
import { useBulkEditTexts } from "./texts";

export default function BulkEditPage(): ReactNode {
  const t = useBulkEditTexts();
  const event = useEvent();
  const { slug } = useOrganization();
  const types = useAllTicketTypes();
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      help="sell-tickets-in-the-console"
      back={{ to: eventPath(slug, event.id, "tickets"), label: t("back") }}
    >
      <Loaded query={types}>
        {(all) => {
          const selling = all.filter(({ state }) => state !== "archived");
          return selling.length === 0 ? (
            <Empty icon="ticket" title={t("none")} />
          ) : (
            <div className="stack">
              <Editor types={selling} />
              <MadeEdits />
            </div>
          );
        }}
      </Loaded>
    </Page>
  );
}

function Editor({ types }: { readonly types: readonly TicketType[] }): ReactNode {
  const t = useBulkEditTexts();
  const notify = useNotify();
  const amount = useAmount();
  const { time_zone: timeZone } = useEvent();
  const place = { timeZone, digits: useDigits()(types[0]?.currency ?? "EUR") };
  const [form, setForm] = useState<BulkEditForm>(() => emptyEdit(types.map(({ id }) => id)));
  const [wrong, setWrong] = useState<ReadonlyMap<keyof BulkEditForm, string>>(new Map());
  const [attempt, setAttempt] = useState(0);
  const preview = usePreviewEdit();
  const make = useMakeEdit();
  const change = (changes: Partial<BulkEditForm>): void => {
    setForm((now) => ({ ...now, ...changes }));
    preview.reset();
    make.reset();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const found = new Map([...problemsOf(form, place)].map(([name, problem]) => [name, t(`wrong.${problem}`)]));
    setWrong(found);
    setAttempt((now) => now + 1);
    if (found.size === 0) preview.mutate(bodyOf(form, types, place));
  };
  const apply = (): void =>
    make.mutate(bodyOf(form, types, place), {
      onSuccess: ({ items }) => {
        notify(t("done", { number: items.length }));
        preview.reset();
        setForm(emptyEdit(form.chosen));
      },
    });
  return (
    <>
      <form className="stack bulk-edit" noValidate onSubmit={submit}>
        <ErrorSummary errors={[...wrong].map(([name, text]) => ({ id: `edit-${name}`, text }))} attempt={attempt} />
        <CheckboxGroup
          id="edit-chosen"
          label={t("chosen")}
          required
          options={types.map((type) => ({
            value: type.id,
            label: `${type.name} (${amount(type.price_minor, type.currency)})`,
          }))}
          values={form.chosen}
          onChange={(chosen) => change({ chosen })}
          error={wrong.get("chosen")}
        />
        <BulkEditFields form={form} change={change} errors={wrong} currency={types[0]?.currency ?? ""} />
        {preview.isError && <Failure error={preview.error} />}
        <div className="row">
          <Button type="submit" kind="quiet" pending={preview.isPending}>
            {t("preview")}
          </Button>
        </div>
      </form>
      {preview.data !== undefined && (
        <section className="stack" aria-label={t("previewed")}>
          <p role="status">{t(preview.data.is_possible ? "possible" : "impossible")}</p>
          <EditedTypes items={preview.data.items} />
          {make.isError && <Failure error={make.error} />}
          {preview.data.is_possible && (
            <div className="row">
              <Button pending={make.isPending} onPress={apply}>
                {t("apply")}
              </Button>
            </div>
          )}
        </section>
      )}
    </>
  );
}
