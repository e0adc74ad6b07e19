// The cart beside the steps: lines, taxes, total, and the link that continues on another device.
import { useState, type ReactNode } from "react";
import { Button } from "../../ui/Button";
import { useLocale } from "../../ui/language";
import { Money, useMoney } from "../../ui/Money";
import { cartOf } from "./cart";
import { usePurchase, useCheckoutTexts, useContentLanguage } from "./purchase";

export function CartPanel(): ReactNode {
  const t = useCheckoutTexts();
  return (
    <aside className="checkout__side panel stack" aria-labelledby="cart-title">
      <h2 id="cart-title">{t("cart.title")}</h2>
      <CartContent />
    </aside>
  );
}

export function CartContent({ onChange }: { readonly onChange?: () => void }): ReactNode {
  const t = useCheckoutTexts();
  const locale = useLocale();
  const money = useMoney();
  const { state, step, go } = usePurchase();
  const cart = cartOf(state);
  const written = useContentLanguage();
  if (cart.lines.length === 0) return <p className="muted">{t("cart.nothing")}</p>;
  const amount = (minor: number): string => money(minor, cart.currency, cart.digits);
  const rate = (bp: number): string =>
    new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 2 }).format(bp / 10_000);
  const taxes = cart.taxes.map((tax) => (
    <div key={tax.rateBp} className="muted small">
      <dt>{t(cart.excludesTax ? "cart.taxOnTop" : "cart.tax", { rate: rate(tax.rateBp) })}</dt>
      <dd className="number">{amount(tax.minor)}</dd>
    </div>
  ));
  return (
    <div className="stack stack--tight">
      <dl className="sum">
        {cart.lines.map((line) => (
          <div key={line.id}>
            <dt>
              <span className="number">{line.quantity} ×</span> <bdi {...written}>{line.name}</bdi>
              {line.ruleName !== "" && (
                <span className="muted small cart__off">
                  <bdi {...written}>{line.ruleName}</bdi>
                </span>
              )}
              {line.offMinor > 0 && (
                <span className="muted small cart__off">{t("codes.off", { amount: amount(line.offMinor) })}</span>
              )}
            </dt>
            <dd className="number">{line.minor === 0 ? t("free") : amount(line.minor)}</dd>
          </div>
        ))}
        {cart.excludesTax && taxes}
        <div className="sum__total">
          <dt>{t("cart.total")}</dt>
          <dd>
            {cart.minor === 0 ? t("free") : <Money minor={cart.minor} currency={cart.currency} digits={cart.digits} />}
          </dd>
        </div>
        {!cart.excludesTax && taxes}
      </dl>
      {cart.minor > 0 && !cart.excludesTax && cart.taxes.length === 0 && state.order === null && (
        <p className="muted small">{t("cart.taxIncluded")}</p>
      )}
      {step !== "tickets" && (
        <Button
          kind="bare"
          onPress={() => {
            onChange?.();
            go("tickets");
          }}
        >
          {t("cart.change")}
        </Button>
      )}
      {state.order !== null && <OtherDeviceLink />}
    </div>
  );
}

/** The link that continues this order on another device; it opens the order, so it is for the buyer alone. */
function OtherDeviceLink(): ReactNode {
  const t = useCheckoutTexts();
  const { state } = usePurchase();
  const [shown, setShown] = useState<"copied" | "link" | null>(null);
  const address = `${location.origin}${location.pathname}#order=${state.order?.id}.${state.secret}`;
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(address);
      setShown("copied");
    } catch {
      setShown("link");
    }
  };
  return (
    <div className="stack stack--tight">
      <Button kind="bare" onPress={() => void copy()}>
        {t("elsewhere.copy")}
      </Button>
      <p role="status" className="small muted">
        {shown === "copied" ? (
          t("elsewhere.copied")
        ) : shown === "link" ? (
          <span className="checkout__link">{address}</span>
        ) : null}
      </p>
    </div>
  );
}
