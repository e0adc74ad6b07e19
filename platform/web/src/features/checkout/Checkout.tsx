// The checkout page: the current step, the notices above it and the cart beside it.
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useCallback, useEffect, useMemo, useReducer, useRef, useState, type ReactNode } from "react";
import { BrowserRouter, Navigate, useLocation, useNavigate } from "react-router";
import { Countdown } from "../../ui/Countdown";
import type { PageAround } from "../../lib/frame";
import { directionOf } from "../../lib/language";
import { ErrorSummary } from "../../ui/ErrorSummary";
import { useLocale } from "../../ui/language";
import { Skeleton } from "../../ui/Skeleton";
import { StepHeading, Steps } from "../../ui/Steps";
import { useActions } from "./actions";
import { isFree } from "./cart";
import type { Waiting } from "./challenge";
import { CartPanel } from "./CartPanel";
import { orderHeaders, type Client, type Config } from "./client";
import { linkedCode } from "./codes";
import { hasMemberPrice } from "./pricing";
import { needsCountdown } from "./clock";
import { OrderFiles } from "./files";
import { HoldExpired } from "./HoldExpired";
import { Redirecting } from "./Redirecting";
import { useFormQuery } from "./form";
import { ConnectionNotice, ServerUnreachable } from "./notices";
import { isNothingLeft, isSoldOut } from "./model";
import { Instead } from "./NothingLeft";
import { linkedTicketTypes } from "./offers";
import { fieldLabelOf } from "./field-labels";
import { isolate } from "./questions/bidi";
import { PurchaseContext, useCheckoutTexts, usePurchase, useMessageText, type Purchase } from "./purchase";
import type { PurchaseStorage } from "./start";
import { draftOf, reduce, type State } from "./state";
import { addressOf, allowedStep, isApplication, STEPS, stepOf, type Step } from "./steps";
import { TicketsStep } from "./TicketsStep";

const AttendeesStep = lazy(() => import("./AttendeesStep"));
const ChallengeDialog = lazy(() => import("./ChallengeDialog"));
const OutsideFrame = lazy(() => import("./OutsideFrame"));
const PaymentStep = lazy(() => import("./PaymentStep"));
const STOCK_MILLISECONDS = 20_000;
/** The pause after which the code of the next step is prefetched. */
const PREPARE_MILLISECONDS = 1500;
const TITLES = { tickets: "tickets.title", attendees: "attendees.title", payment: "payment.title" } as const;

export interface CheckoutProps {
  readonly config: Config;
  readonly client: Client;
  readonly storage: PurchaseStorage;
  readonly start: State;
  /** The server could not be asked for the order that was to be resumed. */
  readonly isUnreachable?: boolean;
  readonly skew: number;
  /** The page of another site around this one; null where it stands by itself. */
  readonly around?: PageAround | null;
  /** The page of an order that is placed already, where the frame cannot go to it. */
  readonly leavesFor?: string | null;
  /** Leaves the page by the browser's navigation, unless a test replaces it. */
  readonly leave?: (address: string) => void;
}

export function Checkout(props: CheckoutProps): ReactNode {
  return (
    <BrowserRouter>
      <CheckoutApp {...props} />
    </BrowserRouter>
  );
}

function CheckoutApp({
  config,
  client,
  storage: memory,
  start,
  isUnreachable: unreached = false,
  skew,
  around = null,
  leavesFor = null,
  leave = around === null ? (address) => location.assign(address) : stay,
}: CheckoutProps): ReactNode {
  const [state, dispatch] = useReducer(reduce, start);
  const navigate = useNavigate();
  const { search } = useLocation();
  const asked = stepOf(search);
  const step = allowedStep(asked, state);
  const moved = useStepChanged(step);
  const go = useCallback((to: Step) => void navigate({ search: addressOf(to, location.search) }), [navigate]);
  const actions = useActions({ config, client, storage: memory, state, dispatch, go, leave, skew }, leavesFor);
  useEffect(() => around?.tell({ type: "step", step }), [around, step]);
  const latest = useRef(state);
  latest.current = state;
  const files = useMemo(
    () =>
      new OrderFiles({
        order: () =>
          latest.current.order && {
            address: `${config.api}/orders/${latest.current.order.id}`,
            headers: orderHeaders(latest.current.secret),
          },
      }),
    [config],
  );
  const purchase: Purchase = { config, client, files, state, dispatch, actions, step, go, moved, skew };

  useEffect(() => {
    if (actions.redirectingTo === null)
      memory.save(state.order && { id: state.order.id, secret: state.secret }, draftOf(state));
  }, [memory, state, actions.redirectingTo]);
  useReloadOnReturn();
  const isOutside = around !== null && actions.redirectingTo !== null;

  return (
    <PurchaseContext value={purchase}>
      <ServerSync />
      {step !== asked && !state.isExpired && <Navigate replace to={{ search: addressOf(step, search) }} />}
      <div className="checkout__main stack">
        {state.isExpired ? (
          <HoldExpired />
        ) : actions.redirectingTo !== null && around !== null ? (
          <Suspense fallback={<Skeleton label="" />}>
            <OutsideFrame address={actions.redirectingTo} around={around} />
          </Suspense>
        ) : actions.redirectingTo !== null ? (
          <Redirecting address={actions.redirectingTo} />
        ) : (
          <CurrentStep unreached={unreached} />
        )}
      </div>
      {!state.isExpired && !isOutside && (isNothing(step, state) ? <Instead /> : <CartPanel />)}
      {config.challenge !== undefined && <Challenges />}
    </PurchaseContext>
  );
}

/** A frame goes nowhere: what leaves it is shown with the way there. */
function stay(): void {}

