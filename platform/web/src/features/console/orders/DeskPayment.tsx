// How tickets at the desk are paid: not at all, there and then, or by the buyer until a day.
import { useState, type ReactNode } from "react";
import { Refused } from "../../../lib/api";
import { Checkbox } from "../../../ui/Checkbox";
import { Field } from "../../../ui/Field";
import { NativeSelect } from "../../../ui/NativeSelect";
import { RadioGroup } from "../../../ui/RadioGroup";
import { useStationsOf } from "../badges/stations";
import { useBadgeTexts } from "../badges/texts";
import { useAmount, useDigits } from "../shell/money";
import { useOrganization } from "../shell/organizations";
import { useDeskPrices, useDeskTypes } from "./desk-prices";
import { BROWSER, costsOf, isFree, MEMBER_FIELD, typesIn, type Payment } from "./give-away";
import { ReceivedFields } from "./ReceivedFields";
import { useOrderTexts } from "./texts";
import type { GiveAway } from "./useGiveAway";

const PERMISSIONS: Readonly<Record<Payment, string>> = {
  none: "orders.give-away",
  now: "orders.record-payments",
  later: "orders.record-payments",
};
const PREFIX = "payment";
const LONGEST_NUMBER = 60;

export function PaymentPart({ giving }: { readonly giving: GiveAway }): ReactNode {
  const t = useOrderTexts();
  const { may } = useOrganization();
  const { form, change, errors, zone } = giving;
  const types = typesIn(useDeskTypes(form).data ?? [], form.currency);
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
function AtOnce({ giving }: { readonly giving: GiveAway }): ReactNode {
  const { form, change } = giving;
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
      {may("badges.print") && may("badges.read") && form.printsBadges && form.eventId !== "" && (
        <StationChoice giving={giving} />
      )}
    </>
  );
}

/** Where the badges are printed, of an event that has print stations; how each is now stands beside it. */
function StationChoice({ giving: { form, change, errors } }: { readonly giving: GiveAway }): ReactNode {
  const t = useOrderTexts();
  const badge = useBadgeTexts();
  const stations = useStationsOf(form.eventId).data ?? [];
  if (stations.length === 0) return null;
  return (
    <NativeSelect
      id="station"
      label={t("desk.station")}
      required
      options={[
        { value: BROWSER, label: t("desk.browser") },
        ...stations.map(({ id, name, state }) => ({
          value: id,
          label: `${badge("atStation", { name })} · ${badge(`station.state.${state}`)}`,
        })),
      ]}
      value={form.station}
      onChange={(station) => station !== "" && change({ station })}
      error={errors.get("station")}
    />
  );
}

/** What it costs by the prices of now, and the number of a member, where one makes it less. */
function Cost({ giving: { form, change, errors } }: { readonly giving: GiveAway }): ReactNode {
  const t = useOrderTexts();
  const money = useAmount();
  const types = typesIn(useDeskTypes(form).data ?? [], form.currency);
  const [checked, setChecked] = useState("");
  const prices = useDeskPrices(form, "");
  const ofMember = useDeskPrices(form, checked);
  const offersPrice = prices.data?.some(({ pricing }) =>
    pricing.members.some(({ entitled_by }) => entitled_by === "member_number"),
  );
  const isChecked = checked !== "" && checked === form.memberNumber.trim();
  const refusal = isChecked && ofMember.error instanceof Refused ? ofMember.error.problem.errors[0]?.detail : undefined;
  const costs = costsOf(form.counts, types, (isChecked ? ofMember.data : undefined) ?? prices.data, useDigits());
  return (
    <>
      {(offersPrice === true || form.memberNumber !== "" || errors.has(MEMBER_FIELD)) && (
        <Field
          id={MEMBER_FIELD}
          label={t("desk.member")}
          hint={t("desk.memberHint")}
          autoComplete="off"
          maxLength={LONGEST_NUMBER}
          value={form.memberNumber}
          onChange={(memberNumber) => change({ memberNumber })}
          onBlur={() => setChecked(form.memberNumber.trim())}
          error={refusal ?? errors.get(MEMBER_FIELD)}
        />
      )}
      {costs.length > 0 && (
        <p className="order-cost" aria-live="polite">
          {t("desk.cost", { amount: costs.map(([currency, minor]) => money(minor, currency)).join(" + ") })}
        </p>
      )}
    </>
  );
}
