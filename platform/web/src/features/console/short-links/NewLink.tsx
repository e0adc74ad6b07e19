// A short link as it is asked for: where it leads, and what it says along the way.
import { useState, type ReactNode } from "react";
import { Refused } from "../../../lib/api";
import { placeErrors } from "../../../lib/problems";
import { Button } from "../../../ui/Button";
import { Failure } from "../../../ui/Failure";
import { Field } from "../../../ui/Field";
import { NativeSelect } from "../../../ui/NativeSelect";
import { useNotify } from "../shell/notifications";
import { useLinkable, useMakeLink, type NewShortLink } from "./queries";
import "./short-links.css";
import { useShortLinkTexts } from "./texts";

const TARGETS = ["event", "tickets", "organization"] as const;
type Target = (typeof TARGETS)[number];
const TEXTS = ["source", "campaign"] as const;
const OF_TICKETS = ["access_code", "partner"] as const;
type TextName = "name" | (typeof TEXTS)[number] | (typeof OF_TICKETS)[number];
type Form = Readonly<Record<TextName, string>> & { readonly target: Target; readonly event: string };

const EMPTY: Form = { name: "", target: "event", event: "", source: "", campaign: "", access_code: "", partner: "" };
const LONGEST = 100;

export function NewLink(): ReactNode {
  const t = useShortLinkTexts();
  const notify = useNotify();
  const make = useMakeLink();
  const events = useLinkable().data ?? [];
  const [form, setForm] = useState(EMPTY);
  const change = (changes: Partial<Form>): void => setForm({ ...form, ...changes });
  const event = form.event || (events[0]?.id ?? "");
  const placed = make.error instanceof Refused ? placeErrors(make.error.problem, (at) => at.slice(1)) : null;
  const errorOf = (name: string): { error?: string } => {
    const wrong = placed?.fields.get(name);
    return wrong === undefined ? {} : { error: wrong };
  };
  const text = (name: TextName): ReactNode => (
    <Field
      key={name}
      id={`short-link-${name}`}
      label={t(`field.${name}`)}
      maxLength={LONGEST}
      value={form[name]}
      onChange={(value) => change({ [name]: value })}
      {...(name === "name" ? { required: true, hint: t("field.nameHint") } : {})}
      {...errorOf(name)}
    />
  );
  return (
    <form
      className="panel stack"
      onSubmit={(submitted) => {
        submitted.preventDefault();
        make.mutate(bodyOf(form, event), {
          onSuccess: (made) => {
            notify(t("made", { url: made.url }));
            setForm({ ...EMPTY, target: form.target, event: form.event });
          },
        });
      }}
    >
      <h2>{t("new")}</h2>
      {text("name")}
      <div className="short-links__choices">
        <NativeSelect
          id="short-link-target"
          label={t("field.target")}
          required
          options={TARGETS.map((value) => ({ value, label: t(`target.${value}`) }))}
          value={form.target}
          onChange={(target) => change({ target: target as Target })}
        />
        {form.target !== "organization" && (
          <NativeSelect
            id="short-link-event_id"
            label={t("field.event")}
            required
            options={events.map(({ id, title }) => ({ value: id, label: title }))}
            value={event}
            onChange={(chosen) => change({ event: chosen })}
            {...errorOf("event_id")}
          />
        )}
        {form.target === "tickets" && OF_TICKETS.map(text)}
        {TEXTS.map(text)}
      </div>
      {make.error !== null && (placed === null || placed.fields.size === 0) && <Failure error={make.error} />}
      <div>
        <Button type="submit" pending={make.isPending}>
          {t("make")}
        </Button>
      </div>
    </form>
  );
}

function bodyOf({ name, target, source, campaign, access_code, partner }: Form, event: string): NewShortLink {
  const ofTickets = target === "tickets" ? { access_code, partner } : {};
  const event_id = target === "organization" || event === "" ? null : event;
  return { name, target, source, campaign, event_id, ...ofTickets };
}
