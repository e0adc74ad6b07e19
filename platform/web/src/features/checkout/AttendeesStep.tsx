// The attendees step: buyer, attendees, and the questions about each of them and about the order.
import { useEffect, useRef, useState, type ReactNode } from "react";
import { attendeePrefix, ORDER_PREFIX } from "../../lib/forms/registration";
import { hasQuestionsFor } from "../../lib/forms/pointers";
import { Button } from "../../ui/Button";
import { Failure } from "../../ui/Failure";
import { Field } from "../../ui/Field";
import { Skeleton } from "../../ui/Skeleton";
import { isFree } from "./cart";
import { useFormQuery } from "./form";
import type { Attendee } from "./model";
import { canShareAnswers, isBuyersOwn } from "./people";
import { useCheckoutTexts, usePurchase, useMessageText, useContentLanguage } from "./purchase";
import { Questions } from "./questions/Questions";
import { StepForm } from "./StepForm";
import { isApplication } from "./steps";
import { TermsAcceptance } from "./TermsAcceptance";
import { TextConsent } from "./TextConsent";

export default function AttendeesStep(): ReactNode {
  const t = useCheckoutTexts();
  const { state, actions, config } = usePurchase();
  const form = useFormQuery();
  const applies = isApplication(state);
  const label = applies ? t("attendees.apply") : isFree(state) ? t("attendees.complete") : t("continue");
  return (
    <StepForm
      label={label}
      onSubmit={() => void actions.submitAttendees()}
      back="tickets"
      pending={actions.pending === "attendees"}
      blocked={!form.isSuccess}
    >
      <BuyerFields />
      {form.isPending && <Skeleton label={t("loading")} />}
      {form.isError && <Failure error={form.error} onRetry={() => void form.refetch()} />}
      {form.isSuccess &&
        state.attendees.map((attendee, index) => (
          <AttendeeFields key={`${index} ${attendee.ticket_type_id}`} attendee={attendee} index={index} />
        ))}
      {form.isSuccess && <OrderQuestions />}
      {form.isSuccess && <TextConsent />}
      {form.isSuccess && <TermsAcceptance />}
      {applies && <p className="muted small">{t("attendees.applying", { organizer: config.organizer ?? "" })}</p>}
    </StepForm>
  );
}

function BuyerFields(): ReactNode {
  const t = useCheckoutTexts();
  const say = useMessageText();
  const { state, dispatch, config } = usePurchase();
  const error = (name: string): string | undefined => {
    const words = state.errors.get(`buyer-${name}`);
    return words && say(words);
  };
  return (
    <fieldset className="checkout__group stack">
      <legend>{t("buyer.title")}</legend>
      <Field
        id="buyer-name"
        label={t("buyer.name")}
        autoComplete="name"
        required
        value={state.buyer.name}
        onChange={(name) => dispatch({ type: "buyerChanged", change: { name } })}
        error={error("name")}
      />
      <Field
        id="buyer-email"
        label={t("buyer.email")}
        hint={t("buyer.emailHint")}
        type="email"
        autoComplete="email"
        maxLength={254}
        required
        value={state.buyer.email}
        onChange={(email) => dispatch({ type: "buyerChanged", change: { email } })}
        error={error("email")}
      />
      {config.viewer ? (
        <p className="muted small">{t("buyer.signedIn", { email: config.viewer.email })}</p>
      ) : (
        config.signInUrl && (
          <p className="muted small">
            {t("buyer.guest")} <a href={signInAddress(config.signInUrl)}>{t("buyer.signIn")}</a>
          </p>
        )
      )}
    </fieldset>
  );
}

/** The address of the sign-in page, which returns to this step. */
function signInAddress(given: string): string {
  const address = new URL(given, location.origin);
  address.searchParams.set("next", location.pathname + location.search);
  return address.pathname + address.search;
}

