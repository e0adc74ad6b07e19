// What a connection is at a glance: what keys it has, whether it is used, and whether its provider answers.
import type { ReactNode } from "react";
import { Icon } from "../../../ui/Icon";
import { Instant } from "../parts/Instant";
import type { Connection } from "./adapters";
import { useConnectionTexts } from "./texts";

export function ConnectionTags({ connection }: { readonly connection: Connection }): ReactNode {
  const t = useConnectionTexts();
  const { circuit, kind, mode, state, is_healthy: isHealthy, is_used: isUsed } = connection;
  return (
    <>
      {state !== "active" && <span className="tag">{t("state.off")}</span>}
      {isUsed && <span className="tag tag--good">{t("state.used")}</span>}
      {circuit === "missing" && <span className="tag tag--bad">{t("state.missing")}</span>}
      {circuit === "open" && <span className="tag tag--bad">{t("state.resting")}</span>}
      {isHealthy === false && <span className="tag tag--bad">{t("state.unhealthy")}</span>}
      {kind === "payments" && mode === "test" && <span className="tag tag--warm">{t("mode.test")}</span>}
    </>
  );
}

/** Whether it is used, and what keeps it from that. */
export function useUse(): (connection: Connection) => string {
  const t = useConnectionTexts();
  return ({ kind, state, mode, circuit, is_used: isUsed, is_called: isCalled }) => {
    if (!isCalled) return t("use.notCalled");
    if (state !== "active") return t("use.off");
    if (circuit === "missing") return t("use.missing");
    if (kind === "email") return t("use.email");
    if (kind === "storage") return t("use.storage");
    if (kind === "wallet") return t(isUsed ? "use.wallet" : "use.walletOther");
    if (kind === "challenge") return t(isUsed ? "use.challenge" : "use.challengeOther");
    if (kind !== "payments") return "";
    return t(isUsed ? "use.payments" : mode === "test" ? "use.liveFirst" : "use.off");
  };
}

/** What the provider said when it was asked last. */
export function HealthLine({ connection }: { readonly connection: Connection }): ReactNode {
  const t = useConnectionTexts();
  const { checked_at: at, health_detail: detail, is_healthy: isHealthy } = connection;
  if (at === null || isHealthy === null) return t("health.never");
  return (
    <span className={isHealthy ? "health health--good" : "health health--bad"}>
      <Icon name={isHealthy ? "good" : "warning"} />
      <span>
        {t(isHealthy ? "health.good" : "health.bad")} <Instant at={at} />
        {detail !== "" && (
          <>
            {" · "}
            <bdi>{detail}</bdi>
          </>
        )}
      </span>
    </span>
  );
}
