// The purchase on the page: which step is shown, what is told above it, and the order beside it.
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useCallback, useEffect, useMemo, useReducer, useRef, type ReactNode } from "react";
import { BrowserRouter, Navigate, useLocation, useNavigate } from "react-router";
import { Countdown } from "../../ui/Countdown";
import { directionOf } from "../../lib/language";
import { ErrorSummary } from "../../ui/ErrorSummary";
import { useLocale } from "../../ui/language";
import { Skeleton } from "../../ui/Skeleton";
import { StepHeading, Steps } from "../../ui/Steps";
import { useActions } from "./actions";
import { isFree } from "./cart";
import { CartPanel } from "./CartPanel";
import { guest, type Client, type Config } from "./client";
import { isShort } from "./clock";
import { OrderFiles } from "./files";
import { Gone } from "./Gone";
import { Leaving } from "./Leaving";
import { useFormQuery } from "./form";
import { Connection, Unreached } from "./notices";
import { namedTypes } from "./offers";
import { placeOf } from "./places";
import { isolated } from "./questions/isolated";
import { PurchaseContext, useCheckoutTexts, usePurchase, useSay, type Purchase } from "./purchase";
import type { Memory } from "./start";
import { draftOf, reduce, type State } from "./state";
import { addressOf, permitted, STEPS, stepOf, type Step } from "./steps";
import { TicketsStep } from "./TicketsStep";

const AttendeesStep = lazy(() => import("./AttendeesStep"));
const PaymentStep = lazy(() => import("./PaymentStep"));
const STOCK_MILLISECONDS = 20_000;
/** The next step is fetched once this one has come to rest. */
const PREPARE_MILLISECONDS = 1500;
const TITLES = { tickets: "tickets.title", attendees: "attendees.title", payment: "payment.title" } as const;

export interface CheckoutProps {
  readonly config: Config;
  readonly client: Client;
  readonly memory: Memory;
  readonly start: State;
  /** The server could not be asked for the order that was to be resumed. */
  readonly unreached?: boolean;
  readonly skew: number;
  /** Leaves the page; the browser's own way unless a test watches. */
  readonly leave?: (address: string) => void;
}

export function Checkout(props: CheckoutProps): ReactNode {
  return (
    <BrowserRouter>
      <Running {...props} />
    </BrowserRouter>
  );
}

function Running({
  config,
  client,
  memory,
  start,
  unreached = false,
  skew,
  leave = (address) => location.assign(address),
}: CheckoutProps): ReactNode {
  const [state, dispatch] = useReducer(reduce, start);
  const navigate = useNavigate();
  const { search } = useLocation();
  const asked = stepOf(search);
  const step = permitted(asked, state);
  const moved = useMoved(step);
  const go = useCallback((to: Step) => void navigate({ search: addressOf(to, location.search) }), [navigate]);
  const actions = useActions({ config, client, memory, state, dispatch, go, leave, skew });
  const latest = useRef(state);
  latest.current = state;
  const files = useMemo(
    () =>
      new OrderFiles({
        order: () =>
          latest.current.order && {
            address: `${config.api}/orders/${latest.current.order.id}`,
            headers: guest(latest.current.secret),
          },
      }),
    [config],
  );
  const purchase: Purchase = { config, client, files, state, dispatch, actions, step, go, moved, skew };

  useEffect(() => {
    if (actions.leaving === null)
      memory.keep(state.order && { id: state.order.id, secret: state.secret }, draftOf(state));
  }, [memory, state, actions.leaving]);
  useReturned();

  return (
    <PurchaseContext value={purchase}>
      <Known />
      {step !== asked && !state.isGone && <Navigate replace to={{ search: addressOf(step, search) }} />}
      <div className="checkout__main stack">
        {state.isGone ? (
          <Gone />
        ) : actions.leaving !== null ? (
          <Leaving address={actions.leaving} />
        ) : (
          <Shown unreached={unreached} />
        )}
      </div>
      {!state.isGone && <CartPanel />}
    </PurchaseContext>
  );
}

