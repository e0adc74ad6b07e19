// How tickets at the desk are paid: not at all, there and then, or by the buyer until a day.
import type { ReactNode } from "react";
import { Checkbox } from "../../../ui/Checkbox";
import { Field } from "../../../ui/Field";
import { RadioGroup } from "../../../ui/RadioGroup";
import { useTicketTypes } from "../events/queries";
import { useAmount } from "../shell/money";
import { useOrganization } from "../shell/organizations";
import { costsOf, isFree, type Payment } from "./give-away";
import { ReceivedFields } from "./ReceivedFields";
import { useOrderTexts } from "./texts";
import type { GiveAway } from "./useGiveAway";

const PERMISSIONS: Readonly<Record<Payment, string>> = {
  none: "orders.give-away",
  now: "orders.record-payments",
  later: "orders.record-payments",
};
const PREFIX = "payment";

export function PaymentPart({ giving }: { readonly giving: GiveAway }): ReactNode {
  const t = useOrderTexts();
  const { may } = useOrganization();
  const { form, change, errors, zone } = giving;
  const types = useTicketTypes(form.eventId).data ?? [];
  const offered = (["none", "now", "later"] as const).filter((each) => may(PERMISSIONS[each]));
  if (offered.length < 2) return null;
  const isPaid = form.payment === "now" && !isFree(form.counts, types);
  const wrong = new Map([...errors].map(([name, text]) => [name.replace(`${PREFIX}-`, ""), text] as const));
  return (
    <>
      <RadioGroup
        id={PREFIX}
        label={t("desk.payment")}
        value={form.payment}
        onChange={(payment) => change({ payment: payment as Payment })}
        options={offered.map((value) => ({ value, label: t(`desk.pays.${value}`) }))}
      />
      {form.payment !== "none" && <Cost giving={giving} />}
      {isPaid && <ReceivedFields form={form} change={change} errors={wrong} prefix={PREFIX} />}
      {form.payment === "now" && <AtOnce giving={giving} />}
      {form.payment === "later" && (
        <Field
          id="until"
          label={t("desk.until")}
          hint={t("desk.untilHint", { zone: zone.replaceAll("_", " ") })}
          type="datetime-local"
          required
          value={form.until}
          onChange={(until) => change({ until })}
          error={errors.get("until")}
        />
      )}
    </>
  );
}

/** What follows a sale to somebody who stands there: they are let in, and get a badge. */
function AtOnce({ giving: { form, change } }: { readonly giving: GiveAway }): ReactNode {
  const t = useOrderTexts();
  const { may } = useOrganization();
  return (
    <>
      {may("checkin.scan") && (
        <Checkbox id="admits" checked={form.admits} onChange={(admits) => change({ admits })}>
          {t("desk.admits")}
        </Checkbox>
      )}
      {may("badges.print") && (
        <Checkbox id="prints" checked={form.printsBadges} onChange={(printsBadges) => change({ printsBadges })}>
          {t("desk.badge")}
        </Checkbox>
      )}
    </>
  );
}

function Cost({ giving: { form } }: { readonly giving: GiveAway }): ReactNode {
  const t = useOrderTexts();
  const money = useAmount();
  const costs = costsOf(form.counts, useTicketTypes(form.eventId).data ?? []);
  if (costs.length === 0) return null;
  return (
    <p className="order-cost" aria-live="polite">
      {t("desk.cost", { amount: costs.map(([currency, minor]) => money(minor, currency)).join(" + ") })}
    </p>
  );
}
