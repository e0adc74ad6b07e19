// How every part of the platform is now; asked again by itself while somebody looks.
import "./platform.css";
import "./health.css";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { answerOf, type Schemas } from "../../../api/client";
import { Button } from "../../../ui/Button";
import { Icon } from "../../../ui/Icon";
import { Notice } from "../../../ui/Notice";
import { useInstant } from "../parts/Instant";
import { Row, Rows } from "../parts/Rows";
import { Section } from "../parts/Section";
import { useApi } from "../session/api";
import { PLATFORM_KEY } from "../shell/operator";
import { Page } from "../shell/Page";
import { Loaded } from "../shell/states";
import { useHealthWords, type State } from "./health-words";
import { Tag } from "./marks";
import { usePlatformTexts, type PlatformKey } from "./texts";

type Health = Schemas["PlatformHealth"];

const AGAIN = 15_000;
const SIGNS = {
  good: { look: "good", icon: "good" },
  warning: { look: "warm", icon: "info" },
  bad: { look: "bad", icon: "warning" },
  unknown: { look: "plain", icon: "minus" },
} as const;

export default function HealthPage(): ReactNode {
  const t = usePlatformTexts();
  const api = useApi();
  const health = useQuery({
    queryKey: [PLATFORM_KEY, "health"],
    queryFn: () => answerOf(api.GET("/api/v1/platform/health")),
    refetchInterval: AGAIN,
    placeholderData: keepPreviousData,
  });
  const again = (
    <Button kind="quiet" pending={health.isFetching} onPress={() => void health.refetch()}>
      {t("health.again")}
    </Button>
  );
  return (
    <Page title={t("health.title")} lead={t("health.lead")} actions={again} narrow>
      <Loaded query={health} rows={8}>
        {(found) => <Parts health={found} />}
      </Loaded>
    </Page>
  );
}

/** A plain word with its sign and colour. */
function StateTag({ state }: { readonly state: State }): ReactNode {
  const t = usePlatformTexts();
  return (
    <Tag look={SIGNS[state].look}>
      <span className="health-sign">
        <Icon name={SIGNS[state].icon} /> {t(`health.${state}`)}
      </span>
    </Tag>
  );
}

const OVERALL = { good: "good", warning: "warm", bad: "bad", unknown: "warm" } as const;

function Parts({ health }: { readonly health: Health }): ReactNode {
  const t = usePlatformTexts();
  const instant = useInstant();
  const state = health.state;
  return (
    <div className="health">
      <Notice kind={OVERALL[state]} title={t(`overall.${state}`)}>
        {t("health.checked", { at: instant(health.checked_at) })}
      </Notice>
      <Queues health={health} />
      <Stores health={health} />
      <Roles health={health} />
      <Adapters adapters={health.adapters} />
    </div>
  );
}

function Queues({ health: { queues, outbox } }: { readonly health: Health }): ReactNode {
  const t = usePlatformTexts();
  const { aged, number } = useHealthWords();
  return (
    <Section title={t("health.queues")}>
      <Rows label={t("health.queues")}>
        {queues.map(({ name, state, waiting, oldest_seconds: oldest }) => (
          <Row
            key={name}
            title={t(`queue.${name}` as PlatformKey)}
            tags={<StateTag state={state} />}
            facts={[
              waiting === null ? t("health.away") : t("health.waiting", { number: number(waiting) }),
              aged(oldest),
            ]}
          />
        ))}
        <Row
          title={t("health.outbox")}
          tags={<StateTag state={outbox.state} />}
          facts={[
            t("health.waiting", { number: number(outbox.waiting) }),
            aged(outbox.oldest_seconds),
            t("health.unfinished", { number: number(outbox.unfinished) }),
            outbox.dead > 0 && t("health.dead", { number: number(outbox.dead) }),
          ]}
        />
      </Rows>
    </Section>
  );
}

function Stores({ health: { database, cache } }: { readonly health: Health }): ReactNode {
  const t = usePlatformTexts();
  const { number, share, megabytes, milliseconds } = useHealthWords();
  const { hits, misses, hit_rate: rate, memory_bytes: memory, answer_milliseconds: answer } = cache;
  const { nodes, nodes_away: away } = cache;
  return (
    <Section title={t("health.stores")}>
      <Rows label={t("health.stores")}>
        <Row
          title="PostgreSQL"
          tags={<StateTag state={database.state} />}
          facts={[
            t("health.connections", {
              used: number(database.connections),
              most: number(database.most_connections),
            }),
            t("health.pools", { used: number(database.pool_used), most: number(database.pool_size) }),
          ]}
        />
        <Row
          title="Redis"
          tags={<StateTag state={cache.state} />}
          facts={[
            answer === null ? t("health.away") : t("health.answered", { time: milliseconds(answer) }),
            rate !== null && t("health.hits", { rate: share(rate), number: number((hits ?? 0) + (misses ?? 0)) }),
            memory !== null && t("health.memory", { size: megabytes(memory) }),
            away !== null && away > 0 && t("health.nodesAway", { away: number(away), number: number(nodes ?? 0) }),
          ]}
        />
      </Rows>
    </Section>
  );
}

function Roles({ health: { roles, realtime } }: { readonly health: Health }): ReactNode {
  const t = usePlatformTexts();
  const instant = useInstant();
  const { number } = useHealthWords();
  return (
    <Section title={t("health.roles")}>
      <Rows label={t("health.roles")}>
        {roles.map(({ name, state, instances, last_beat_at: beat }) => (
          <Row
            key={name}
            title={t(`processes.${name}` as PlatformKey)}
            tags={<StateTag state={state} />}
            facts={[
              t("health.instances", { number: number(instances) }),
              beat === null ? t("health.noBeat") : t("health.beat", { at: instant(beat) }),
            ]}
          />
        ))}
        <Row
          title={t("processes.realtime")}
          tags={<StateTag state={realtime.state} />}
          facts={[realtime.instances !== null && t("health.instances", { number: number(realtime.instances) })]}
        />
      </Rows>
    </Section>
  );
}

function Adapters({ adapters }: { readonly adapters: Health["adapters"] }): ReactNode {
  const t = usePlatformTexts();
  const instant = useInstant();
  const { number, kind } = useHealthWords();
  const used = adapters.filter(({ connections, problem }) => connections > 0 || problem !== "");
  const unused = adapters.filter((each) => !used.includes(each)).map((each) => `${each.title} (${kind(each.kind)})`);
  return (
    <Section title={t("health.adapters")} lead={t("health.adaptersLead")}>
      {used.length > 0 && (
        <Rows label={t("health.adapters")}>
          {used.map((each) => (
            <Row
              key={`${each.kind} ${each.key}`}
              title={each.title}
              tags={<StateTag state={each.state} />}
              facts={[
                kind(each.kind),
                each.problem !== "" && t("health.notLoaded", { problem: each.problem }),
                each.connections > 0 &&
                  t("health.connected", {
                    number: number(each.connections),
                    healthy: number(each.healthy),
                    unhealthy: number(each.unhealthy),
                  }),
                each.last_checked_at !== null && t("health.lastChecked", { at: instant(each.last_checked_at) }),
              ]}
            />
          ))}
        </Rows>
      )}
      {unused.length > 0 && <p className="muted small">{t("health.unused", { names: unused.join(", ") })}</p>}
    </Section>
  );
}
