// Shown while the browser is redirected to the provider or the order's page, with a link should it stay.
import type { ReactNode } from "react";
import { LinkButton } from "../../ui/Button";
import { Skeleton } from "../../ui/Skeleton";
import { StepHeading } from "../../ui/Steps";
import { useCheckoutTexts, usePurchase } from "./purchase";
import { isApplication } from "./steps";

export function Redirecting({ address }: { readonly address: string }): ReactNode {
  const t = useCheckoutTexts();
  const { config, state } = usePurchase();
  const isOrder = address.startsWith(config.orderUrl);
  const order = isApplication(state) ? "leaving.application" : "leaving.order";
  return (
    <>
      <StepHeading focus>{t(isOrder ? order : "leaving.provider")}</StepHeading>
      <p className="lead">{t(isOrder ? `${order}Text` : "leaving.providerText")}</p>
      <Skeleton rows={2} label={t("loading")} />
      <p>
        <LinkButton href={address}>{t("leaving.go")}</LinkButton>
      </p>
    </>
  );
}
