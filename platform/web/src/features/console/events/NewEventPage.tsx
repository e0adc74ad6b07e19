// A new event in one screen: what, when, where, one ticket; its page takes shape beside it.
import "./events.css";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef, useState, type FormEvent, type ReactNode } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { Refused } from "../../../lib/api";
import { pageLanguage } from "../../../lib/language";
import { placeErrors } from "../../../lib/problems";
import { Button } from "../../../ui/Button";
import { ErrorSummary, type FieldError } from "../../../ui/ErrorSummary";
import { Failure } from "../../../ui/Failure";
import { Field } from "../../../ui/Field";
import { RadioGroup } from "../../../ui/RadioGroup";
import { useApi, useConnection } from "../session/api";
import { eventKey, type Event } from "../shell/event";
import { useDigits } from "../shell/money";
import { useOwnOrganization } from "../shell/organization-api";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { eventPath, organizationPath } from "../shell/places";
import { EventPreview } from "./EventPreview";
import { copyEvent, fieldOf, makeEvent, problemsOf, usualEnd, type Made, type NewEventForm } from "./new-event";
import { StartFrom } from "./StartFrom";
import { TimeZone } from "./TimeZone";
import { useEventTexts } from "./texts";

const KINDS = ["in_person", "online", "hybrid"] as const;
const BEFORE_ORGANIZATION = "EUR";

export default function NewEventPage(): ReactNode {
  const t = useEventTexts();
  const { slug } = useOrganization();
  const [asked, setAsked] = useSearchParams();
  const [form, change] = useForm();
  const from = asked.get("from") ?? "";
  const sent = useSending(form, from);
  const text = (name: keyof NewEventForm) => ({
    id: name,
    value: form[name],
    onChange: (value: string) => change(name, value),
    error: sent.errors.get(name),
  });
  const [taken, setTaken] = useState("");
  /** A copy is called as its source is, until somebody calls it otherwise. */
  const startFrom = (id: string, title: string): void => {
    setAsked(id === "" ? {} : { from: id }, { replace: true });
    if (form.title === taken) change("title", title);
    setTaken(title);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    sent.send();
  };
  return (
    <Page title={t("new.title")} back={{ to: organizationPath(slug, "events"), label: t("list.title") }}>
      <div className="columns columns--even">
        <form className="stack" noValidate onSubmit={submit}>
          <ErrorSummary errors={sent.summary} attempt={sent.attempt} />
          {sent.failure !== null && <Failure error={sent.failure} />}
          <StartFrom value={from} onChange={startFrom} />
          <Field label={t("new.name")} required {...text("title")} />
          {from === "" ? (
            <>
              <When text={text} change={change} form={form} />
              <Where text={text} change={change} form={form} />
              {sent.sellsTickets && <Ticket text={text} form={form} />}
            </>
          ) : (
            <>
              <p className="muted">{t("new.copied")}</p>
              <Field label={t("field.starts")} hint={t("new.newStartHint")} type="datetime-local" {...text("starts")} />
            </>
          )}
          <div className="row">
            <Button type="submit" pending={sent.pending}>
              {t("new.button")}
            </Button>
          </div>
          <p className="muted small">{t("new.hint")}</p>
        </form>
        {from === "" && <EventPreview form={form} />}
      </div>
    </Page>
  );
}

type Change = (name: keyof NewEventForm, value: string) => void;

interface PartProps {
  readonly text: (name: keyof NewEventForm) => {
    readonly id: string;
    readonly value: string;
    readonly onChange: (value: string) => void;
    readonly error: string | undefined;
  };
  readonly form: NewEventForm;
}

function When({ text, change, form }: PartProps & { readonly change: Change }): ReactNode {
  const t = useEventTexts();
  const start = (value: string): void => {
    const hadUsualEnd = form.ends === "" || form.ends === usualEnd(form.starts);
    change("starts", value);
    if (hadUsualEnd) change("ends", usualEnd(value));
  };
  return (
    <>
      <div className="pair">
        <Field label={t("field.starts")} type="datetime-local" required {...text("starts")} onChange={start} />
        <Field label={t("field.ends")} type="datetime-local" required {...text("ends")} />
      </div>
      <TimeZone value={form.timeZone} error={text("timeZone").error} onChange={change} />
    </>
  );
}

