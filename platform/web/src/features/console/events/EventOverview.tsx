// An event at a glance: what it still needs, how it sells, and how to pass it on.
import "./events.css";
import { Suspense, type ReactNode } from "react";
import { Link } from "react-router";
import { formatWhen } from "../../../lib/when";
import { Button, LinkButton } from "../../../ui/Button";
import { Failure } from "../../../ui/Failure";
import { Icon } from "../../../ui/Icon";
import { useLocale } from "../../../ui/language";
import { Notice } from "../../../ui/Notice";
import { useSeries } from "../series/queries";
import { useEvent, type Event } from "../shell/event";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { eventPath, organizationPath } from "../shell/places";
import { lazyWithTexts } from "../shell/views";
import { ApprovalNotice } from "./ApprovalNotice";
import { EventActions } from "./EventActions";
import { EventState } from "./EventState";
import { FeedAddress } from "./FeedAddress";
import { SHOWN_TO_ALL, useStep } from "./life";
import { connectPath, useNeedsPayments } from "./needs-payments";
import { OrderActions } from "./OrderActions";
import { PublishChecklist } from "./PublishChecklist";
import { ShareKit } from "./ShareKit";
import { Shortcuts } from "./Shortcuts";
import { TicketSales } from "./TicketSales";
import { useEventTexts } from "./texts";

const WaitingNotice = lazyWithTexts(
  "applications",
  import.meta.glob("../applications/texts/*.json"),
  () => import("../applications/WaitingNotice"),
);
const ReviewNotice = lazyWithTexts(
  "reviews",
  import.meta.glob("../reviews/texts/*.json"),
  () => import("../reviews/ReviewNotice"),
);
const WaitlistNotice = lazyWithTexts(
  "waitlist",
  import.meta.glob("../waitlist/texts/*.json"),
  () => import("../waitlist/WaitlistNotice"),
);
const UNPUBLISHED: readonly Event["state"][] = ["draft", "review"];

export default function EventOverview(): ReactNode {
  const t = useEventTexts();
  const event = useEvent();
  const here = useOrganization();
  const notify = useNotify();
  const step = useStep(event.id);
  const isDraft = UNPUBLISHED.includes(event.state);
  const isShown = SHOWN_TO_ALL.includes(event.state);
  const mayPublish = here.may("events.publish");
  const publish = (): void =>
    step.mutate(
      { step: "publish" },
      {
        // Where the platform looks first, it stays in review; the page says so.
        onSuccess: ({ state }) => {
          if (state === "review") return;
          notify({
            text: t("published"),
            action: { label: t("undo"), onPress: () => step.mutate({ step: "unpublish" }) },
          });
        },
      },
    );
  const actions = (
    <>
      {isShown && (
        <LinkButton kind="quiet" href={`/${here.slug}/${event.slug}`} target="_blank" rel="noreferrer">
          <Icon name="outside" />
          {t("view")}
        </LinkButton>
      )}
      {event.state !== "deleted" && (
        <Link className="button button--quiet" to={eventPath(here.slug, event.id, "visitors")}>
          {t("visitors.title")}
        </Link>
      )}
      {event.series_id === null && !event.is_template && event.starts_at !== null && here.may("events.write") && (
        <Link className="button button--quiet" to={eventPath(here.slug, event.id, "repeat")}>
          {t("repeat")}
        </Link>
      )}
      {event.state === "deleted" && mayPublish && (
        <Button pending={step.isPending} onPress={() => step.mutate({ step: "restore" })}>
          {t("restore")}
        </Button>
      )}
      <EventActions event={event} />
    </>
  );
  return (
    <Page
      title={event.title}
      tags={<EventState state={event.state} />}
      lead={<Facts event={event} />}
      actions={actions}
    >
      {step.isError && <Failure error={step.error} />}
      <ApprovalNotice />
      {isShown && <PaymentsNeeded eventId={event.id} />}
      {isShown && here.may("orders.read") && (
        <Suspense>
          <WaitingNotice />
          <ReviewNotice />
        </Suspense>
      )}
      {isShown && here.may("waitlist.read") && (
        <Suspense>
          <WaitlistNotice />
        </Suspense>
      )}
      {event.series_id !== null && <OfSeries id={event.series_id} />}
      <div className="columns">
        <div className="stack">
          {isDraft && (
            <PublishChecklist event={event} {...(mayPublish ? { onPublish: publish } : {})} pending={step.isPending} />
          )}
          <OrderActions />
          <TicketSales event={event} />
          {event.state !== "deleted" && <Shortcuts event={event} />}
        </div>
        <div className="stack">
          {isShown && event.visibility !== "private" && (
            <>
              <ShareKit event={event} />
              <FeedAddress />
            </>
          )}
        </div>
      </div>
    </Page>
  );
}

/** The next step of an event that sells for money while nobody can pay. */
function PaymentsNeeded({ eventId }: { readonly eventId: string }): ReactNode {
  const t = useEventTexts();
  const { slug } = useOrganization();
  if (!useNeedsPayments(eventId)) return null;
  return (
    <Notice
      title={t("payments.title")}
      actions={
        <Link className="button button--small" to={organizationPath(slug, connectPath(eventId))}>
          {t("payments.connect")}
        </Link>
      }
    >
      {t("payments.text")}
    </Notice>
  );
}

/** Says that the event is one of a series, and leads there. */
function OfSeries({ id }: { readonly id: string }): ReactNode {
  const t = useEventTexts();
  const { slug } = useOrganization();
  const series = useSeries(id).data;
  if (series === undefined) return null;
  return (
    <p className="event-series">
      <Icon name="copy" />
      {t("ofSeries")}{" "}
      <Link to={organizationPath(slug, `series/${id}`)}>
        <bdi>{series.title}</bdi>
      </Link>
    </p>
  );
}

function Facts({ event }: { readonly event: Event }): ReactNode {
  const t = useEventTexts();
  const locale = useLocale();
  const { location } = event;
  const place = event.kind === "online" ? t("online") : [location?.name, location?.city].filter(Boolean).join(", ");
  return (
    <>
      {event.starts_at === null
        ? t("noDate")
        : formatWhen(event.starts_at, event.ends_at, { timeZone: event.time_zone, locale })}
      {event.starts_at !== null && ` (${event.time_zone.replaceAll("_", " ")})`}
      {place !== "" && (
        <>
          {" · "}
          <bdi>{place}</bdi>
        </>
      )}
      {event.visibility !== "public" && ` · ${t(`visibility.${event.visibility}`)}`}
    </>
  );
}
