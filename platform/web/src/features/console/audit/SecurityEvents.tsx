// Sign-ins, refusals, exports and what operators did: the security events of the organization, newest first.
import "./audit.css";
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { Skeleton } from "../../../ui/Skeleton";
import { moment, text } from "../parts/address-filter";
import { DatesPill } from "../parts/DatesPill";
import { FilterBar } from "../parts/FilterBar";
import { OnePill } from "../parts/FilterPill";
import { Instant } from "../parts/Instant";
import { useListAddress } from "../parts/list-address";
import { Page } from "../shell/Page";
import { Trouble } from "../shell/states";
import { WhoPill } from "./AuditLog";
import { AuditTabs } from "./AuditTabs";
import { useSecurityEvents, type SecurityEvent } from "./queries";
import { KINDS, isAlarming, useKind } from "./security-words";
import { useAuditTexts } from "./texts";
import { useActor } from "./words";

const FILTERS = { kind: text, actor: text, since: moment, until: moment };
const SORTS = ["-at"] as const;

export default function SecurityEvents(): ReactNode {
  const t = useAuditTexts();
  const kind = useKind();
  const address = useListAddress(FILTERS, SORTS);
  const list = useSecurityEvents(address.filter);
  const events = list.data?.pages.flatMap((page) => page.items) ?? [];
  const said = (name: keyof typeof FILTERS): string | undefined => {
    const value = address.filter[name];
    return typeof value === "string" ? value : undefined;
  };
  return (
    <Page title={t("tab.security")} lead={t("security.lead")}>
      <AuditTabs at="security" />
      <FilterBar count={Object.keys(address.filter).length}>
        <OnePill
          label={t("filter.kind")}
          value={said("kind")}
          onChange={(value) => address.change({ kind: value })}
          choices={KINDS.map((value) => ({ value, label: kind(value) }))}
        />
        <WhoPill value={said("actor")} onChange={(actor) => address.change({ actor })} />
        <DatesPill
          label={t("filter.period")}
          from={said("since")}
          to={said("until")}
          onChange={(from, to) => address.change({ since: from, until: to })}
        />
      </FilterBar>
      {list.isError && <Trouble error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeleton rows={6} />}
      {list.isSuccess && events.length === 0 && (
        <Empty
          icon="good"
          title={t("security.none")}
          actions={
            address.isBare ? undefined : (
              <Button kind="quiet" onPress={address.clear}>
                {t("none.clear")}
              </Button>
            )
          }
        >
          {t("none.text")}
        </Empty>
      )}
      {events.length > 0 && (
        <ol className="audit" aria-label={t("tab.security")} aria-busy={list.isPlaceholderData}>
          {events.map((event) => (
            <Happened key={event.id} event={event} />
          ))}
        </ol>
      )}
      {list.hasNextPage && (
        <Button kind="quiet" pending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
          {t("more")}
        </Button>
      )}
    </Page>
  );
}

function Happened({ event }: { readonly event: SecurityEvent }): ReactNode {
  const t = useAuditTexts();
  const kind = useKind();
  const actor = useActor();
  const details = Object.entries(event.details);
  const whom = event.user_id === null || event.actor === `user:${event.user_id}` ? "" : actor(`user:${event.user_id}`);
  return (
    <li className="audit__entry">
      <details>
        <summary className="audit__head">
          <span className="audit__what">
            <strong>{kind(event.kind)}</strong>
            {isAlarming(event.kind) && <span className="tag tag--warm">{t("security.refused")}</span>}
          </span>
          <span className="audit__who">
            <bdi>{actor(event.actor)}</bdi>
          </span>
          <span className="audit__when muted small">
            <Instant at={event.at} />
          </span>
        </summary>
        <dl className="audit__sides audit__details">
          {whom !== "" && <Detail name={t("security.whom")} value={whom} />}
          {event.address !== "" && <Detail name={t("security.address")} value={event.address} />}
          {details.map(([name, value]) => (
            <Detail
              key={name}
              name={name.replaceAll("_", " ")}
              value={typeof value === "string" ? value : JSON.stringify(value)}
            />
          ))}
          {event.request_id !== "" && <Detail name={t("filter.request_id")} value={event.request_id} />}
        </dl>
      </details>
    </li>
  );
}

function Detail({ name, value }: { readonly name: string; readonly value: string }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <bdi>{value}</bdi>
      </dd>
    </div>
  );
}