/** There is nothing to choose, so there are no steps and no cart either. */
function isNothing(step: Step, state: State): boolean {
  return step === "tickets" && state.order === null && isNothingLeft(state.offers);
}

/** Shows whatever challenge a request waits for. */
function Challenges(): ReactNode {
  const { config, client } = usePurchase();
  const [waiting, setWaiting] = useState<Waiting | null>(null);
  useEffect(
    () =>
      client.desk.open(({ asked, answer }) =>
        setWaiting({
          asked,
          answer: (found) => {
            setWaiting(null);
            answer(found);
          },
        }),
      ),
    [client],
  );
  if (config.challenge === undefined || waiting === null) return null;
  return (
    <Suspense>
      <ChallengeDialog
        challenge={config.challenge}
        answers={`${config.api}/events/${config.eventId}/challenge-answers`}
        waiting={waiting}
      />
    </Suspense>
  );
}

/** The current step, with its notices and error summary. */
function CurrentStep({ unreached }: { readonly unreached: boolean }): ReactNode {
  const t = useCheckoutTexts();
  const say = useMessageText();
  const { state, step, actions, skew, moved } = usePurchase();
  const names = [
    t("step.tickets"),
    t("step.attendees"),
    ...(isFree(state) || isApplication(state) ? [] : [t("step.payment")]),
  ];
  const direction = directionOf(useLocale());
  const named = (id: string, text: string): string => {
    const place = fieldLabelOf(id, state);
    if (place === null) return text;
    const label = isolate(place.label, direction);
    return place.ticket === null
      ? t("errors.at", { label, text })
      : t("errors.atTicket", { number: place.ticket, label, text });
  };
  const errors = [
    ...[...state.errors].map(([id, words]) => ({ id, text: named(id, say(words)) })),
    ...state.others.map((words) => ({ id: null, text: say(words) })),
  ];
  const until = state.order?.expires_at;
  const title = t(
    isNothing(step, state) ? (isSoldOut(state.offers) ? "tickets.soldOut" : "tickets.notOnSale") : TITLES[step],
  );
  useDocumentTitle(title);
  return (
    <>
      <div className="checkout__bar">
        {!isNothing(step, state) && <Steps names={names} current={STEPS.indexOf(step)} />}
        {until && needsCountdown(until, Date.now() + skew) && (
          <Countdown
            key={until}
            until={until}
            skew={skew}
            label={t("held")}
            onEnd={() => void actions.refreshOrder()}
          />
        )}
      </div>
      <ConnectionNotice />
      {unreached && state.order === null && <ServerUnreachable />}
      <StepHeading key={step} focus={moved}>
        {title}
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

/** Copies into the state what the server sends besides the order: form, stock, hidden offers; a link's code. */
function ServerSync(): null {
  const { config, client, state, dispatch, actions, step } = usePurchase();
  const language = state.buyer.locale;
  const form = useFormQuery();
  const stock = useQuery({
    queryKey: ["stock"],
    queryFn: () => client.stock(),
    enabled: step === "tickets" && !state.isExpired,
    refetchInterval: STOCK_MILLISECONDS,
    refetchOnWindowFocus: true,
    initialData: [],
    initialDataUpdatedAt: Date.now(),
  });
  const code = useRef(config.accessCode || state.order !== null ? null : linkedCode(location.search));
  useEffect(() => {
    if (code.current !== null) void actions.applyCode(code.current);
    code.current = null;
  }, [actions]);
  const isKnown = Boolean(config.addressProof) && state.order === null;
  const mayBeMember = useRef(isKnown && hasMemberPrice(state.offers, (by) => by !== "member_number"));
  useEffect(() => {
    if (mayBeMember.current) void actions.applyMember("");
    mayBeMember.current = false;
  }, [actions]);
  const named = useMemo(() => linkedTicketTypes(location.search), []);
  const hidden = useQuery({
    queryKey: ["hidden", config.eventId],
    queryFn: () => client.hiddenOffers(named, language),
    enabled: named.length > 0,
    staleTime: Infinity,
  });
  useEffect(() => {
    if (form.data) dispatch({ type: "formLoaded", form: form.data, search: location.search });
  }, [form.data, dispatch]);
  useEffect(() => {
    if (stock.data.length > 0) dispatch({ type: "stockLoaded", stock: stock.data });
  }, [stock.data, dispatch]);
  useEffect(() => {
    if (hidden.data) dispatch({ type: "offersLoaded", offers: hidden.data });
  }, [hidden.data, dispatch]);
  useEffect(() => {
    const timer = setTimeout(() => {
      const next: Promise<unknown> = step === "tickets" ? import("./AttendeesStep") : import("./PaymentStep");
      next.catch(() => undefined); // without a network now; it is asked for again where it is needed
    }, PREPARE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [step]);
  return null;
}

/** Whether the step has changed since the page was opened. */
function useStepChanged(step: Step): boolean {
  const first = useRef(step);
  const moved = useRef(false);
  if (step !== first.current) moved.current = true;
  return moved.current;
}

/** Puts the step's name before the document title of the server. */
function useDocumentTitle(step: string): void {
  const given = useRef(document.title);
  useEffect(() => {
    const before = given.current;
    document.title = `${step} · ${before}`;
    return () => {
      document.title = before;
    };
  }, [step]);
}

/** Reloads a page that the browser restored from its back/forward cache, since the order may have changed. */
function useReloadOnReturn(): void {
  useEffect(() => {
    const returned = (event: PageTransitionEvent): void => {
      if (event.persisted) location.reload();
    };
    addEventListener("pageshow", returned);
    return () => removeEventListener("pageshow", returned);
  }, []);
}
