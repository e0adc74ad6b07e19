// What an event still needs before people may see and buy, each with the way there; then the button.
import { useState, type ReactNode } from "react";
import { Link } from "react-router";
import { Button } from "../../../ui/Button";
import { Icon } from "../../../ui/Icon";
import { viewOfField } from "./field-views";
import type { Event } from "../shell/event";
import { useOrganization } from "../shell/organizations";
import { eventPath, organizationPath } from "../shell/places";
import { Loaded } from "../shell/states";
import { useChecklist, useTicketTypes, type Checklist } from "./queries";
import { connectPath, useNeedsPayments } from "./needs-payments";
import { StepDialog } from "./StepDialog";
import { useEventTexts, type EventKey } from "./texts";

export interface PublishChecklistProps {
  readonly event: Event;
  /** Left out for who may not publish. */
  readonly onPublish?: () => void;
  readonly pending: boolean;
}

type Item = Checklist["missing"][number];

const NO_TICKETS: Item = { pointer: "/ticket_types", detail: "", code: "missing" };
const NO_PAYMENTS: Item = { pointer: "/payments", detail: "", code: "missing" };
const KNOWN = [
  "/title",
  "/starts_at",
  "/ends_at",
  "/location",
  "/online_url",
  "/ticket_types",
  "/payments",
  "/summary",
  "/description",
  "/cover_file_id",
  "/contact_email",
] as const;

export function PublishChecklist({ event, onPublish, pending }: PublishChecklistProps): ReactNode {
  const t = useEventTexts();
  const query = useChecklist(event);
  const types = useTicketTypes(event.id);
  const needsPayments = useNeedsPayments(event.id);
  return (
    <section className="panel stack" aria-labelledby="publish-title">
      <h2 id="publish-title">{t("publish.title")}</h2>
      <Loaded query={query} rows={2}>
        {({ missing, advice }) => {
          const more = [
            ...(types.data?.length === 0 ? [NO_TICKETS] : []),
            ...(needsPayments ? [NO_PAYMENTS] : []),
            ...advice,
          ];
          return (
            <>
              <p className="muted">
                {missing.length === 0 ? t("publish.ready") : t("publish.missing", { count: missing.length })}
              </p>
              <ul className="checks">
                {missing.map((item) => (
                  <Check key={item.pointer} item={item} event={event} isNeeded />
                ))}
                {more.map((item) => (
                  <Check key={item.pointer} item={item} event={event} />
                ))}
              </ul>
              {onPublish === undefined ? (
                <ForReview event={event} />
              ) : (
                <div className="row">
                  <Button pending={pending} isDisabled={missing.length > 0} onPress={onPublish}>
                    {t("publish.button")}
                  </Button>
                </div>
              )}
            </>
          );
        }}
      </Loaded>
    </section>
  );
}

function Check({
  item,
  event,
  isNeeded = false,
}: {
  readonly item: Item;
  readonly event: Event;
  readonly isNeeded?: boolean;
}): ReactNode {
  const t = useEventTexts();
  const { slug } = useOrganization();
  const known = KNOWN.find((each) => each === item.pointer);
  const text = known === undefined ? item.detail : t(`check.${known.slice(1)}` as EventKey);
  const view = viewOfField(item.pointer);
  const to =
    item.pointer === NO_PAYMENTS.pointer
      ? organizationPath(slug, connectPath(event.id))
      : view && eventPath(slug, event.id, view.path);
  return (
    <li className={isNeeded ? "check-item check-item--needed" : "check-item"}>
      <Icon name={isNeeded ? "warning" : "info"} />
      <span>
        {text}
        <span className="visually-hidden"> {t(isNeeded ? "publish.needed" : "publish.optional")}</span>
      </span>
      {to !== undefined && (
        <Link to={to} className="check-item__go">
          {t("publish.go")}
          <span className="visually-hidden">: {text}</span>
        </Link>
      )}
    </li>
  );
}

/** Who may not publish asks those who may. */
function ForReview({ event }: { readonly event: Event }): ReactNode {
  const t = useEventTexts();
  const { may } = useOrganization();
  const [isAsking, setAsking] = useState(false);
  const canAsk = event.state === "draft" && may("events.write") && !event.is_template;
  return (
    <>
      <p className="muted">{t(event.state === "review" ? "publish.review" : "publish.notYours")}</p>
      {canAsk && (
        <div className="row">
          <Button onPress={() => setAsking(true)}>{t("step.submit")}</Button>
        </div>
      )}
      {isAsking && <StepDialog event={event} step="submit" onClose={() => setAsking(false)} />}
    </>
  );
}