function AttendeeFields({ attendee, index }: { readonly attendee: Attendee; readonly index: number }): ReactNode {
  const t = useCheckoutTexts();
  const written = useContentLanguage();
  const { state, dispatch } = usePurchase();
  const type =
    state.offers.find((offer) => offer.ticketTypeId === attendee.ticket_type_id)?.name ??
    state.order?.lines.find((line) => line.ticket_type_id === attendee.ticket_type_id)?.name ??
    "";
  return (
    <fieldset className="checkout__group stack">
      <legend>
        {t("attendees.ticket", { number: index + 1 })} <bdi {...written}>{type}</bdi>
      </legend>
      <AttendeeName attendee={attendee} index={index} />
      {hasQuestionsFor(state.form, "attendee") && (
        <Questions
          scope="attendee"
          ticketTypeIds={[attendee.ticket_type_id]}
          prefix={attendeePrefix(index)}
          answers={attendee.answers ?? {}}
          onChange={(answers) => dispatch({ type: "attendeeChanged", index, change: { answers } })}
        />
      )}
      {index === 0 && state.attendees.length > 1 && canShareAnswers(state.form) && <SameForAll />}
    </fieldset>
  );
}

/** The name on a ticket; that of the buyer's own is asked only where somebody else comes. */
function AttendeeName({ attendee, index }: { readonly attendee: Attendee; readonly index: number }): ReactNode {
  const t = useCheckoutTexts();
  const say = useMessageText();
  const { state, dispatch } = usePurchase();
  const error = state.errors.get(`attendee-${index}-name`);
  const [isAsked, setAsked] = useState(!isBuyersOwn(state, index));
  const field = useRef<HTMLInputElement>(null);
  const wasAsked = useRef(isAsked);
  const isOpen = isAsked || error !== undefined;
  useEffect(() => {
    if (isAsked && !wasAsked.current) field.current?.focus();
    wasAsked.current = isAsked;
  }, [isAsked]);
  if (!isOpen) {
    return (
      <div className="checkout__own">
        <p>{state.buyer.name.trim() === "" ? t("attendees.yours") : t("attendees.inName", { name: attendee.name })}</p>
        <Button kind="bare" onPress={() => setAsked(true)}>
          {t("attendees.another")}
        </Button>
      </div>
    );
  }
  return (
    <Field
      id={`attendee-${index}-name`}
      label={t("attendees.name")}
      autoComplete="off"
      required
      inputRef={field}
      value={attendee.name}
      onChange={(name) => dispatch({ type: "attendeeChanged", index, change: { name } })}
      error={error && say(error)}
    />
  );
}

/** Copies the first attendee's answers to the others, and says so. */
function SameForAll(): ReactNode {
  const t = useCheckoutTexts();
  const { state, dispatch } = usePurchase();
  const [isCopied, setCopied] = useState(false);
  return (
    <div>
      <Button
        kind="quiet"
        size="small"
        onPress={() => {
          dispatch({ type: "answersCopied", from: 0 });
          setCopied(true);
        }}
      >
        {t("attendees.sameForAll")}
      </Button>
      <p role="status" className="muted small">
        {isCopied && t("attendees.copied", { count: state.attendees.length - 1 })}
      </p>
    </div>
  );
}

function OrderQuestions(): ReactNode {
  const t = useCheckoutTexts();
  const { state, dispatch } = usePurchase();
  const isAsked = state.form.questions.some((question) => question.scope === "order" && question.type !== "hidden");
  if (!isAsked) return null;
  const types = state.order?.lines.map((line) => line.ticket_type_id) ?? [];
  return (
    <fieldset className="checkout__group stack">
      <legend>{t("attendees.order")}</legend>
      <Questions
        scope="order"
        ticketTypeIds={types}
        prefix={ORDER_PREFIX}
        answers={state.answers}
        onChange={(answers) => dispatch({ type: "orderAnswered", answers })}
      />
    </fieldset>
  );
}
