// Sells a ticket to whoever walks in, or registers them: paid here or free, let in at once, with a badge if wanted.
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from "react";
import { pageLanguage } from "../../lib/language";
import { printPdf } from "../../lib/print";
import { SoldBadges } from "./Badge";
import type { Door } from "./door";
import type { DoorState } from "./door-state";
import { SaleFields } from "./SaleFields";
import { EMPTY_SALE, faultsOf, refusalOf, saleOf, totalOf, type SaleField, type SaleForm } from "./sales";
import { Sheet } from "./Sheet";
import { useDoorTexts, usePrice, type DoorKey } from "./texts";
import type { Offer, Reason, Sold } from "./types";

export interface SaleProps {
  readonly door: Door;
  readonly state: DoorState;
  readonly onClose: () => void;
}

export function Sale({ door, state, onClose }: SaleProps): ReactNode {
  const t = useDoorTexts();
  const [sold, setSold] = useState<Sold | null>(null);
  return (
    <Sheet title={t("sale.title")} onClose={onClose}>
      {sold === null ? (
        <Till door={door} state={state} onSold={setSold} />
      ) : (
        <Done door={door} sold={sold} onNext={() => setSold(null)} />
      )}
    </Sheet>
  );
}

interface TillProps {
  readonly door: Door;
  readonly state: DoorState;
  readonly onSold: (sold: Sold) => void;
}

type Faults = ReadonlyMap<SaleField | null, DoorKey>;

function Till({ door, state, onSold }: TillProps): ReactNode {
  const t = useDoorTexts();
  const money = usePrice();
  const [form, setForm] = useState<SaleForm>(EMPTY_SALE);
  const { offers, currencies, isFailed, ask } = useOffers(door, state.isOnline, form.currency);
  const [faults, setFaults] = useState<Faults>(new Map());
  const [isPending, setPending] = useState(false);
  const offer = offers?.find((each) => each.ticket_type_id === form.typeId) ?? only(offers);
  const total = totalOf(form, offer);
  const change = (some: Partial<SaleForm>): void => {
    setForm((before) => ({ ...before, ...some }));
    setFaults(new Map());
  };
  const fail = (found: Faults): void => {
    setFaults(found);
    const [first] = found.keys();
    if (first != null) document.getElementById(`sale-${first}`)?.focus();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isPending || !state.isOnline) return;
    const wrong = faultsOf(form, offer);
    if (wrong.size > 0 || offer === undefined) return fail(wrong);
    setPending(true);
    setFaults(new Map());
    door.sales
      .sell(saleOf(form, offer, state.list?.id ?? null, pageLanguage()))
      .then(onSold, (error: unknown) => {
        const { field, key } = refusalOf(error);
        fail(new Map([[field, key]]));
        if (field === "type") ask();
      })
      .finally(() => setPending(false));
  };
  const whole = faults.get(null);
  return (
    <form className="door-stack" noValidate onSubmit={submit}>
      <p role="status" className={state.isOnline ? "door-soft" : "door-error"}>
        {state.isOnline ? offers?.length === 0 && t("sale.none") : t("sale.offline")}
        {state.isOnline && isFailed && t("sale.failed")}
      </p>
      <SaleFields
        form={form}
        offers={offers ?? []}
        currencies={currencies}
        offer={offer}
        faults={faults}
        onChange={change}
      />
      {whole !== undefined && (
        <p className="door-error" role="alert">
          {t(whole)}
        </p>
      )}
      <button type="submit" className="door-button" aria-disabled={isPending || !state.isOnline}>
        {offer === undefined || total === 0
          ? t("sale.register")
          : t(`sale.sell.${form.payment}`, { amount: money(total, offer.currency, offer.currency_digits) })}
      </button>
    </form>
  );
}

/** What came of it: for the eyes and ears of who sells; the next buyer waits. */
function Done({
  door,
  sold,
  onNext,
}: {
  readonly door: Door;
  readonly sold: Sold;
  readonly onNext: () => void;
}): ReactNode {
  const t = useDoorTexts();
  const [isFailed, setFailed] = useState(false);
  const next = useRef<HTMLButtonElement>(null);
  useEffect(() => next.current?.focus(), []);
  const run = sold.badge_print_run_id;
  const jobs = sold.tickets.map(({ print_job_id: id }) => id).filter((id) => id != null);
  const print = (id: string): void => {
    setFailed(false);
    door.sales.badges(id).then(printPdf, () => setFailed(true));
  };
  const reasons = [...new Set(sold.tickets.map(({ admission }) => admission))].filter((each) => each !== null);
  return (
    <div className="door-stack">
      <div className="sale-done" role="alert" data-admitted={reasons.every((each) => each === "admitted")}>
        <h3>{t("sale.done")}</h3>
        <p>
          <bdi className="door-person__name">{sold.tickets[0]?.name}</bdi>
          <span className="door-soft">{t("sale.number", { number: sold.number })}</span>
        </p>
        {reasons.map((each) => (
          <p key={each}>
            {each === "admitted" ? t("reason.admitted") : t("sale.notIn", { reason: t(`reason.${each as Reason}`) })}
          </p>
        ))}
      </div>
      {jobs.length > 0 && <SoldBadges door={door} jobs={jobs} />}
      {run !== null && (
        <button type="button" className="door-button" onClick={() => print(run)}>
          {t("sale.print")}
        </button>
      )}
      {isFailed && (
        <p className="door-error" role="alert">
          {t("sale.printFailed")}
        </p>
      )}
      <button
        type="button"
        ref={next}
        className={run === null ? "door-button" : "door-button door-button--quiet"}
        onClick={onNext}
      >
        {t("sale.next")}
      </button>
    </div>
  );
}

function only(offers: readonly Offer[] | null): Offer | undefined {
  return offers?.length === 1 ? offers[0] : undefined;
}

interface Asked {
  readonly currency: string;
  readonly offers: readonly Offer[];
}

/** What can be sold now in a currency; asked anew once there is a connection again. */
function useOffers(door: Door, isOnline: boolean, currency: string) {
  const [found, setFound] = useState<Asked | null>(null);
  const [currencies, setCurrencies] = useState<readonly string[]>([]);
  const [isFailed, setFailed] = useState(false);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (!isOnline) return;
    let isGone = false;
    door.sales.offers(currency).then(
      (offers) => {
        if (isGone) return;
        setFound({ currency, offers });
        setCurrencies((before) => offers[0]?.currencies ?? before);
        setFailed(false);
      },
      () => !isGone && setFailed(true),
    );
    return () => {
      isGone = true;
    };
  }, [door, isOnline, currency, attempt]);
  const offers = found?.currency === currency ? found.offers : null;
  return { offers, currencies, isFailed, ask: () => setAttempt((now) => now + 1) };
}
