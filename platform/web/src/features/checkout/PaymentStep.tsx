// Paying: in which parts, by which method, and for whom the invoice is.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useRef, type ReactNode } from "react";
import { formatMoment } from "../../lib/moment";
import { Failure } from "../../ui/Failure";
import { useLocale } from "../../ui/language";
import { useMoney } from "../../ui/Money";
import { Notice } from "../../ui/Notice";
import { RadioGroup, type RadioOption } from "../../ui/RadioGroup";
import { Skeleton } from "../../ui/Skeleton";
import { cartOf } from "./cart";
import { FieldsPart, useFields, type FieldsState } from "./FieldsPart";
import {
  begunHere,
  choiceOf,
  dueNow,
  elsewhere,
  firstPick,
  hintsOf,
  isEmbedded,
  offered,
  type Picked,
  type PlanOffer,
  type Ways,
} from "./payment";
import { useCheckoutTexts, usePurchase, useSay } from "./purchase";
import { ReturnsPart, useTermsQuery } from "./ReturnsPart";
import { StepForm } from "./StepForm";

const BillingPart = lazy(() => import("./BillingPart"));
const PayingCountry = lazy(() => import("./PayingCountry"));

export default function PaymentStep(): ReactNode {
  const t = useCheckoutTexts();
  const { state, client } = usePurchase();
  const { order, secret, country } = state;
  const ways = useQuery({
    queryKey: ["ways", order?.id, order?.total_minor, country],
    queryFn: () => (order === null ? null : client.ways(order, secret, country)),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  // Asked for beside the ways to pay, so that the button does not move under the buyer's finger.
  useTermsQuery();
  return (
    <>
      <p className="muted">{t("payment.receipt", { email: state.buyer.email })}</p>
      <Suspense fallback={<Skeleton rows={1} label={t("loading")} />}>
        <BillingPart />
      </Suspense>
      {ways.isError && <Failure error={ways.error} onRetry={() => void ways.refetch()} />}
      {ways.data ? <Paying ways={ways.data} /> : ways.isPending && <Skeleton label={t("loading")} />}
    </>
  );
}

function Paying({ ways }: { readonly ways: Ways }): ReactNode {
  const t = useCheckoutTexts();
  const money = useMoney();
  const { state, dispatch, actions } = usePurchase();
  const picked = state.picked ?? firstPick(ways);
  const methods = offered(ways);
  const { digits } = cartOf(state);
  const fields = useFields();
  const isFields = isEmbedded(ways, picked);
  const amount = money(dueNow(ways, picked), ways.currency, digits);
  const pick = (change: Partial<Picked>): void => {
    fields.close();
    dispatch({ type: "picked", picked: { ...picked, ...change } });
  };
  const pay = async (): Promise<void> => {
    const choice = choiceOf(ways, picked, state.country);
    if (fields.stage !== "none") return fields.confirm();
    if (choice === null) return;
    const action = await actions.pay(choice);
    if (action !== null) fields.open(action);
  };
  useBegunFields(ways, fields);
  const isWorking =
    actions.pending === "pay" ||
    actions.leaving !== null ||
    fields.stage === "loading" ||
    fields.stage === "confirming";
  return (
    <StepForm
      label={
        isFields && (fields.stage === "none" || fields.stage === "loading")
          ? t("fields.open")
          : t("payment.pay", { amount })
      }
      onSubmit={() => void pay()}
      back="attendees"
      pending={isWorking}
      blocked={methods.length === 0}
    >
      {ways.plans.length > 0 && !ways.plans.some((plan) => plan.is_in_force) && (
        <Plans ways={ways} picked={picked} digits={digits} pick={(plan) => pick({ plan })} />
      )}
      {ways.items.length === 0 ? (
        <Notice>{t("payment.none")}</Notice>
      ) : (
        <Methods ways={ways} picked={picked} pick={(method) => pick({ method })} />
      )}
      <FieldsPart fields={fields} method={methods[picked.method]?.title ?? ""} />
      <Suspense fallback={null}>
        <PayingCountry />
      </Suspense>
      <ReturnsPart />
    </StepForm>
  );
}

/** After a reload the fields that were open stand there again; another country begins anew. */
function useBegunFields(ways: Ways, fields: FieldsState): void {
  const { state } = usePurchase();
  const first = useRef(true);
  const { country } = state;
  const from = useRef(country);
  useEffect(() => {
    if (from.current !== country) fields.close();
    from.current = country;
  });
  useEffect(() => {
    const begun = first.current && state.picked === null ? begunHere(ways) : null;
    first.current = false;
    if (begun !== null) fields.open(begun);
  });
}

function Methods({
  ways,
  picked,
  pick,
}: {
  readonly ways: Ways;
  readonly picked: Picked;
  readonly pick: (method: number) => void;
}): ReactNode {
  const t = useCheckoutTexts();
  const say = useSay();
  const options = offered(ways).map((method, index): RadioOption => ({
    value: String(index),
    label: method.title,
    hint: hintsOf(method).map(say).join(" "),
  }));
  const others = elsewhere(ways);
  return (
    <>
      {options.length > 0 && (
        <RadioGroup
          id="method"
          label={t("payment.how")}
          look="cards"
          options={options}
          value={String(picked.method)}
          onChange={(value) => pick(Number(value))}
        />
      )}
      {others.length > 0 && (
        <p className="muted small">{t("payment.notHere", { methods: others.map((each) => each.title).join(", ") })}</p>
      )}
    </>
  );
}

function Plans({
  ways,
  picked,
  digits,
  pick,
}: {
  readonly ways: Ways;
  readonly picked: Picked;
  readonly digits: number;
  readonly pick: (plan: string) => void;
}): ReactNode {
  const t = useCheckoutTexts();
  const money = useMoney();
  const say = usePlanWords(ways, digits);
  const whole: RadioOption = {
    value: "all",
    label: t("plans.all"),
    aside: money(ways.left_minor, ways.currency, digits),
  };
  const options = ways.plans.map((plan): RadioOption => ({
    value: plan.plan_id,
    label: plan.name,
    hint: say(plan),
    aside: t("plans.now", { amount: money(plan.parts[0]?.amount_minor ?? 0, ways.currency, digits) }),
  }));
  return (
    <RadioGroup
      id="plan"
      label={t("plans.when")}
      look="cards"
      options={[whole, ...options]}
      value={picked.plan || "all"}
      onChange={(value) => pick(value === "all" ? "" : value)}
    />
  );
}

/** The later parts of a plan, and what becomes of an order that is not paid on, said before anything is paid. */
function usePlanWords(ways: Ways, digits: number): (plan: PlanOffer) => string {
  const t = useCheckoutTexts();
  const money = useMoney();
  const locale = useLocale();
  const { config } = usePurchase();
  const zone = config.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (plan) => {
    const amount = (minor: number): string => money(minor, ways.currency, digits);
    const parts = plan.parts
      .slice(1)
      .map((part) =>
        t("plans.part", { amount: amount(part.amount_minor), day: formatMoment(part.due_at, zone, locale, "date") }),
      );
    const lapses = t("plans.late", { count: plan.grace_days });
    const after = plan.keeps_deposit
      ? t("plans.deposit", { amount: amount(plan.parts[0]?.amount_minor ?? 0) })
      : t("plans.returned");
    return [...parts, lapses, after].join(" ");
  };
}
