// Until when a dispute has to be answered at the provider.
import type { ReactNode } from "react";
import { ShortMoment, useListZone } from "../parts/ShortMoment";
import type { Dispute } from "./queries";
import { useMoneyTexts } from "./texts";

const SOON_MILLISECONDS = 3 * 86_400_000;

/** The deadline while the dispute is open; one that is near stands out. */
export function RespondBy({ dispute }: { readonly dispute: Dispute }): ReactNode {
  const t = useMoneyTexts();
  const zone = useListZone();
  if (dispute.state !== "open") return <span className="muted">{t("disputes.over")}</span>;
  if (dispute.respond_by === null) return <span className="muted">{t("disputes.askProvider")}</span>;
  const left = Date.parse(dispute.respond_by) - Date.now();
  return (
    <span className={left < SOON_MILLISECONDS ? "money-urgent" : undefined}>
      <ShortMoment at={dispute.respond_by} zone={zone} />
      {left < 0 && <span className="list-name__more">{t("disputes.late")}</span>}
    </span>
  );
}
