// Sign-ins, refusals, exports and what operators did: security events, the newest first.
import type { ReactNode } from "react";
import { id, moment, one, text, type Reader } from "../parts/address-filter";
import { DatesPill } from "../parts/DatesPill";
import { FilterBar } from "../parts/FilterBar";
import { OnePill } from "../parts/FilterPill";
import { Instant } from "../parts/Instant";
import { useListAddress } from "../parts/list-address";
import { usePaged } from "../parts/paged";
import { useFieldName } from "../records/words";
import { Page } from "../shell/Page";
import { SECURITY_KINDS, type LogRoom, type SecurityApi, type SecurityEvent, type SecurityFilter } from "./log-api";
import { LogList } from "./LogList";
import { isAlarming, useKind } from "./security-words";
import { TextPill } from "./TextPill";
import { useLogTexts } from "./texts";
import { WhoPill } from "./WhoPill";
import { useActor } from "./words";

const READERS: Readonly<Record<string, Reader>> = {
  kind: one((value) => SECURITY_KINDS.some((each) => each === value)),
  user_id: id,
  actor: text,
  since: moment,
  until: moment,
};

export interface SecurityEventLogProps {
  readonly api: SecurityApi;
  readonly room: LogRoom;
}

export function SecurityEventLog({ api, room }: SecurityEventLogProps): ReactNode {
  const t = useLogTexts();
  const kind = useKind();
  const address = useListAddress(READERS, [""]);
  const filter = address.filter as SecurityFilter;
  const { change } = address;
  const list = usePaged([...api.key, "security-events", filter], (place) => api.search(filter, place));
  return (
    <Page title={room.title} lead={room.lead}>
      {room.tabs}
      <FilterBar count={Object.keys(filter).length}>
        <OnePill
          label={t("filter.kind")}
          value={filter.kind}
          onChange={(value) => change({ kind: value })}
          choices={SECURITY_KINDS.map((value) => ({ value, label: kind(value) }))}
        />
        {room.people === null && (
          <TextPill label={t("filter.user_id")} value={filter.user_id} onChange={(user) => change({ user_id: user })} />
        )}
        <WhoPill people={room.people} value={filter.actor} onChange={(actor) => change({ actor })} />
        <DatesPill
          label={t("filter.period")}
          from={filter.since}
          to={filter.until}
          onChange={(since, until) => change({ since, until })}
        />
      </FilterBar>
      <LogList label={room.title} list={list} address={address} none={t("security.none")}>
        {(event) => <EventLine key={event.id} event={event} people={room.people} />}
      </LogList>
    </Page>
  );
}

interface EventLineProps {
  readonly event: SecurityEvent;
  readonly people: LogRoom["people"];
}

function EventLine({ event, people }: EventLineProps): ReactNode {
  const t = useLogTexts();
  const kind = useKind();
  const actor = useActor(people);
  const fieldName = useFieldName();
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
          <Detail name={t("security.whom")} value={whom} />
          <Detail name={t("security.address")} value={event.address} />
          <Detail name={t("security.behalf")} value={event.on_behalf_of} />
          {details.map(([name, value]) => (
            <Detail
              key={name}
              name={fieldName(name)}
              value={typeof value === "string" ? value : JSON.stringify(value)}
            />
          ))}
          <Detail name={t("raw")} value={`${event.kind}, ${event.actor}`} />
          <Detail name={t("filter.request_id")} value={event.request_id} />
        </dl>
      </details>
    </li>
  );
}

function Detail({ name, value }: { readonly name: string; readonly value: string }): ReactNode {
  if (value === "") return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <bdi>{value}</bdi>
      </dd>
    </div>
  );
}
