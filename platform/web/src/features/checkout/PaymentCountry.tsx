// The country the buyer pays from, asked only of buyers who look for another payment method.
import { useEffect, useRef, useState, type ReactNode } from "react";
import { Button } from "../../ui/Button";
import { CountrySelect } from "./CountrySelect";
import { useCheckoutTexts, usePurchase } from "./purchase";

export default function PaymentCountry(): ReactNode {
  const t = useCheckoutTexts();
  const { state, dispatch } = usePurchase();
  const [isOpen, setOpen] = useState(state.country !== "");
  const place = useRef<HTMLDivElement>(null);
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    if (isOpen && !wasOpen.current) place.current?.querySelector("select")?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  if (!isOpen) {
    return (
      <div>
        <Button kind="bare" onPress={() => setOpen(true)}>
          {t("payment.country")}
        </Button>
      </div>
    );
  }
  return (
    <div ref={place}>
      <CountrySelect
        id="paying-country"
        label={t("payment.countryLabel")}
        hint={t("payment.countryHint")}
        value={state.country}
        onChange={(country) => dispatch({ type: "countryPicked", country })}
      />
    </div>
  );
}
