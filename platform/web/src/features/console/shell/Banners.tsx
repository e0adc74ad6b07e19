// What must not be overlooked: offline, acting for a client, support in the house, an organization that closes.
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { answerOf } from "../../../api/client";
import { Button } from "../../../ui/Button";
import { Icon } from "../../../ui/Icon";
import { useInstant } from "../parts/Instant";
import { useApi } from "../session/api";
import { useOnline } from "./offline";
import type { Here } from "./organizations";
import { useConsoleTexts } from "./texts";

const MINUTE = 60_000;

export function Banners({ here }: { readonly here: Here | null }): ReactNode {
  const t = useConsoleTexts();
  const online = useOnline();
  return (
    <>
      <div role="status">
        {!online && (
          <p className="banner banner--warm">
            <Icon name="warning" />
            <span>{t("offline")}</span>
          </p>
        )}
      </div>
      {here?.agency_id != null && (
        <p className="banner banner--accent">
          <Icon name="building" />
          <span>{t("agency.banner", { client: here.name, agency: here.agencyName || t("agency.yours") })}</span>
        </p>
      )}
      {here !== null && here.state !== "active" && (
        <p className="banner banner--warm">
          <Icon name="warning" />
          <span>{t(here.state === "suspended" ? "organization.suspended" : "organization.closing")}</span>
        </p>
      )}
      {here?.may("support-access.read") === true && <Support here={here} />}
    </>
  );
}

function Support({ here }: { readonly here: Here }): ReactNode {
  const t = useConsoleTexts();
  const api = useApi();
  const format = useInstant();
  const query = useQuery({
    queryKey: [here.id, "support-access"],
    queryFn: () =>
      answerOf(
        api.GET("/api/v1/organizations/{organization_id}/support-access", {
          params: { path: { organization_id: here.id } },
        }),
      ),
    staleTime: MINUTE,
  });
  const now = new Date().toISOString();
  const open = query.data?.items.find((each) => each.ended_at === null && each.expires_at > now);
  if (open === undefined) return null;
  const until = format(open.expires_at);
  return (
    <p className="banner banner--warm">
      <Icon name="info" />
      <span>{t(open.level === "write" ? "support.write" : "support.read", { until })}</span>{" "}
      <a href={`/account/organizations/${here.id}/support`}>{t("support.manage")}</a>
    </p>
  );
}

export interface TourOfferProps {
  readonly onTake: () => void;
  readonly onDecline: () => void;
}

/** Stands until it is answered, and in nobody's way. */
export function TourOffer({ onTake, onDecline }: TourOfferProps): ReactNode {
  const t = useConsoleTexts();
  return (
    <div className="banner banner--accent">
      <Icon name="info" />
      <span>{t("tour.offer")}</span>
      <Button kind="quiet" size="small" onPress={onTake}>
        {t("tour.take")}
      </Button>
      <Button kind="bare" size="small" onPress={onDecline}>
        {t("tour.decline")}
      </Button>
    </div>
  );
}
