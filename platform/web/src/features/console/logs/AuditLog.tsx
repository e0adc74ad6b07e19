// Who changed what and when: found by person, thing, kind and period, with both sides of each change.
import { useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { id, moment, one, text, type Reader } from "../parts/address-filter";
import { DatesPill } from "../parts/DatesPill";
import { FilterBar } from "../parts/FilterBar";
import { OnePill } from "../parts/FilterPill";
import { useListAddress, type ListAddress } from "../parts/list-address";
import { usePaged } from "../parts/paged";
import { useTableName } from "../records/words";
import { Page } from "../shell/Page";
import { AuditEntryLine } from "./AuditEntryLine";
import { AuditExport } from "./AuditExport";
import { ACTIONS, type AuditApi, type AuditFilter, type LogRoom } from "./log-api";
import { LogList } from "./LogList";
import { TextPill } from "./TextPill";
import { useLogTexts } from "./texts";
import { WhoPill } from "./WhoPill";
import { THINGS } from "./words";

const READERS: Readonly<Record<string, Reader>> = {
  actor: text,
  table: text,
  action: one((value) => ACTIONS.some((each) => each === value)),
  row_id: id,
  request_id: text,
  since: moment,
  until: moment,
};

export interface AuditLogProps {
  readonly api: AuditApi;
  readonly room: LogRoom;
}

export function AuditLog({ api, room }: AuditLogProps): ReactNode {
  const t = useLogTexts();
  const address = useListAddress(READERS, [""]);
  const filter = address.filter as AuditFilter;
  const list = usePaged([...api.key, "audit", filter], (place) => api.search(filter, place));
  const [isExporting, setExporting] = useState(false);
  const exports = (
    <Button kind="quiet" onPress={() => setExporting(true)}>
      {t("export")}
    </Button>
  );
  return (
    <Page title={room.title} lead={room.lead} actions={exports}>
      {room.tabs}
      <Filters filter={filter} room={room} change={address.change} />
      <LogList label={room.title} list={list} address={address} none={t("none.title")}>
        {(entry) => <AuditEntryLine key={entry.seq} entry={entry} people={room.people} onFilter={address.change} />}
      </LogList>
      {isExporting && <AuditExport api={api} filter={filter} onClose={() => setExporting(false)} />}
    </Page>
  );
}

interface FiltersProps {
  readonly filter: AuditFilter;
  readonly room: LogRoom;
  readonly change: ListAddress["change"];
}

function Filters({ filter, room, change }: FiltersProps): ReactNode {
  const t = useLogTexts();
  const nameOf = useTableName();
  const { table } = filter;
  return (
    <FilterBar count={Object.keys(filter).length}>
      <WhoPill people={room.people} value={filter.actor} onChange={(actor) => change({ actor })} />
      {room.people === null ? (
        <TextPill label={t("filter.thing")} value={table} onChange={(value) => change({ table: value })} />
      ) : (
        <OnePill
          label={t("filter.thing")}
          value={table}
          {...(table === undefined ? {} : { said: nameOf(table) })}
          onChange={(value) => change({ table: value })}
          choices={THINGS.map((value) => ({ value, label: nameOf(value) }))}
        />
      )}
      <OnePill
        label={t("filter.action")}
        value={filter.action}
        onChange={(action) => change({ action })}
        choices={ACTIONS.map((value) => ({ value, label: t(`action.${value}`) }))}
      />
      <DatesPill
        label={t("filter.period")}
        from={filter.since}
        to={filter.until}
        onChange={(since, until) => change({ since, until })}
      />
      <TextPill label={t("filter.row_id")} value={filter.row_id} onChange={(row) => change({ row_id: row })} />
      <TextPill
        label={t("filter.request_id")}
        value={filter.request_id}
        onChange={(request) => change({ request_id: request })}
      />
    </FilterBar>
  );
}