/** The step, with what is told above it. */
function Shown({ unreached }: { readonly unreached: boolean }): ReactNode {
  const t = useCheckoutTexts();
  const say = useSay();
  const { state, step, actions, skew, moved } = usePurchase();
  const names = [t("step.tickets"), t("step.attendees"), ...(isFree(state) ? [] : [t("step.payment")])];
  const direction = directionOf(useLocale());
  const named = (id: string, text: string): string => {
    const place = placeOf(id, state);
    if (place === null) return text;
    const label = isolated(place.label, direction);
    return place.ticket === null
      ? t("errors.at", { label, text })
      : t("errors.atTicket", { number: place.ticket, label, text });
  };
  const errors = [
    ...[...state.errors].map(([id, words]) => ({ id, text: named(id, say(words)) })),
    ...state.others.map((words) => ({ id: null, text: say(words) })),
  ];
  const until = state.order?.expires_at;
  useTitle(t(TITLES[step]));
  return (
    <>
      <Steps names={names} current={STEPS.indexOf(step)} />
      {until && isShort(until, Date.now() + skew) && (
        <Countdown key={until} until={until} skew={skew} label={t("held")} onEnd={() => void actions.look()} />
      )}
      <Connection />
      {unreached && state.order === null && <Unreached />}
      <StepHeading key={step} focus={moved}>
        {t(TITLES[step])}
      </StepHeading>
      <ErrorSummary errors={errors} attempt={state.refusals} />
      <Suspense fallback={<Skeleton label={t("loading")} />}>
        {step === "tickets" && <TicketsStep />}
        {step === "attendees" && <AttendeesStep />}
        {step === "payment" && <PaymentStep />}
      </Suspense>
    </>
  );
}

/** Keeps state in step with what the server tells besides the order: questions, stock, hidden tickets. */
function Known(): null {
  const { config, client, state, dispatch, step } = usePurchase();
  const language = state.buyer.locale;
  const form = useFormQuery();
  const stock = useQuery({
    queryKey: ["stock"],
    queryFn: () => client.stock(),
    enabled: step === "tickets" && !state.isGone,
    refetchInterval: STOCK_MILLISECONDS,
    refetchOnWindowFocus: true,
    initialData: [],
    initialDataUpdatedAt: Date.now(),
  });
  const named = useMemo(() => namedTypes(location.search), []);
  const hidden = useQuery({
    queryKey: ["hidden", config.eventId],
    queryFn: () => client.hidden(named, language),
    enabled: named.length > 0,
    staleTime: Infinity,
  });
  useEffect(() => {
    if (form.data) dispatch({ type: "asks", form: form.data, search: location.search });
  }, [form.data, dispatch]);
  useEffect(() => {
    if (stock.data.length > 0) dispatch({ type: "counted", stock: stock.data });
  }, [stock.data, dispatch]);
  useEffect(() => {
    if (hidden.data) dispatch({ type: "shown", offers: hidden.data });
  }, [hidden.data, dispatch]);
  useEffect(() => {
    const timer = setTimeout(
      () => void (step === "tickets" ? import("./AttendeesStep") : import("./PaymentStep")),
      PREPARE_MILLISECONDS,
    );
    return () => clearTimeout(timer);
  }, [step]);
  return null;
}

/** Whether the step has changed since the page was opened. */
function useMoved(step: Step): boolean {
  const first = useRef(step);
  const moved = useRef(false);
  if (step !== first.current) moved.current = true;
  return moved.current;
}

/** The tab says which step it is at, before the name that the server gave it. */
function useTitle(step: string): void {
  const given = useRef(document.title);
  useEffect(() => {
    const before = given.current;
    document.title = `${step} · ${before}`;
    return () => {
      document.title = before;
    };
  }, [step]);
}

/** A page that the browser kept while the buyer was elsewhere begins anew, from the order as it is now. */
function useReturned(): void {
  useEffect(() => {
    const returned = (event: PageTransitionEvent): void => {
      if (event.persisted) location.reload();
    };
    addEventListener("pageshow", returned);
    return () => removeEventListener("pageshow", returned);
  }, []);
}
