// The form of a step: buttons back and on, and the bar with the cart on narrow screens.
import { lazy, Suspense, useEffect, useState, type FormEvent, type ReactNode } from "react";
import { Button, LinkButton } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import { useMoney } from "../../ui/Money";
import { cartOf } from "./cart";
import { usePurchase, useCheckoutTexts } from "./purchase";
import type { Step } from "./steps";

const CartSheet = lazy(() => import("./CartSheet"));

export interface StepFormProps {
  /** The label of the submit button. */
  readonly label: string;
  readonly onSubmit: () => void;
  /** The step before; null leads back to the event's page. */
  readonly back: Step | null;
  readonly pending: boolean;
  /** Hides the submit button, so that only the way back is left. */
  readonly blocked?: boolean;
  readonly children: ReactNode;
}

export function StepForm({ label, onSubmit, back, pending, blocked = false, children }: StepFormProps): ReactNode {
  const t = useCheckoutTexts();
  const { config, go } = usePurchase();
  // The page around a frame stays where it is: there is nothing to go back to.
  const hasBack = back !== null || config.frame === undefined;
  const submitted = (event: FormEvent): void => {
    event.preventDefault();
    if (!pending && !blocked) onSubmit();
  };
  const on = (size: "large" | "medium"): ReactNode =>
    blocked ? null : (
      <Button type="submit" size={size} pending={pending}>
        {label}
      </Button>
    );
  return (
    <form className="stack" noValidate onSubmit={submitted}>
      {children}
      <div className={`row row--apart checkout__actions${hasBack ? "" : " checkout__actions--on"}`}>
        {!hasBack ? (
          <span />
        ) : back === null ? (
          <LinkButton kind="quiet" href={config.eventUrl}>
            {t("back")}
          </LinkButton>
        ) : (
          <Button kind="quiet" onPress={() => go(back)}>
            {t("back")}
          </Button>
        )}
        <div className="checkout__on">{on("large")}</div>
      </div>
      {!(blocked && back === null) && <CartBar>{on("medium")}</CartBar>}
    </form>
  );
}

/** The cart at the lower edge of narrow screens: its total, which opens the whole cart, and the submit button. */
function CartBar({ children }: { readonly children: ReactNode }): ReactNode {
  const t = useCheckoutTexts();
  const money = useMoney();
  const { state } = usePurchase();
  const [isOpen, setOpen] = useState(false);
  const [isWanted, setWanted] = useState(false);
  const cart = cartOf(state);
  useEffect(() => {
    if (isOpen) setWanted(true);
  }, [isOpen]);
  const total = cart.minor === 0 ? t("free") : money(cart.minor, cart.currency, cart.digits);
  return (
    <div className="cart-bar">
      <button
        type="button"
        className="cart-bar__open"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setOpen(true)}
      >
        <Icon name="cart" />
        <span className="cart-bar__text">
          <span className="small">{cart.count === 0 ? t("cart.none") : t("cart.count", { count: cart.count })}</span>
          {cart.count > 0 && <strong className="number">{total}</strong>}
          <span className="visually-hidden"> {t("cart.show")}</span>
        </span>
      </button>
      {children}
      {isWanted && (
        <Suspense>
          <CartSheet open={isOpen} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}
