// The tickets step: price, availability and quantity of each ticket type, and the amount of a donation.
import type { ReactNode } from "react";
import { formatMoment } from "../../lib/moment";
import { Field } from "../../ui/Field";
import { useLocale } from "../../ui/language";
import { Money, useMoney } from "../../ui/Money";
import { Quantity } from "../../ui/Quantity";
import type { CurrencyChoice } from "./client";
import { CodeField } from "./CodeField";
import { priceOf } from "./codes";
import { maxQuantity, isNothingLeft, maxQuantityInBasket, formatAmount, type AdmittedEvent, type Offer } from "./model";
import { MemberField } from "./MemberField";
import { NothingLeft } from "./NothingLeft";
import { useCheckoutTexts, usePurchase, useMessageText, useContentLanguage } from "./purchase";
import { bandsOf, stepOf } from "./pricing";
import { StepForm } from "./StepForm";

const FEW = 20;

export function TicketsStep(): ReactNode {
  const t = useCheckoutTexts();
  const { state, actions, config } = usePurchase();
  const extras = state.offers.filter((offer) => offer.soldAs === "add_on");
  const tickets = state.offers.filter((offer) => offer.soldAs !== "add_on");
  const nothing = isNothingLeft(state.offers);
  return (
    <StepForm
      label={t("continue")}
      onSubmit={() => void actions.hold()}
      back={null}
      pending={actions.pending === "hold"}
      blocked={nothing && state.order === null}
    >
      <Currencies choices={config.currencies ?? []} />
      {nothing && <NothingLeft />}
      <ul className="choices">
        {tickets.map((offer) => (
          <Choice key={offer.ticketTypeId} offer={offer} />
        ))}
      </ul>
      {extras.length > 0 && (
        <section className="stack stack--tight" aria-labelledby="extras">
          <h2 id="extras" className="checkout__part">
            {t("tickets.extras")}
          </h2>
          <ul className="choices">
            {extras.map((offer) => (
              <Choice key={offer.ticketTypeId} offer={offer} />
            ))}
          </ul>
        </section>
      )}
      <MemberField />
      <CodeField />
    </StepForm>
  );
}

function Choice({ offer }: { readonly offer: Offer }): ReactNode {
  const t = useCheckoutTexts();
  const say = useMessageText();
  const written = useContentLanguage();
  const { state, dispatch } = usePurchase();
  const id = offer.ticketTypeId;
  const quantity = state.basket.get(id) ?? 0;
  const error = state.errors.get(`quantity-${id}`);
  const most = maxQuantityInBasket(state.offers, offer, state.basket);
  const people = Object.values(offer.seats ?? {}).reduce((sum, number) => sum + number, 0);
  const note = useNote(offer, most);
  const Name = offer.soldAs === "add_on" ? "h3" : "h2";
  return (
    <li className="choice">
      <div className="choice__text">
        <Name className="choice__name">
          <bdi {...written}>{offer.name}</bdi>
        </Name>
        {offer.description !== "" && (
          <p className="muted small">
            <bdi {...written}>{offer.description}</bdi>
          </p>
        )}
        {offer.benefits !== undefined && offer.benefits.length > 0 && (
          <ul className="choice__benefits muted small">
            {offer.benefits.map((each) => (
              <li key={each}>
                <bdi {...written}>{each}</bdi>
              </li>
            ))}
          </ul>
        )}
        <PriceRules offer={offer} quantity={quantity} />
        {offer.needsApproval === true && <p className="muted small">{t("tickets.approval")}</p>}
        {offer.admitsTo !== undefined && offer.admitsTo.length > 0 && <AdmitsTo events={offer.admitsTo} />}
        {people > 1 && <p className="muted small">{t("tickets.people", { count: people })}</p>}
      </div>
      <p className="choice__price">
        <Price offer={offer} quantity={quantity} />
        {note !== "" && <span className="muted small">{note}</span>}
        {offer.hasWaitlist === true && offer.isOnSale && maxQuantity(offer) === 0 && <WaitlistLink offer={offer} />}
      </p>
      {(most > 0 || quantity > 0) && (
        <Quantity
          id={`quantity-${id}`}
          name={offer.name}
          value={quantity}
          max={Math.max(most, 0)}
          least={offer.minimum}
          onChange={(now) => dispatch({ type: "quantityChosen", id, quantity: now })}
          error={error && say(error)}
        />
      )}
      {offer.kind === "donation" && quantity > 0 && <Amount offer={offer} />}
    </li>
  );
}

