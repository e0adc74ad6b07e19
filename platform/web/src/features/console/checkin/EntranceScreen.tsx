// The large screen at the entrance: how many came in, are inside, and how fast each gate is. Nobody's name.
import "./screen.css";
import { useEffect, useReducer, useRef, type ReactNode } from "react";
import { useSearchParams } from "react-router";
import { Button } from "../../../ui/Button";
import { useLocale } from "../../../ui/language";
import { NativeSelect } from "../../../ui/NativeSelect";
import { LiveMark } from "../dashboard/Stat";
import { useEvent } from "../shell/event";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { eventPath } from "../shell/places";
import { Loaded } from "../shell/states";
import { gateRates, MINUTES, sampleOf, withSample, type GateRate, type Sample } from "./gate-rates";
import { useFigures, useLiveCounts, type Figures } from "./queries";
import { useCheckinTexts } from "./texts";

type Count = Figures["lists"][number];

/** Gates slow down also while nobody comes. */
const EVERY_MILLISECONDS = 10_000;

export default function EntranceScreen(): ReactNode {
  const t = useCheckinTexts();
  const { slug } = useOrganization();
  const event = useEvent();
  const state = useLiveCounts();
  const figures = useFigures();
  const screen = useRef<HTMLDivElement>(null);
  const [asked, setAsked] = useSearchParams();
  return (
    <Page
      title={t("screen.title")}
      lead={t("screen.lead")}
      help="attendance"
      back={{ to: eventPath(slug, event.id, "checkin"), label: t("title") }}
      tags={<LiveMark state={state} />}
      actions={
        <Button onPress={() => void screen.current?.requestFullscreen().catch(() => undefined)}>
          {t("screen.full")}
        </Button>
      }
    >
      <Loaded query={figures} rows={6}>
        {(found) => {
          const list = found.lists.find(({ list_id: id }) => id === asked.get("list")) ?? found.lists[0];
          return (
            <div className="stack">
              {found.lists.length > 1 && (
                <NativeSelect
                  id="screen-list"
                  label={t("desk.list")}
                  value={list?.list_id ?? ""}
                  options={found.lists.map(({ list_id: value, name: label }) => ({ value, label }))}
                  onChange={(chosen) => setAsked({ list: chosen }, { replace: true })}
                />
              )}
              <div ref={screen} className="entrance">
                {list !== undefined && <Counts key={list.list_id} figures={found} list={list} title={event.title} />}
              </div>
            </div>
          );
        }}
      </Loaded>
    </Page>
  );
}

interface CountsProps {
  readonly figures: Figures;
  readonly list: Count;
  readonly title: string;
}

function Counts({ figures, list, title }: CountsProps): ReactNode {
  const t = useCheckinTexts();
  const number = new Intl.NumberFormat([useLocale(), "en"]);
  const gates = useGateRates(figures, list.list_id);
  const { inside, capacity } = list;
  const isFull = inside !== null && capacity !== null && inside >= capacity;
  const people = list.parts.reduce((sum, part) => sum + part.people, 0);
  return (
    <>
      <h2 className="entrance__title">
        <bdi>{title}</bdi> · <bdi>{list.name}</bdi>
      </h2>
      <dl className="entrance__counts">
        <Big name={t("in")} value={number.format(people)} />
        {inside !== null && (
          <Big name={t("inside.now")} value={number.format(inside)}>
            {isFull ? t("reason.full") : capacity !== null && t("inside.most", { shown: number.format(capacity) })}
          </Big>
        )}
      </dl>
      {inside !== null && capacity !== null && (
        <meter className="entrance__meter" min={0} max={capacity} value={inside} aria-label={t("inside.now")} />
      )}
      <GateTable gates={gates} />
    </>
  );
}

function Big({
  name,
  value,
  children,
}: {
  readonly name: string;
  readonly value: string;
  readonly children?: ReactNode;
}) {
  return (
    <div className="entrance__count">
      <dt>{name}</dt>
      <dd className="entrance__number number">{value}</dd>
      {children !== undefined && children !== false && <dd className="entrance__more">{children}</dd>}
    </div>
  );
}

function GateTable({ gates }: { readonly gates: readonly GateRate[] }): ReactNode {
  const t = useCheckinTexts();
  const number = new Intl.NumberFormat([useLocale(), "en"]);
  if (gates.length === 0) return null;
  return (
    <table className="entrance__gates">
      <caption>{t("screen.gates", { count: MINUTES, shown: number.format(MINUTES) })}</caption>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">{t("desk.gate")}</th>
          <th scope="col">{t("in")}</th>
        </tr>
      </thead>
      <tbody>
        {gates.map(({ gate, entries }) => (
          <tr key={gate}>
            <th scope="row">{gate === "" ? t("screen.noGate") : <bdi>{gate}</bdi>}</th>
            <td className="number">{number.format(entries)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface Heard {
  readonly samples: readonly Sample[];
  readonly now: number;
}

/** From the first counts that were heard on; of the last minutes once those are over. */
function useGateRates(figures: Figures, list: string): readonly GateRate[] {
  const [{ samples, now }, hear] = useReducer(
    (before: Heard, sample: Sample | null): Heard => ({
      samples: sample === null ? before.samples : withSample(before.samples, sample),
      now: Date.now(),
    }),
    { samples: [], now: 0 },
  );
  useEffect(() => hear(sampleOf(figures, list, Date.now())), [figures, list]);
  useEffect(() => {
    const timer = setInterval(() => hear(null), EVERY_MILLISECONDS);
    return () => clearInterval(timer);
  }, []);
  return gateRates(samples, now);
}
