// The ask for consent to text messages: a number, and an empty box with the sentence that is kept.
import { useQuery } from "@tanstack/react-query";
import { useEffect, type ReactNode } from "react";
import { Checkbox } from "../../ui/Checkbox";
import { Field } from "../../ui/Field";
import { Skeleton } from "../../ui/Skeleton";
import { useCheckoutTexts, useMessageText, usePurchase } from "./purchase";
import { TEXT_PHONE } from "./texts";

/** Nothing where the organization sends no text messages; nothing is asked then either. */
export function TextConsent(): ReactNode {
  const { config, state } = usePurchase();
  return config.offersTexts === true && state.order !== null ? <Ask orderId={state.order.id} /> : null;
}

function Ask({ orderId }: { readonly orderId: string }): ReactNode {
  const t = useCheckoutTexts();
  const say = useMessageText();
  const { client, state, dispatch } = usePurchase();
  const { texts, order, secret, buyer } = state;
  const consent = useQuery({
    queryKey: ["texts", orderId],
    queryFn: () => (order === null ? null : client.textConsent(order, secret, buyer.locale)),
    staleTime: Infinity,
    retry: 1,
  });
  const known = consent.data ?? null;
  useEffect(() => {
    if (known !== null) dispatch({ type: "textsLoaded", known });
  }, [known, dispatch]);
  if (consent.isPending) return <Skeleton label={t("loading")} />;
  if (texts === null || !(texts.known.is_offered || texts.known.is_given)) return null;
  const error = state.errors.get(TEXT_PHONE);
  return (
    <fieldset className="checkout__group stack">
      <legend>{t("texts.title")}</legend>
      <Field
        id={TEXT_PHONE}
        label={t("texts.phone")}
        hint={t("texts.phoneHint")}
        type="tel"
        autoComplete="tel"
        maxLength={32}
        value={texts.phone}
        onChange={(phone) => dispatch({ type: "textsChanged", change: { phone } })}
        error={error && say(error)}
      />
      <Checkbox
        id="text-consent"
        checked={texts.agreed}
        onChange={(agreed) => dispatch({ type: "textsChanged", change: { agreed } })}
      >
        <bdi>{texts.known.statement}</bdi>
      </Checkbox>
    </fieldset>
  );
}
