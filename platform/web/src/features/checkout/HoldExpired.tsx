// Shown when the hold expired: what that means, and how to start again.
import type { ReactNode } from "react";
import { Button, LinkButton } from "../../ui/Button";
import { StepHeading } from "../../ui/Steps";
import { usePurchase, useCheckoutTexts } from "./purchase";

export function HoldExpired(): ReactNode {
  const t = useCheckoutTexts();
  const { actions, config } = usePurchase();
  return (
    <>
      <StepHeading focus>{t("gone.title")}</StepHeading>
      <p className="lead">{t("gone.text")}</p>
      <div className="row">
        <Button size="large" onPress={actions.restart}>
          {t("gone.again")}
        </Button>
        <LinkButton kind="quiet" size="large" href={config.eventUrl}>
          {t("gone.event")}
        </LinkButton>
      </div>
    </>
  );
}
