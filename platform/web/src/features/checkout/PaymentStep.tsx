// The payment step: payment plan, payment method, billing details.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useRef, type ReactNode } from "react";
import { formatMoment } from "../../lib/moment";
import { Failure } from "../../ui/Failure";
import { Icon } from "../../ui/Icon";
import { useLocale } from "../../ui/language";
import { useMoney } from "../../ui/Money";
import { Notice } from "../../ui/Notice";
import { RadioGroup, type RadioOption } from "../../ui/RadioGroup";
import { Skeleton } from "../../ui/Skeleton";
import { cartOf } from "./cart";
import { ProviderFields, useProviderFields, type ProviderFieldsState } from "./ProviderFields";
import {
  resumableAction,
  paymentChoice,
  amountDueNow,
  unavailableMethods,
  initialPick,
  methodHints,
  methodIcon,
  isEmbedded,
  selectableMethods,
  type PaymentPick,
  type PlanOffer,
  type PaymentOptions,
} from "./payment";
import { useCheckoutTexts, usePurchase, useMessageText } from "./purchase";
import { RefundTerms, useRefundTermsQuery } from "./RefundTerms";
import { StepForm } from "./StepForm";

const BillingPart = lazy(() => import("./BillingDetails"));
const PayingCountry = lazy(() => import("./PaymentCountry"));

export default function PaymentStep(): ReactNode {
  const t = useCheckoutTexts();
  const { state, client } = usePurchase();
  const { order, secret, country } = state;
  const ways = useQuery({
    queryKey: ["ways", order?.id, order?.total_minor, country],
    queryFn: () => (order === null ? null : client.paymentOptions(order, secret, country)),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  // Asked for beside the ways to pay, so that the button does not move under the buyer's finger.
  useRefundTermsQuery();
  return (
    <>
      <p className="muted">{t("payment.receipt", { email: state.buyer.email })}</p>
      {ways.isError && <Failure error={ways.error} onRetry={() => void ways.refetch()} />}
      {/* One boundary: what is loaded late would move the button away from under a press. */}
      <Suspense fallback={<Skeleton label={t("loading")} />}>
        <BillingPart />
        {ways.data ? <PaymentForm options={ways.data} /> : ways.isPending && <Skeleton label={t("loading")} />}
      </Suspense>
    </>
  );
}

function PaymentForm({ options }: { readonly options: PaymentOptions }): ReactNode {
  const t = useCheckoutTexts();
  const money = useMoney();
  const { config, state, dispatch, actions } = usePurchase();
  const picked = state.picked ?? initialPick(options);
  const methods = selectableMethods(options);
  const { digits } = cartOf(state);
  const fields = useProviderFields();
  const isFields = isEmbedded(options, picked);
  const amount = money(amountDueNow(options, picked), options.currency, digits);
  const pick = (change: Partial<PaymentPick>): void => {
    fields.close();
    dispatch({ type: "paymentPicked", picked: { ...picked, ...change } });
  };
  const pay = async (): Promise<void> => {
    const choice = paymentChoice(options, picked, state.country);
    if (fields.stage !== "none") return fields.confirm();
    if (choice === null) return;
    if (isFields && config.frame !== undefined) return actions.goOutside();
    const action = await actions.pay(choice);
    if (action !== null) fields.open(action);
  };
  useResumedFields(options, fields);
  const isWorking =
    actions.pending === "pay" ||
    actions.redirectingTo !== null ||
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
      {options.plans.length > 0 && !options.plans.some((plan) => plan.is_in_force) && (
        <PaymentPlans options={options} picked={picked} digits={digits} pick={(plan) => pick({ plan })} />
      )}
      {options.items.length === 0 ? (
        <Notice>{t("payment.none")}</Notice>
      ) : (
        <PaymentMethods options={options} picked={picked} pick={(method) => pick({ method })} />
      )}
      <ProviderFields fields={fields} method={methods[picked.method]?.title ?? ""} />
      <PayingCountry />
      <RefundTerms />
    </StepForm>
  );
}

/** After a reload the fields that were open stand there again; another country begins anew. */
function useResumedFields(options: PaymentOptions, fields: ProviderFieldsState): void {
  const { state } = usePurchase();
  const first = useRef(true);
  const { country } = state;
  const from = useRef(country);
  useEffect(() => {
    if (from.current !== country) fields.close();
    from.current = country;
  });
  useEffect(() => {
    const begun = first.current && state.picked === null ? resumableAction(options) : null;
    first.current = false;
    if (begun !== null) fields.open(begun);
  });
}

function PaymentMethods({
  options,
  picked,
  pick,
}: {
  readonly options: PaymentOptions;
  readonly picked: PaymentPick;
  readonly pick: (method: number) => void;
}): ReactNode {
  const t = useCheckoutTexts();
  const say = useMessageText();
  const choices = selectableMethods(options).map((method, index): RadioOption => ({
    value: String(index),
    label: method.title,
    mark: <Icon name={methodIcon(method)} />,
    hint: methodHints(method).map(say).join(" "),
  }));
  const others = unavailableMethods(options);
  return (
    <>
      {choices.length > 0 && (
        <RadioGroup
          id="method"
          label={t("payment.how")}
          look="cards"
          options={choices}
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

function PaymentPlans({
  options,
  picked,
  digits,
  pick,
}: {
  readonly options: PaymentOptions;
  readonly picked: PaymentPick;
  readonly digits: number;
  readonly pick: (plan: string) => void;
}): ReactNode {
  const t = useCheckoutTexts();
  const money = useMoney();
  const say = usePlanText(options, digits);
  const whole: RadioOption = {
    value: "all",
    label: t("plans.all"),
    aside: money(options.left_minor, options.currency, digits),
  };
  const choices = options.plans.map((plan): RadioOption => ({
    value: plan.plan_id,
    label: plan.name,
    hint: say(plan),
    aside: t("plans.now", { amount: money(plan.parts[0]?.amount_minor ?? 0, options.currency, digits) }),
  }));
  return (
    <RadioGroup
      id="plan"
      label={t("plans.when")}
      look="cards"
      options={[whole, ...choices]}
      value={picked.plan || "all"}
      onChange={(value) => pick(value === "all" ? "" : value)}
    />
  );
}

/** The later parts of a plan, and what becomes of an order that is not paid on, said before anything is paid. */
function usePlanText(options: PaymentOptions, digits: number): (plan: PlanOffer) => string {
  const t = useCheckoutTexts();
  const money = useMoney();
  const locale = useLocale();
  const { config } = usePurchase();
  const zone = config.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (plan) => {
    const amount = (minor: number): string => money(minor, options.currency, digits);
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
