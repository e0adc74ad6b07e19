// Who changed what: found by table, row, person and period, the newest first, each with what was before and after.
import "./logs.css";
import { useMemo, useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { Skeleton } from "../../../ui/Skeleton";
import { id, moment, one, text, type Reader } from "../parts/address-filter";
import { DatesPill } from "../parts/DatesPill";
import { FilterBar } from "../parts/FilterBar";
import { OnePill } from "../parts/FilterPill";
import { useListAddress, type ListAddress } from "../parts/list-address";
import { itemsOf, usePaged } from "../parts/paged";
import { Page } from "../shell/Page";
import { Trouble } from "../shell/states";
import { useConsoleTexts } from "../shell/texts";
import { ACTIONS, type AuditApi, type AuditFilter } from "./log-api";
import { AuditEntryLine } from "./AuditEntryLine";
import { AuditExport } from "./AuditExport";
import { TextPill } from "./TextPill";
import { useLogTexts } from "./texts";

const READERS: Readonly<Record<string, Reader>> = {
  table: text,
  row_id: id,
  actor: text,
  action: one((value) => ACTIONS.some((each) => each === value)),
  request_id: text,
  since: moment,
  until: moment,
};

export interface AuditLogProps {
  readonly api: AuditApi;
  readonly title: string;
  readonly lead: string;
}

export function AuditLog({ api, title, lead }: AuditLogProps): ReactNode {
  const t = useLogTexts();
  const c = useConsoleTexts();
  const address = useListAddress(READERS, [""]);
  const filter = address.filter as AuditFilter;
  const [isExporting, setExporting] = useState(false);
  const list = usePaged([...api.key, "audit", filter], (place) => api.search(filter, place));
  const entries = useMemo(() => itemsOf(list), [list]);
  return (
    <Page
      title={title}
      lead={lead}
      actions={
        <Button kind="quiet" onPress={() => setExporting(true)}>
          {t("export.title")}
        </Button>
      }
    >
      <Filters filter={filter} change={address.change} />
      {list.isError && <Trouble error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeleton rows={8} />}
      {list.isSuccess && entries.length === 0 && (
        <Empty icon="clock" title={t("none.title")}>
          {t("none.text")}
        </Empty>
      )}
      {entries.length > 0 && (
        <ol className="log" aria-label={title} aria-busy={list.isPlaceholderData}>
          {entries.map((entry) => (
            <AuditEntryLine key={entry.seq} entry={entry} onFilter={address.change} />
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
      {isExporting && <AuditExport api={api} filter={filter} onClose={() => setExporting(false)} />}
    </Page>
  );
}

interface FiltersProps {
  readonly filter: AuditFilter;
  readonly change: ListAddress["change"];
}

function Filters({ filter, change }: FiltersProps): ReactNode {
  const t = useLogTexts();
  return (
    <FilterBar count={Object.keys(filter).length}>
      <TextPill label={t("table")} value={filter.table} onChange={(table) => change({ table })} />
      <OnePill
        label={t("action")}
        value={filter.action}
        onChange={(action) => change({ action })}
        choices={ACTIONS.map((value) => ({ value, label: t(`action.${value}`) }))}
      />
      <TextPill
        label={t("actor")}
        hint={t("actor.hint")}
        value={filter.actor}
        onChange={(actor) => change({ actor })}
      />
      <TextPill label={t("row")} value={filter.row_id} onChange={(row) => change({ row_id: row })} />
      <TextPill
        label={t("request")}
        value={filter.request_id}
        onChange={(request) => change({ request_id: request })}
      />
      <DatesPill
        label={t("when")}
        from={filter.since}
        to={filter.until}
        onChange={(since, until) => change({ since, until })}
      />
    </FilterBar>
  );
}