/** The currencies that the event is sold in; each is this page in it. */
function Currencies({ choices }: { readonly choices: readonly CurrencyChoice[] }): ReactNode {
  const t = useCheckoutTexts();
  if (choices.length === 0) return null;
  return (
    <nav className="currencies" aria-label={t("tickets.currency")}>
      <ul>
        {choices.map(({ code, url, isShown }) => (
          <li key={code}>
            <a href={url} rel="nofollow" {...(isShown ? { "aria-current": "true" } : {})}>
              {code}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The waitlist of one ticket type, beside others that are left; one button stands above where nothing is. */
function WaitlistLink({ offer }: { readonly offer: Offer }): ReactNode {
  const t = useCheckoutTexts();
  const { state, config } = usePurchase();
  if (config.waitlistUrl === undefined || isNothingLeft(state.offers)) return null;
  return (
    <a className="small" href={`${config.waitlistUrl}?ticket=${offer.ticketTypeId}`}>
      {t("tickets.waitlist")}
      <span className="visually-hidden"> ({offer.name})</span>
    </a>
  );
}

function AdmitsTo({ events }: { readonly events: readonly AdmittedEvent[] }): ReactNode {
  const t = useCheckoutTexts();
  const locale = useLocale();
  return (
    <div className="muted small">
      <p>{t("tickets.admitsTo")}</p>
      <ul className="choice__benefits">
        {events.map(({ title, startsAt, zone }) => (
          <li key={`${title} ${startsAt}`}>
            <bdi>{title}</bdi>
            {startsAt !== null && (
              <>
                {" · "}
                <time dateTime={startsAt}>{formatMoment(startsAt, zone, locale, "own")}</time>
              </>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Price({ offer, quantity }: { readonly offer: Offer; readonly quantity: number }): ReactNode {
  const t = useCheckoutTexts();
  const { state } = usePurchase();
  if (offer.kind === "donation") return t("tickets.donation");
  const { currency, digits } = offer;
  const before = offer.pricing?.listMinor ?? offer.priceMinor;
  const left = priceOf(offer, state.applied, Math.max(quantity, offer.minimum));
  const now = left === 0 ? t("free") : <Money minor={left} currency={currency} digits={digits} />;
  const onTop =
    offer.taxBp === undefined || left === 0 ? null : <span className="muted small"> {t("tickets.plusTax")}</span>;
  if (left >= before)
    return (
      <>
        {now}
        {onTop}
      </>
    );
  return (
    <>
      <span className="visually-hidden">{t("codes.before")} </span>
      <s className="muted">
        <Money minor={before} currency={currency} digits={digits} />
      </s>{" "}
      <span className="visually-hidden">{t("codes.now")} </span>
      {now}
      {onTop}
    </>
  );
}

/** Which price this is, until when and for how many, and what more units of it cost. */
function PriceRules({ offer, quantity }: { readonly offer: Offer; readonly quantity: number }): ReactNode {
  const t = useCheckoutTexts();
  const money = useMoney();
  const locale = useLocale();
  const written = useContentLanguage();
  const { config } = usePurchase();
  const { pricing, currency, digits } = offer;
  const zone = config.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const now = stepOf(offer, Math.max(quantity, offer.minimum));
  if (pricing == null || now === null) return null;
  const isFirst = now === pricing.steps[0];
  const until =
    isFirst && pricing.endsAt !== null
      ? t("pricing.until", { when: formatMoment(pricing.endsAt, zone, locale, "full") })
      : "";
  const left = isFirst && pricing.left !== null ? t("pricing.left", { count: pricing.left }) : "";
  return (
    <>
      {now.name !== "" && (
        <p className="small">
          <strong>
            <bdi {...written}>{now.name}</bdi>
          </strong>
          {until !== "" && ` · ${until}`}
          {left !== "" && ` · ${left}`}
        </p>
      )}
      {pricing.multibuys?.map(({ name, take, pay }) => (
        <p key={`${take} ${pay} ${name}`} className="muted small">
          {t("pricing.multibuy", { take, pay })}
          {" · "}
          <bdi {...written}>{name}</bdi>
        </p>
      ))}
      {pricing.members?.map(({ name, minor, by }) => (
        <p key={`${by} ${name}`} className="muted small">
          {t("members.price", { price: money(minor, currency, digits) })}
          {" · "}
          <bdi {...written}>{name}</bdi>
          {by !== "member_number" && config.viewer === null && ` · ${t("members.signIn")}`}
        </p>
      ))}
      {pricing.demand != null && (
        <p className="muted small">
          {t("pricing.demand", { price: money(pricing.demand.ceilingMinor, currency, digits) })}
        </p>
      )}
      {bandsOf(pricing).map((step) => (
        <p key={step.from} className="muted small">
          {t("pricing.from", { number: step.from, price: money(step.minor, currency, digits) })}
          {step.name !== "" && (
            <>
              {" · "}
              <bdi {...written}>{step.name}</bdi>
            </>
          )}
        </p>
      ))}
    </>
  );
}

function useNote(offer: Offer, most: number): string {
  const t = useCheckoutTexts();
  if (!offer.isOnSale) return t("tickets.notOnSale");
  if (maxQuantity(offer) === 0) return t("tickets.soldOut");
  if (most === 0) return t("tickets.withTicket");
  return offer.remaining !== null && offer.remaining <= FEW ? t("tickets.left", { count: offer.remaining }) : "";
}

function Amount({ offer }: { readonly offer: Offer }): ReactNode {
  const t = useCheckoutTexts();
  const say = useMessageText();
  const money = useMoney();
  const { state, dispatch } = usePurchase();
  const { ticketTypeId: id, currency, digits, minimumPriceMinor: least = 0 } = offer;
  const error = state.errors.get(`amount-${id}`);
  return (
    <Field
      id={`amount-${id}`}
      label={t("tickets.amount", { currency })}
      hint={least > 0 ? t("tickets.atLeast", { amount: money(least, currency, digits) }) : t("tickets.anyAmount")}
      type="number"
      autoComplete="off"
      required
      value={state.typed.get(id) ?? formatAmount(offer.priceMinor, digits)}
      onChange={(text) => dispatch({ type: "amountTyped", id, text })}
      error={error && say(error)}
    />
  );
}
