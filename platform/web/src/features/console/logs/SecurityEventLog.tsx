// What happened to accounts, tokens and doors: found by kind, person and period, the newest first.
import "./logs.css";
import { useMemo, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { Skeleton } from "../../../ui/Skeleton";
import { id, moment, one, text, type Reader } from "../parts/address-filter";
import { DatesPill } from "../parts/DatesPill";
import { FilterBar } from "../parts/FilterBar";
import { OnePill } from "../parts/FilterPill";
import { useListAddress } from "../parts/list-address";
import { itemsOf, usePaged } from "../parts/paged";
import { ShortMoment, useListZone } from "../parts/ShortMoment";
import { Page } from "../shell/Page";
import { Trouble } from "../shell/states";
import { useConsoleTexts } from "../shell/texts";
import { SECURITY_KINDS, type SecurityApi, type SecurityEvent, type SecurityFilter } from "./log-api";
import { TextPill } from "./TextPill";
import { useLogTexts } from "./texts";

const READERS: Readonly<Record<string, Reader>> = {
  kind: one((value) => SECURITY_KINDS.some((each) => each === value)),
  user_id: id,
  actor: text,
  since: moment,
  until: moment,
};

export interface SecurityEventLogProps {
  readonly api: SecurityApi;
  readonly title: string;
  readonly lead: string;
}

export function SecurityEventLog({ api, title, lead }: SecurityEventLogProps): ReactNode {
  const t = useLogTexts();
  const c = useConsoleTexts();
  const { filter: asked, change } = useListAddress(READERS, [""]);
  const filter = asked as SecurityFilter;
  const list = usePaged([...api.key, "security-events", filter], (place) => api.search(filter, place));
  const events = useMemo(() => itemsOf(list), [list]);
  return (
    <Page title={title} lead={lead}>
      <FilterBar count={Object.keys(filter).length}>
        <OnePill
          label={t("kind")}
          value={filter.kind}
          onChange={(kind) => change({ kind })}
          choices={SECURITY_KINDS.map((value) => ({ value, label: value }))}
        />
        <TextPill label={t("user")} value={filter.user_id} onChange={(user) => change({ user_id: user })} />
        <TextPill
          label={t("actor")}
          hint={t("actor.hint")}
          value={filter.actor}
          onChange={(actor) => change({ actor })}
        />
        <DatesPill
          label={t("when")}
          from={filter.since}
          to={filter.until}
          onChange={(since, until) => change({ since, until })}
        />
      </FilterBar>
      {list.isError && <Trouble error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeleton rows={8} />}
      {list.isSuccess && events.length === 0 && (
        <Empty icon="bell" title={t("events.none")}>
          {t("none.text")}
        </Empty>
      )}
      {events.length > 0 && (
        <ol className="log" aria-label={title} aria-busy={list.isPlaceholderData}>
          {events.map((event) => (
            <EventLine key={event.id} event={event} />
          ))}
        </ol>
      )}
      {list.hasNextPage && (
        <p className="rows__more">
          <Button kind="quiet" pending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
            {c("showMore")}
          </Button>
        </p>
      )}
    </Page>
  );
}

function EventLine({ event }: { readonly event: SecurityEvent }): ReactNode {
  const t = useLogTexts();
  const zone = useListZone();
  const facts = [
    [t("user"), event.user_id ?? ""],
    [t("address"), event.address],
    [t("behalf"), event.on_behalf_of],
    [t("request"), event.request_id],
    ...Object.entries(event.details).map(([name, value]) => [
      name,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  ].filter(([, value]) => value !== "");
  return (
    <li className="log__entry">
      <details>
        <summary className="log__line">
          <code className="log__what" dir="ltr">
            {event.kind}
          </code>
          <span className="log__who">
            <bdi>{event.actor}</bdi>
          </span>
          <ShortMoment at={event.at} zone={zone} />
        </summary>
        <dl className="log__more log__facts">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <bdi>{value}</bdi>
              </dd>
            </div>
          ))}
        </dl>
      </details>
    </li>
  );
}