function Where({ text, change, form }: PartProps & { readonly change: Change }): ReactNode {
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
      {form.kind !== "online" && (
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

function Ticket({ text, form }: PartProps): ReactNode {
  const t = useEventTexts();
  return (
    <fieldset className="stack">
      <legend className="form-part">{t("new.ticket")}</legend>
      <Field label={t("field.ticket")} required {...text("ticket")} />
      <div className="pair">
        <Field
          label={t("field.price", { currency: form.currency })}
          hint={t("field.priceHint")}
          type="number"
          {...text("price")}
        />
        <Field
          label={t("field.capacity")}
          hint={t("field.capacityHint")}
          type="number"
          required
          {...text("capacity")}
        />
      </div>
    </fieldset>
  );
}

/** The form as it stands; zone and currency are the organization's until they are changed. */
function useForm(): [NewEventForm, Change] {
  const t = useEventTexts();
  const { config } = useConnection();
  const organization = useOwnOrganization();
  const [typed, setTyped] = useState<Partial<NewEventForm>>({});
  const form: NewEventForm = {
    title: "",
    starts: "",
    ends: "",
    timeZone: organization.data?.time_zone ?? config.person.timeZone,
    kind: "in_person",
    place: "",
    city: "",
    onlineUrl: "",
    ticket: t("new.admission"),
    price: "",
    currency: organization.data?.currency ?? BEFORE_ORGANIZATION,
    capacity: "100",
    ...typed,
  };
  const change = useCallback<Change>((name, value) => setTyped((now) => ({ ...now, [name]: value })), []);
  return [form, change];
}

/** Sends the form; what a former try made already is not made again. */
function useSending(form: NewEventForm, from: string) {
  const t = useEventTexts();
  const api = useApi();
  const client = useQueryClient();
  const navigate = useNavigate();
  const digits = useDigits()(form.currency);
  const { id, slug, may } = useOrganization();
  const made = useRef<Made>({});
  const [attempt, setAttempt] = useState(0);
  const [wrong, setWrong] = useState<ReadonlyMap<string, string>>(new Map());
  const [others, setOthers] = useState<readonly string[]>([]);
  const sellsTickets = may("inventory.edit") && may("catalog.edit");
  const maker = { api, organizationId: id, language: pageLanguage(), digits };
  const sending = useMutation({
    mutationFn: () => (from === "" ? makeEvent(form, maker, made.current, sellsTickets) : copyEvent(from, form, maker)),
    onSuccess: (event: Event) => {
      client.setQueryData(eventKey(id, event.id), event);
      void client.invalidateQueries({ queryKey: [id, "events"] });
      void navigate(eventPath(slug, event.id));
    },
    onError: (error) => {
      if (!(error instanceof Refused) || error.problem.errors.length === 0) return;
      const placed = placeErrors(error.problem, fieldOf);
      setWrong(placed.fields);
      setOthers(placed.others);
      setAttempt((now) => now + 1);
    },
  });
  const send = (): void => {
    const found = problemsOf(from === "" ? form : { ...form, ends: "" }, digits, sellsTickets && from === "");
    const said = Object.entries(found).map(([name, key]) => [name, t(`wrong.${key}`)] as const);
    setWrong(new Map(said));
    setOthers([]);
    setAttempt((now) => now + 1);
    if (said.length === 0) sending.mutate();
  };
  const summary: FieldError[] = [
    ...[...wrong].map(([name, text]) => ({ id: name, text })),
    ...others.map((text) => ({ id: null, text })),
  ];
  const isPlaced = sending.error instanceof Refused && sending.error.problem.errors.length > 0;
  return {
    send,
    attempt,
    summary,
    sellsTickets,
    errors: wrong,
    pending: sending.isPending,
    failure: sending.isError && !isPlaced ? sending.error : null,
  };
}
