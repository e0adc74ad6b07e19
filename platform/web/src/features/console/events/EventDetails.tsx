// The details of an event: saved as a whole, and never over what somebody else saved meanwhile.
import "./events.css";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent, type ReactNode } from "react";
import { answerOf } from "../../../api/client";
import { Refused } from "../../../lib/api";
import { placeErrors } from "../../../lib/problems";
import { Button } from "../../../ui/Button";
import { ErrorSummary } from "../../../ui/ErrorSummary";
import { Failure } from "../../../ui/Failure";
import { Field } from "../../../ui/Field";
import { RadioGroup } from "../../../ui/RadioGroup";
import { useApi } from "../session/api";
import { ifMatch, isConflict } from "../session/connection";
import { eventKey, useEvent, type Event } from "../shell/event";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { ConflictDialog } from "./ConflictDialog";
import { changeOf, detailsFieldOf, detailsOf, differences, type DetailsField, type DetailsForm } from "./event-details";
import { TimeZone } from "./TimeZone";
import { useEventTexts } from "./texts";

const KINDS = ["in_person", "online", "hybrid"] as const;
const VISIBILITIES = ["public", "unlisted", "private"] as const;

export default function EventDetails(): ReactNode {
  const t = useEventTexts();
  const saved = useEvent();
  const here = useOrganization();
  const notify = useNotify();
  /** The event that the form began with; another version of it may have been saved since. */
  const [base, setBase] = useState(saved);
  const [form, setForm] = useState(() => detailsOf(saved));
  const [theirs, setTheirs] = useState<Event | null>(null);
  const [attempt, setAttempt] = useState(0);
  const changed = differences(detailsOf(base), form);
  const begin = (event: Event): void => {
    setBase(event);
    setForm(detailsOf(event));
    setTheirs(null);
  };
  const save = useSave(base, (event) => {
    begin(event);
    notify(t("details.saved"));
  });
  const send = (over: Event): void => {
    setAttempt((now) => now + 1);
    save.mutate(
      { body: changeOf(form, changed, over), over },
      { onError: (error) => isConflict(error) && void look() },
    );
  };
  const look = async (): Promise<void> => setTheirs(await save.fetchCurrent());
  const { fields, others } = placedErrors(save.error);
  const change = (name: DetailsField, value: string): void => setForm((now) => ({ ...now, [name]: value }));
  const text = (name: DetailsField) => ({
    id: name,
    value: form[name],
    onChange: (value: string) => change(name, value),
    error: fields.get(name),
    disabled: !here.may("events.write"),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (changed.length > 0) send(base);
  };
  return (
    <Page title={t("details.title")} narrow>
      <form className="stack" noValidate onSubmit={submit}>
        <ErrorSummary
          attempt={attempt}
          errors={[
            ...[...fields].map(([id, said]) => ({ id, text: said })),
            ...others.map((said) => ({ id: null, text: said })),
          ]}
        />
        {save.isError && !isConflict(save.error) && fields.size + others.length === 0 && <Failure error={save.error} />}
        <Field label={t("field.title")} required {...text("title")} />
        <Field label={t("field.summary")} hint={t("field.summaryHint")} rows={3} maxLength={500} {...text("summary")} />
        <div className="pair">
          <Field label={t("field.starts")} type="datetime-local" required {...text("starts")} />
          <Field label={t("field.ends")} type="datetime-local" required {...text("ends")} />
        </div>
        <TimeZone value={form.timeZone} error={fields.get("timeZone")} onChange={change} />
        <Where form={form} text={text} change={change} hasVenue={base.venue_id !== null} />
        <RadioGroup
          label={t("field.visibility")}
          required
          value={form.visibility}
          options={VISIBILITIES.map((value) => ({ value, label: t(`visibility.${value}`) }))}
          onChange={(value) => change("visibility", value)}
        />
        <Field label={t("field.contactEmail")} type="email" {...text("contactEmail")} />
        {here.may("events.write") && (
          <div className="row">
            <Button type="submit" pending={save.isPending} isDisabled={changed.length === 0}>
              {t("details.save")}
            </Button>
            {changed.length > 0 && (
              <Button kind="quiet" onPress={() => begin(saved)}>
                {t("details.discard")}
              </Button>
            )}
          </div>
        )}
      </form>
      {theirs !== null && (
        <ConflictDialog
          mine={form}
          theirs={detailsOf(theirs)}
          changed={changed}
          onKeepMine={() => {
            setTheirs(null);
            send(theirs);
          }}
          onTakeTheirs={() => begin(theirs)}
          onClose={() => setTheirs(null)}
        />
      )}
    </Page>
  );
}

interface WhereProps {
  readonly form: DetailsForm;
  readonly text: (name: DetailsField) => {
    readonly id: string;
    readonly value: string;
    readonly onChange: (value: string) => void;
    readonly error: string | undefined;
    readonly disabled: boolean;
  };
  readonly change: (name: DetailsField, value: string) => void;
  readonly hasVenue: boolean;
}

function Where({ form, text, change, hasVenue }: WhereProps): ReactNode {
  const t = useEventTexts();
  return (
    <>
      <RadioGroup
        label={t("field.kind")}
        required
        value={form.kind}
        options={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
        onChange={(value) => change("kind", value)}
      />
      {form.kind !== "online" && !hasVenue && (
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

function placedErrors(error: unknown): { fields: ReadonlyMap<string, string>; others: readonly string[] } {
  if (!(error instanceof Refused) || error.problem.errors.length === 0) return { fields: new Map(), others: [] };
  return placeErrors(error.problem, detailsFieldOf);
}

interface Sent {
  readonly body: ReturnType<typeof changeOf>;
  readonly over: Event;
}

function useSave(base: Event, onSaved: (event: Event) => void) {
  const api = useApi();
  const client = useQueryClient();
  const { id } = useOrganization();
  const address = "/api/v1/organizations/{organization_id}/events/{event_id}";
  const params = { path: { organization_id: id, event_id: base.id } };
  const mutation = useMutation({
    mutationFn: ({ body, over }: Sent) => answerOf(api.PATCH(address, { params, body, headers: ifMatch(over) })),
    onSuccess: (event: Event) => {
      client.setQueryData(eventKey(id, event.id), event);
      void client.invalidateQueries({ queryKey: [id, "events"] });
      onSaved(event);
    },
  });
  return Object.assign({}, mutation, { fetchCurrent: () => answerOf(api.GET(address, { params })) });
}
