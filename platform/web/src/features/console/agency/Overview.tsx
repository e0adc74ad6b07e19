// The figures of all clients beside each other: what sells, what comes in, who needs a look; and the same as a file.
import "../dashboard/dashboard.css";
import { useDeferredValue, useState, type ReactNode } from "react";
import { Link } from "react-router";
import type { Schemas } from "../../../api/client";
import { Checkbox } from "../../../ui/Checkbox";
import { DataTable, type Column } from "../../../ui/DataTable";
import { Empty } from "../../../ui/Empty";
import { Field } from "../../../ui/Field";
import { useLocale } from "../../../ui/language";
import { Stat } from "../dashboard/Stat";
import { FileButtons } from "../parts/FileButtons";
import { useAmount } from "../shell/money";
import { Page } from "../shell/Page";
import { lastPlace, organizationPath } from "../shell/places";
import { Loaded } from "../shell/states";
import { useOverview, useOverviewFile, type Overview as Whole, type OverviewFilter } from "./queries";
import { useAgencyTexts } from "./texts";

type Line = Schemas["OverviewsOrganizationFigures"];
type Money = Schemas["OverviewsRevenue"];

const ANY: OverviewFilter = { text: "", attention: false, from: "", until: "" };
const keyOf = ({ organization_id }: Line): string => organization_id;

export default function Overview(): ReactNode {
  const t = useAgencyTexts();
  const [filter, setFilter] = useState(ANY);
  const asked = useDeferredValue(filter);
  const overview = useOverview(asked);
  const file = useOverviewFile(filter);
  return (
    <Page title={t("overview")} lead={t("overview.lead")}>
      <div className="stack">
        <FileButtons file={file} />
        <Filter filter={filter} onChange={(changes) => setFilter((now) => ({ ...now, ...changes }))} />
        <Loaded query={overview} rows={6}>
          {(whole) => <Figures whole={whole} isStale={overview.isPlaceholderData} isFiltered={filter !== ANY} />}
        </Loaded>
      </div>
    </Page>
  );
}

interface FilterProps {
  readonly filter: OverviewFilter;
  readonly onChange: (changes: Partial<OverviewFilter>) => void;
}

function Filter({ filter, onChange }: FilterProps): ReactNode {
  const t = useAgencyTexts();
  return (
    <div className="stack stack--tight">
      <div className="pair">
        <Field label={t("overview.find")} required value={filter.text} onChange={(text) => onChange({ text })} />
        <Field
          label={t("overview.from")}
          type="date"
          required
          value={filter.from}
          onChange={(from) => onChange({ from })}
        />
        <Field
          label={t("overview.until")}
          type="date"
          required
          value={filter.until}
          onChange={(until) => onChange({ until })}
        />
      </div>
      <Checkbox checked={filter.attention} onChange={(attention) => onChange({ attention })}>
        {t("overview.attention")}
      </Checkbox>
    </div>
  );
}

interface FiguresProps {
  readonly whole: Whole;
  readonly isStale: boolean;
  readonly isFiltered: boolean;
}

function Figures({ whole, isStale, isFiltered }: FiguresProps): ReactNode {
  const t = useAgencyTexts();
  const number = useNumber();
  const money = useMoneyLine();
  const columns = useColumns();
  return (
    <>
      <dl className="stats panel">
        <Stat name={t("figure.events")} value={number(whole.upcoming_events)} />
        <Stat name={t("figure.sold")} value={number(whole.sold)}>
          {t("figure.of", { capacity: number(whole.capacity) })}
        </Stat>
        <Stat name={t("figure.revenue")} value={money(whole.revenue)} />
        <Stat name={t("figure.attention")} value={number(whole.organizations_to_look_at)} />
      </dl>
      <DataTable
        label={t("overview")}
        columns={columns}
        rows={whole.organizations}
        keyOf={keyOf}
        isStale={isStale}
        keptAs="agency-overview"
        empty={
          <Empty icon="chart" title={t(isFiltered ? "notFound" : "clients.none")}>
            {t(isFiltered ? "overview.widen" : "clients.noneText")}
          </Empty>
        }
      />
    </>
  );
}

function useColumns(): readonly Column<Line>[] {
  const t = useAgencyTexts();
  const number = useNumber();
  const money = useMoneyLine();
  return [
    {
      id: "name",
      title: t("column.client"),
      width: "minmax(10rem, 2fr)",
      isName: true,
      cell: ({ slug, name }) => (
        <Link to={lastPlace(slug)}>
          <bdi>{name}</bdi>
        </Link>
      ),
    },
    {
      id: "events",
      title: t("figure.events"),
      width: "6rem",
      align: "end",
      cell: ({ figures }) => (figures === null ? "–" : number(figures.upcoming_events)),
    },
    {
      id: "sold",
      title: t("figure.sold"),
      width: "8rem",
      align: "end",
      cell: ({ figures }) => (figures === null ? "–" : `${number(figures.sold)} / ${number(figures.capacity)}`),
    },
    {
      id: "revenue",
      title: t("figure.revenue"),
      width: "minmax(8rem, 1fr)",
      align: "end",
      cell: ({ figures }) => (figures?.revenue ? money(figures.revenue) : "–"),
    },
    {
      id: "attention",
      title: t("figure.attention"),
      width: "minmax(11rem, 2fr)",
      cell: (line) => <Needs line={line} />,
    },
  ];
}

/** What somebody should look at, with a way to it; or why there are no figures. */
function Needs({ line }: { readonly line: Line }): ReactNode {
  const t = useAgencyTexts();
  if (line.agency_sign_in !== null) return <span className="tag">{t(`signIn.${signInOf(line)}`)}</span>;
  if (line.needs_second_factor) return <span className="tag tag--warm">{t("needs.factor")}</span>;
  if (line.figures === null) return "–";
  const {
    orders_to_decide: orders,
    drafts_soon: drafts,
    nothing_on_sale: empty,
    nearly_sold_out: few,
  } = line.figures.attention;
  const found = [
    orders > 0 ? (
      <Link key="orders" to={organizationPath(line.slug, "orders")}>
        {t("needs.orders", { number: orders })}
      </Link>
    ) : null,
    drafts > 0 ? <span key="drafts">{t("needs.drafts", { number: drafts })}</span> : null,
    empty > 0 ? <span key="empty">{t("needs.empty", { number: empty })}</span> : null,
    few > 0 ? <span key="few">{t("needs.few", { number: few })}</span> : null,
  ].filter((each) => each !== null);
  return found.length === 0 ? (
    <span className="muted">{t("needs.nothing")}</span>
  ) : (
    <span className="row">{found}</span>
  );
}

function signInOf({ agency_sign_in: asked }: Line): "own_sso" | "refused" {
  return asked === "own_sso" ? "own_sso" : "refused";
}

function useNumber(): (value: number) => string {
  const format = new Intl.NumberFormat([useLocale(), "en"]);
  return (value) => format.format(value);
}

function useMoneyLine(): (revenue: readonly Money[]) => string {
  const t = useAgencyTexts();
  const amount = useAmount();
  return (revenue) =>
    revenue.length === 0
      ? t("noMoney")
      : revenue.map(({ amount_minor, currency }) => amount(amount_minor, currency)).join(" · ");
}
