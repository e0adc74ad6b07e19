// A ticket is offered to another person on behalf of its holder, who keeps it until the other one accepts.
import type { ReactNode } from "react";
import { LANGUAGES, languageOf } from "../../../lib/language";
import { Field } from "../../../ui/Field";
import { useLocale } from "../../../ui/language";
import { NativeSelect } from "../../../ui/NativeSelect";
import { useEditing } from "../parts/editing";
import { EntityPanel } from "../parts/EntityForm";
import { useNotify } from "../shell/notifications";
import type { Order } from "./queries";
import { useOrderTexts } from "./texts";
import { useOffer, type Recipient } from "./transfers";

export interface OfferPanelProps {
  readonly order: Order;
  readonly ticketId: string;
  /** Who has the ticket now. */
  readonly holder: string;
  readonly onClose: () => void;
}

const FIELDS: Readonly<Record<string, keyof Recipient>> = { email: "email", locale: "locale" };

export default function OfferPanel({ order, ticketId, holder, onClose }: OfferPanelProps): ReactNode {
  const t = useOrderTexts();
  const notify = useNotify();
  const names = new Intl.DisplayNames([useLocale(), "en"], { type: "language" });
  const offering = useOffer(order, ticketId);
  const editing = useEditing<Recipient, Order>({
    entity: null,
    empty: { email: "", locale: languageOf(order.locale) },
    prefix: "offer",
    formOf: () => ({ email: "", locale: languageOf(order.locale) }),
    problemsOf: ({ email }) => new Map(email.includes("@") ? [] : [["email", t("offer.wrong")]]),
    fieldOf: (pointer) => FIELDS[pointer.slice(1)] ?? null,
    write: ({ email, locale }) => offering.mutateAsync({ email: email.trim(), locale }).then(() => order),
    current: (now) => Promise.resolve(now),
    onSaved: (_, { email }) => {
      onClose();
      notify(t("offer.done", { email: email.trim() }));
    },
  });
  const { form, change, errors } = editing;
  return (
    <EntityPanel
      kind="dialog"
      editing={editing}
      title={t("offer.title", { name: holder })}
      submit={t("offer.send")}
      labelOf={() => null}
      onClose={onClose}
    >
      <p>{t("offer.text", { name: holder })}</p>
      <Field
        id="offer-email"
        label={t("offer.email")}
        type="email"
        required
        value={form.email}
        onChange={(email) => change({ email })}
        error={errors.get("email")}
      />
      <NativeSelect
        id="offer-locale"
        label={t("offer.language")}
        required
        options={LANGUAGES.map((value) => ({ value, label: names.of(value) ?? value }))}
        value={form.locale}
        onChange={(locale) => change({ locale })}
        error={errors.get("locale")}
      />
      <p className="muted small">{t("offer.until")}</p>
    </EntityPanel>
  );
}
