// Changes how a series repeats, from one of its coming events on.
import "./series.css";
import { useState, type ReactNode } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { formatWhen } from "../../../lib/when";
import { Checkbox } from "../../../ui/Checkbox";
import { Empty } from "../../../ui/Empty";
import { useLocale } from "../../../ui/language";
import { NativeSelect } from "../../../ui/NativeSelect";
import type { Event } from "../shell/event";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { organizationPath } from "../shell/places";
import { Loaded } from "../shell/states";
import { isAhead } from "./ahead";
import { useChangeRule, useSeries, useSeriesEvents, type Series } from "./queries";
import { formOf } from "./rule";
import { RuleEditor } from "./RuleEditor";
import { useSeriesTexts } from "./texts";
import { useTellChange } from "./tell-change";

export default function RulePage(): ReactNode {
  const t = useSeriesTexts();
  const { slug } = useOrganization();
  const { series: id = "" } = useParams();
  const query = useSeries(id);
  const back = { to: organizationPath(slug, `series/${id}`), label: query.data?.title ?? t("title") };
  return (
    <Page title={t("rule.title")} lead={t("rule.lead")} back={back}>
      <Loaded query={query}>{(series) => <OfSeries series={series} />}</Loaded>
    </Page>
  );
}

function OfSeries({ series }: { readonly series: Series }): ReactNode {
  const t = useSeriesTexts();
  const { slug } = useOrganization();
  const events = useSeriesEvents(series);
  const [now] = useState(() => Date.now());
  return (
    <Loaded query={events}>
      {(all) => {
        const ahead = all.filter((event) => isAhead(event, now));
        if (series.rule !== null && ahead.length > 0) {
          return <FromEvent series={series} rule={series.rule} events={ahead} />;
        }
        return (
          <Empty
            icon="calendar"
            title={t(series.rule === null ? "rule.none" : "rule.over")}
            actions={
              <Link className="button" to={organizationPath(slug, `series/${series.id}`)}>
                {t("rule.back")}
              </Link>
            }
          />
        );
      }}
    </Loaded>
  );
}

interface FromEventProps {
  readonly series: Series;
  readonly rule: string;
  readonly events: readonly Event[];
}

function FromEvent({ series, rule, events }: FromEventProps): ReactNode {
  const t = useSeriesTexts();
  const locale = useLocale();
  const { slug } = useOrganization();
  const navigate = useNavigate();
  const tell = useTellChange();
  const change = useChangeRule(series);
  const [chosen, setChosen] = useState(events[0]?.id ?? "");
  const [confirm, setConfirm] = useState(false);
  const from = events.find(({ id }) => id === chosen) ?? events[0];
  if (from?.starts_local == null) return null;
  const starts = from.starts_local;
  const left = events.filter((event) => (event.starts_local ?? "") >= starts).length;
  const written = formOf(rule, series.left_out_times, starts);
  const options = events.map((event) => ({
    value: event.id,
    label: formatWhen(event.starts_at ?? "", event.ends_at, { timeZone: event.time_zone, locale }),
  }));
  return (
    <div className="stack">
      <div className="series-from">
        <NativeSelect
          id="rule-from"
          label={t("rule.from")}
          hint={t("rule.fromHint")}
          required
          options={options}
          value={from.id}
          onChange={(value) => value !== "" && setChosen(value)}
        />
      </div>
      <RuleEditor
        key={from.id}
        eventId={from.id}
        starts={starts}
        initial={rule.includes("COUNT=") ? { ...written, count: String(left) } : written}
        added={series.added_times.filter((each) => each >= starts)}
        submit={t("rule.button")}
        pending={change.isPending}
        error={change.error}
        onSubmit={(wanted) =>
          change.mutate(
            { ...wanted, from: from.id, confirm },
            {
              onSuccess: (done) => {
                tell(done);
                void navigate(organizationPath(slug, `series/${series.id}`));
              },
            },
          )
        }
      >
        <Checkbox id="rule-confirm" checked={confirm} onChange={setConfirm}>
          {t("rule.confirm")}
        </Checkbox>
      </RuleEditor>
    </div>
  );
}
