// Prints the badge of a ticket from where its attendee stands: a button, and on a page of theirs what was printed.
import { useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { ShortMoment } from "../parts/ShortMoment";
import { useOrganization } from "../shell/organizations";
import { PrintDialog } from "./PrintDialog";
import { usePrintsOf } from "./queries";
import { useBadgeTexts } from "./texts";

export interface PrintBadgeProps {
  readonly eventId: string;
  readonly ticketId: string;
  readonly name: string;
}

/** Nothing for who may not print. */
export function PrintBadge({ eventId, ticketId, name }: PrintBadgeProps): ReactNode {
  const t = useBadgeTexts();
  const { may } = useOrganization();
  const [isOpen, setOpen] = useState(false);
  if (!may("badges.print") || !may("badges.read")) return null;
  return (
    <>
      <Button kind="quiet" size="small" aria-label={t("printTitle", { name })} onPress={() => setOpen(true)}>
        {t("badge")}
      </Button>
      {isOpen && <PrintDialog eventId={eventId} ticketId={ticketId} name={name} onClose={() => setOpen(false)} />}
    </>
  );
}

export interface BadgeHistoryProps {
  readonly eventId: string;
  readonly ticketId: string;
  readonly zone: string;
}

/** When the badge of a ticket was printed, where, and why again. */
export function BadgeHistory(props: BadgeHistoryProps): ReactNode {
  return useOrganization().may("badges.read") ? <Prints {...props} /> : null;
}

function Prints({ eventId, ticketId, zone }: BadgeHistoryProps): ReactNode {
  const t = useBadgeTexts();
  const prints = usePrintsOf(eventId, ticketId).data ?? [];
  return prints.map((each) => (
    <span key={each.id} className="muted small order-block">
      {t("printedAt")} <ShortMoment at={each.printed_at} zone={zone} />{" "}
      <bdi>{[each.device, each.reason].filter(Boolean).join(" · ")}</bdi>
    </span>
  ));
}
