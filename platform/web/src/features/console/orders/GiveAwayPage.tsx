// Tickets that the team gives away or sells at the desk: whose they are, which, who comes, and how they are paid.
import "../parts/lists.css";
import "./orders.css";
import type { FormEvent, ReactNode } from "react";
import { LANGUAGES } from "../../../lib/language";
import { Button } from "../../../ui/Button";
import { Checkbox } from "../../../ui/Checkbox";
import { ErrorSummary } from "../../../ui/ErrorSummary";
import { Failure } from "../../../ui/Failure";
import { Field } from "../../../ui/Field";
import { useLocale } from "../../../ui/language";
import { NativeSelect } from "../../../ui/NativeSelect";
import { Quantity } from "../../../ui/Quantity";
import { Skeleton } from "../../../ui/Skeleton";
import { usePools, useTicketTypes, type TicketType } from "../events/queries";
import { currenciesOf } from "../parts/currency-amounts";
import { useEventIfAny } from "../shell/event";
import { useAmount } from "../shell/money";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { PaymentPart } from "./DeskPayment";
import { useDeskTypes } from "./desk-prices";
import { EventChoice } from "./EventChoice";
import { MOST_TICKETS, typesIn, type GiveAwayForm, type Payment, type Person, type Place } from "./give-away";
import { LONGEST_NOTE } from "./OrderNote";
import { usePathHere } from "./places";
import { useOrderTexts } from "./texts";
import { useGiveAway, type GiveAway } from "./useGiveAway";

interface GiveAwayPageProps {
  /** What is chosen at first. */
  readonly begins?: Payment;
}

export default function GiveAwayPage({ begins = "none" }: GiveAwayPageProps): ReactNode {
  const t = useOrderTexts();
  const pathHere = usePathHere();
  const { may } = useOrganization();
  const isInEvent = useEventIfAny() !== null;
  const giving = useGiveAway(begins);
  const { form, change } = giving;
  const isGiven = form.payment === "none";
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    giving.send();
  };
  return (
    <Page
      title={t(isGiven ? "give.title" : "desk.title")}
      lead={t(isGiven ? "give.lead" : "desk.lead")}
      back={{ to: pathHere("orders"), label: t("list.title") }}
      narrow
    >
      <form className="stack" noValidate onSubmit={submit}>
        <ErrorSummary errors={giving.summary} attempt={giving.attempt} />
        {giving.failure !== null && <Failure error={giving.failure} />}
        {!isInEvent && (
          <EventChoice
            id="event"
            value={form.eventId}
            onChange={(eventId) => change({ eventId, counts: {}, people: {}, currency: "" })}
            error={giving.errors.get("event")}
          />
        )}
        {form.eventId !== "" && <Tickets giving={giving} />}
        <Recipient giving={giving} />
        {giving.places.length > 1 && <People giving={giving} />}
        <PaymentPart giving={giving} />
        {isGiven && (
          <Checkbox checked={form.sendsMail} onChange={(sendsMail) => change({ sendsMail })}>
            {t("give.sendsMail")}
          </Checkbox>
        )}
        {may("order-notes.write") && (
          <Field
            label={t("notes.new")}
            hint={t("notes.hint")}
            rows={2}
            maxLength={LONGEST_NOTE}
            value={form.note}
            onChange={(note) => change({ note })}
          />
        )}
        <div className="row">
          <Button type="submit" pending={giving.pending}>
            {giving.places.length === 0
              ? t(isGiven ? "give.none" : "desk.title")
              : t(BUTTONS[form.payment], { number: giving.places.length })}
          </Button>
        </div>
      </form>
    </Page>
  );
}

const BUTTONS = { none: "give.button", now: "desk.sell", later: "desk.ask" } as const;

