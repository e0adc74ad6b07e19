// The country one pays from, for methods that are only for some; asked of those who look for another.
import { useState, type ReactNode } from "react";
import { Button } from "../../ui/Button";
import { CountryField } from "../../ui/Combobox";
import { useCheckoutTexts, usePurchase } from "./purchase";

export default function PayingCountry(): ReactNode {
  const t = useCheckoutTexts();
  const { state, dispatch } = usePurchase();
  const [isOpen, setOpen] = useState(state.country !== "");
  if (!isOpen) {
    return (
      <div>
        <Button kind="bare" onPress={() => setOpen(true)}>
          {t("payment.country")}
        </Button>
      </div>
    );
  }
  return <CountryField id="paying-country" label={t("payment.countryLabel")} hint={t("payment.countryHint")} value={state.country} onChange={(country) => dispatch({ type: "from-country", country })} />;
}
