// The filter of the list of orders as pills; on a phone they stand behind a button.
import type { ReactNode } from "react";
import { FilterBar } from "../parts/FilterBar";
import { OnePill, SeveralPill } from "../parts/FilterPill";
import { DatesPill } from "../parts/DatesPill";
import type { ListAddress } from "../parts/list-address";
import { useEventIfAny } from "../shell/event";
import { AmountPill, EventPill, TagPill, TicketTypePill } from "./filter-pills";
import { CHANNELS, MONEY_STATES, ORDER_STATES, type OrderFilter } from "./list-filter";
import { useOrderTexts } from "./texts";

export interface OrderFilterBarProps {
  readonly filter: OrderFilter;
  readonly change: ListAddress["change"];
}

export function OrderFilterBar({ filter, change }: OrderFilterBarProps): ReactNode {
  const t = useOrderTexts();
  const event = useEventIfAny();
  const eventId = event?.id ?? filter.event_id;
  const count = Object.keys(filter).filter((name) => name !== "q").length;
  return (
    <FilterBar count={count}>
      <SeveralPill
        label={t("column.state")}
        value={filter.state}
        onChange={(state) => change({ state })}
        choices={ORDER_STATES.map((value) => ({ value, label: t(`state.${value}`) }))}
      />
      <SeveralPill
        label={t("column.money")}
        value={filter.money_state}
        onChange={(state) => change({ money_state: state })}
        choices={MONEY_STATES.map((value) => ({ value, label: t(`money.${value}`) }))}
      />
      {event === null && (
        <EventPill
          label={t("column.event")}
          value={filter.event_id}
          onChange={(id) => change({ event_id: id, ticket_type_id: null })}
        />
      )}
      {eventId !== undefined && (
        <TicketTypePill
          eventId={eventId}
          label={t("filter.ticketType")}
          value={filter.ticket_type_id}
          onChange={(id) => change({ ticket_type_id: id })}
        />
      )}
      <DatesPill
        label={t("filter.placed")}
        from={filter.placed_from}
        to={filter.placed_before}
        onChange={(from, to) => change({ placed_from: from, placed_before: to })}
      />
      <AmountPill from={filter.amount_from} to={filter.amount_to} onChange={change} />
      <TagPill label={t("filter.tag")} value={filter.tag_id} onChange={(id) => change({ tag_id: id })} />
      <OnePill
        label={t("column.channel")}
        value={filter.channel}
        onChange={(channel) => change({ channel })}
        choices={CHANNELS.map((value) => ({ value, label: t(`channel.${value}`) }))}
      />
      <CheckedInPill filter={filter} change={change} />
    </FilterBar>
  );
}

export function CheckedInPill({
  filter,
  change,
}: {
  readonly filter: { readonly checked_in?: boolean };
  readonly change: ListAddress["change"];
}): ReactNode {
  const t = useOrderTexts();
  return (
    <OnePill
      label={t("column.checkedIn")}
      value={filter.checked_in === undefined ? undefined : String(filter.checked_in)}
      onChange={(value) => change({ checked_in: value === null ? null : value === "true" })}
      choices={[
        { value: "true", label: t("yes") },
        { value: "false", label: t("no") },
      ]}
    />
  );
}