function Tickets({ giving: { form, change, errors } }: { readonly giving: GiveAway }): ReactNode {
  const t = useOrderTexts();
  const known = useDeskTypes(form);
  const all = known.data?.filter(({ state }) => state !== "archived") ?? [];
  const currencies = form.payment === "none" ? [] : currenciesOf(all);
  const types = known.data !== undefined ? typesIn(all, currencies.length > 1 ? form.currency : "") : undefined;
  const choose = (code: string): void => {
    const currency = code === currencies[0] ? "" : code;
    const sold = new Set(typesIn(all, currency).map(({ id }) => id));
    const counts = Object.fromEntries(Object.entries(form.counts).filter(([id]) => sold.has(id)));
    change({ currency, counts });
  };
  const set = (id: string, count: number): void => change({ counts: { ...form.counts, [id]: count } });
  return (
    <fieldset id="tickets" tabIndex={-1} className="stack">
      <legend className="form-part">{t("column.ticketTypes")}</legend>
      {known.data === undefined && known.error === null && <Skeleton rows={2} />}
      {known.error !== null && <Failure error={known.error} onRetry={known.refetch} />}
      {types?.length === 0 && <p className="muted">{t("give.noTypes")}</p>}
      {currencies.length > 1 && (
        <NativeSelect
          id="currency"
          label={t("desk.currency")}
          hint={t("desk.currencyHint")}
          required
          options={currencies.map((each) => ({ value: each, label: each }))}
          value={form.currency || (currencies[0] ?? "")}
          onChange={choose}
          error={errors.get("currency")}
        />
      )}
      <ul className="give-types">
        {types?.map((type) => (
          <li key={type.id}>
            <span className="order-people__who">
              <bdi>{type.name}</bdi>
              <About type={type} eventId={form.eventId} hasPrice={form.payment !== "none"} />
            </span>
            <Quantity
              id={type.id}
              name={type.name}
              value={form.counts[type.id] ?? 0}
              onChange={(count) => set(type.id, count)}
              max={MOST_TICKETS}
              error={errors.get(type.id)}
            />
          </li>
        ))}
      </ul>
      {errors.has("tickets") && <p className="field__error">{errors.get("tickets")}</p>}
    </fieldset>
  );
}

interface AboutProps {
  readonly type: TicketType;
  readonly eventId: string;
  readonly hasPrice: boolean;
}

/** What one is listed at in the currency in which it is sold, and what its stock has left. */
function About({ type, eventId, hasPrice }: AboutProps): ReactNode {
  const t = useOrderTexts();
  const amount = useAmount();
  const pool = usePools(eventId).data?.find(({ id }) => id === type.pool_id);
  const said = [
    ...(hasPrice && type.kind !== "free" ? [amount(type.price_minor, type.currency)] : []),
    ...(pool === undefined || type.sold_as === "bundle"
      ? []
      : [t("give.left", { number: Math.max(pool.remaining, 0) })]),
  ];
  return said.length === 0 ? null : <span className="muted small">{said.join(" · ")}</span>;
}

function Recipient({ giving: { form, change, errors } }: { readonly giving: GiveAway }): ReactNode {
  const t = useOrderTexts();
  const names = new Intl.DisplayNames([useLocale(), "en"], { type: "language" });
  return (
    <fieldset className="stack">
      <legend className="form-part">{t("give.recipient")}</legend>
      <div className="pair">
        <Field
          id="name"
          label={t("buyer.name")}
          required
          value={form.name}
          onChange={(name) => change({ name })}
          error={errors.get("name")}
        />
        <Field
          id="email"
          type="email"
          label={t("column.email")}
          required={form.payment !== "now"}
          {...(form.payment === "now" ? { hint: t("desk.emailHint") } : {})}
          value={form.email}
          onChange={(email) => change({ email })}
          error={errors.get("email")}
        />
      </div>
      <NativeSelect
        id="locale"
        label={t("give.language")}
        required
        options={LANGUAGES.map((value) => ({ value, label: names.of(value) ?? value }))}
        value={form.locale}
        onChange={(locale) => change({ locale })}
        error={errors.get("locale")}
      />
    </fieldset>
  );
}

function People({ giving }: { readonly giving: GiveAway }): ReactNode {
  const t = useOrderTexts();
  return (
    <fieldset className="stack">
      <legend className="form-part">{t("give.people")}</legend>
      <p className="muted">{t("give.peopleHint")}</p>
      {giving.places.map((place) => (
        <OnePerson key={place.key} place={place} giving={giving} />
      ))}
    </fieldset>
  );
}

const NOBODY: Person = { name: "", email: "" };

function OnePerson({
  place: { key, typeId, number },
  giving: { form, change, errors },
}: {
  readonly place: Place;
  readonly giving: GiveAway;
}): ReactNode {
  const t = useOrderTexts();
  const type = useTicketTypes(form.eventId).data?.find(({ id }) => id === typeId);
  const person = form.people[key] ?? NOBODY;
  const set = (changes: Partial<Person>): void =>
    change({ people: { ...form.people, [key]: { ...person, ...changes } } } satisfies Partial<GiveAwayForm>);
  return (
    <fieldset>
      <legend className="small">
        <bdi>
          {type?.name} {number}
        </bdi>
      </legend>
      <div className="pair">
        <Field
          id={`name-${key}`}
          label={t("buyer.name")}
          value={person.name}
          placeholder={form.name}
          onChange={(name) => set({ name })}
          error={errors.get(`name-${key}`)}
        />
        <Field
          id={`email-${key}`}
          type="email"
          label={t("column.email")}
          value={person.email}
          onChange={(email) => set({ email })}
          error={errors.get(`email-${key}`)}
        />
      </div>
    </fieldset>
  );
}
