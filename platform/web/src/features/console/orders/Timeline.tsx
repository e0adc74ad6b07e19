// What happened to an order, newest first.
import { useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { answerOf, type Schemas } from "../../../api/client";
import { Button } from "../../../ui/Button";
import { Skeleton } from "../../../ui/Skeleton";
import { useApi } from "../session/api";
import { useOrganization } from "../shell/organizations";
import { Trouble } from "../shell/states";
import { ShortMoment } from "../parts/ShortMoment";
import { useOrderTexts, type OrderKey } from "./texts";

type Entry = Schemas["Order_timelineTimelineEntry"];
type EntryPage = Schemas["Order_timelineTimelineEntryPage"];

const PAGE = 20;

/** What is said of each kind; several say the same. */
const SAID: Readonly<Record<Entry["kind"], string>> = {
  "order.placed": "placed",
  "order.awaiting-approval": "toApprove",
  "order.awaiting-payment": "awaitsPayment",
  "order.under-review": "toApprove",
  "order.confirmed": "confirmed",
  "order.expired": "expired",
  "order.cancelled": "cancelled",
  "order.buyer-changed": "changed",
  "order.deadline-changed": "deadline",
  "order.tickets-returned": "returned",
  "order.moved": "movedEvent",
  "attendee.changed": "changed",
  "answers.changed": "changed",
  "file.sent": "fileSent",
  "ticket.voided": "void",
  "ticket.refunded": "void",
  "ticket.moved": "moved",
  "ticket.passed-on": "passedOn",
  "ticket.renamed": "changed",
  "ticket.code-renewed": "newCode",
  "payment.opened": "paying",
  "payment.pending": "paying",
  "payment.unknown": "paying",
  "payment.needs-action": "paying",
  "payment.processing": "paying",
  "payment.authorized": "authorized",
  "payment.succeeded": "paid",
  "payment.part-refunded": "moneyBack",
  "payment.refunded": "moneyBack",
  "payment.failed": "notPaid",
  "payment.cancelled": "notPaid",
  "payment.disputed": "disputed",
  "payment.reviewed": "reviewed",
  "refund.requested": "refundAsked",
  "refund.succeeded": "refunded",
  "refund.failed": "refundFailed",
  "refund.settled": "refunded",
  "invoice.issued": "invoice",
  "credit-note.issued": "creditNote",
  "badge.printed": "badgePrinted",
  "checkin.admitted": "admitted",
  "checkin.undone": "admittedUndone",
  "transfer.offered": "offered",
  "transfer.accepted": "passedOn",
  "transfer.declined": "offerOver",
  "transfer.withdrawn": "offerOver",
  "transfer.expired": "offerOver",
  "note.written": "note",
  "note.edited": "note",
  "note.deleted": "noteGone",
  "tag.added": "tagged",
  "tag.removed": "untagged",
  "mail.queued": "mailQueued",
  "mail.sending": "mailQueued",
  "mail.sent": "mailSent",
  "mail.failed": "mailFailed",
};

export function Timeline({ orderId, zone }: { readonly orderId: string; readonly zone: string }): ReactNode {
  const t = useOrderTexts();
  const api = useApi();
  const { id } = useOrganization();
  const query = useInfiniteQuery({
    queryKey: [id, "order", orderId, "timeline"],
    initialPageParam: "",
    getNextPageParam: (page: EntryPage) => page.next_cursor,
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET("/api/v1/organizations/{organization_id}/orders/{order_id}/timeline", {
          params: {
            path: { organization_id: id, order_id: orderId },
            query: { limit: PAGE, ...(pageParam === "" ? {} : { cursor: pageParam }) },
          },
        }),
      ),
  });
  const entries = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className="panel stack" aria-labelledby="timeline-title">
      <h2 id="timeline-title">{t("timeline.title")}</h2>
      {query.isError && <Trouble error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Skeleton rows={4} />}
      <ol className="timeline">
        {entries.map((entry) => (
          <li key={`${entry.kind} ${entry.id}`} data-tone={toneOf(entry.kind)}>
            <p>{t(`timeline.${SAID[entry.kind]}` as OrderKey)}</p>
            {entry.kind === "badge.printed" && <AboutPrint values={entry.values} />}
            <p className="muted small">
              <ShortMoment at={entry.at} zone={zone} />
              {" · "}
              <bdi>{entry.actor.name || t(`actor.${entry.actor.kind}`)}</bdi>
            </p>
          </li>
        ))}
      </ol>
      {query.hasNextPage && (
        <Button kind="bare" pending={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>
          {t("timeline.more")}
        </Button>
      )}
    </section>
  );
}

/** Where a badge was printed, and why again. */
function AboutPrint({ values: { device, reason } }: { readonly values: Entry["values"] }): ReactNode {
  const said = [device, reason].filter((each) => typeof each === "string" && each !== "").join(" · ");
  return said === "" ? null : <bdi className="small order-block">{said}</bdi>;
}

function toneOf(kind: Entry["kind"]): "good" | "bad" | "plain" {
  if (kind.endsWith(".failed") || kind === "payment.disputed") return "bad";
  return kind === "order.confirmed" || kind === "payment.succeeded" || kind === "checkin.admitted" ? "good" : "plain";
}
