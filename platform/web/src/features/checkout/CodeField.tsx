// Discount codes on the tickets step: a quiet question, the field behind it, and the codes that count.
import { useState, type KeyboardEvent, type ReactNode } from "react";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { useLocale } from "../../ui/language";
import { useMoney } from "../../ui/Money";
import type { AppliedCode } from "./codes";
import { useCheckoutTexts, useMessageText, usePurchase } from "./purchase";

export const CODE_FIELD = "code";
const MOST_CODES = 5;
const LONGEST = 40;

export function CodeField(): ReactNode {
  const t = useCheckoutTexts();
  const say = useMessageText();
  const { state, actions } = usePurchase();
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState("");
  const error = state.errors.get(CODE_FIELD);
  const { codes } = state.applied;
  const pending = actions.pending === "code";
  const apply = async (): Promise<void> => {
    if (await actions.applyCode(text)) setText("");
  };
  // The field stands in the form of the step, whose button it must not press.
  const entered = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    void apply();
  };
  return (
    <section className="stack stack--tight codes" aria-label={t("codes.title")}>
      {codes.length > 0 && (
        <ul className="codes__applied">
          {codes.map((each) => (
            <Applied key={each.code} code={each} disabled={pending} />
          ))}
        </ul>
      )}
      <p role="status" className="visually-hidden">
        {codes.length > 0 ? t("codes.counts", { codes: codes.map((each) => each.code).join(", ") }) : ""}
      </p>
      {!isOpen && error === undefined ? (
        codes.length < MOST_CODES && (
          <div>
            <Button kind="bare" onPress={() => setOpen(true)}>
              {t(codes.length === 0 ? "codes.have" : "codes.another")}
            </Button>
          </div>
        )
      ) : (
        // eslint-disable-next-line jsx-a11y/no-static-element-interactions -- it listens for its field
        <div className="codes__field" onKeyDown={entered}>
          <Field
            id={CODE_FIELD}
            label={t("codes.label")}
            required
            autoComplete="off"
            maxLength={LONGEST}
            value={text}
            onChange={setText}
            error={error && say(error)}
          />
          <Button kind="quiet" pending={pending} onPress={() => void apply()}>
            {t("codes.apply")}
          </Button>
        </div>
      )}
    </section>
  );
}

function Applied({ code, disabled }: { readonly code: AppliedCode; readonly disabled: boolean }): ReactNode {
  const t = useCheckoutTexts();
  const { actions } = usePurchase();
  const worth = useWorth(code);
  return (
    <li className="row">
      <span>
        <bdi className="codes__code">{code.code}</bdi>
        {worth !== "" && <span className="muted small"> {worth}</span>}
      </span>
      <Button
        kind="bare"
        isDisabled={disabled}
        aria-label={t("codes.removeOne", { code: code.code })}
        onPress={() => void actions.removeCode(code.code)}
      >
        {t("codes.remove")}
      </Button>
    </li>
  );
}

/** What a code takes off, as it was promised; "" where it only opens ticket types. */
function useWorth({ percentBp, amountMinor, currency }: AppliedCode): string {
  const t = useCheckoutTexts();
  const locale = useLocale();
  const money = useMoney();
  const { state } = usePurchase();
  if (percentBp !== null) {
    const share = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 2 });
    return t("codes.share", { share: share.format(percentBp / 10_000) });
  }
  if (amountMinor === null || currency === null) return "";
  const digits = state.offers.find((offer) => offer.currency === currency)?.digits ?? 2;
  return t("codes.amount", { amount: money(amountMinor, currency, digits) });
}
