// The door of an event: how many are in, letting people in, who came last, and the lists that say whom.
import "../dashboard/dashboard.css";
import "./checkin.css";
import type { ReactNode } from "react";
import { Link, useSearchParams } from "react-router";
import { useLocale } from "../../../ui/language";
import { LiveMark, Stat } from "../dashboard/Stat";
import { useTicketTypes } from "../events/queries";
import { useEvent } from "../shell/event";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { eventPath } from "../shell/places";
import { Loaded } from "../shell/states";
import { Desk } from "./Desk";
import { Latest } from "./Latest";
import { Lists } from "./Lists";
import { useFigures, useLists, useLiveCounts, type CheckinList, type Figures } from "./queries";
import { useCheckinTexts } from "./texts";

export default function Checkin(): ReactNode {
  const t = useCheckinTexts();
  const { may, slug } = useOrganization();
  const event = useEvent();
  const state = useLiveCounts();
  const lists = useLists();
  const figures = useFigures();
  const [asked, setAsked] = useSearchParams();
  const choose = (name: "list" | "gate", value: string): void =>
    setAsked(
      (now) => {
        const next = new URLSearchParams(now);
        if (value === "") next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  return (
    <Page
      title={t("title")}
      help="run-an-event"
      lead={t("lead")}
      tags={<LiveMark state={state} />}
      actions={
        <>
          <Link className="button button--quiet" to={eventPath(slug, event.id, "checkin/screen")}>
            {t("screen.title")}
          </Link>
          <Link className="button button--quiet" to={eventPath(slug, event.id, "checkin/attendance")}>
            {t("attendance")}
          </Link>
          <Link className="button button--quiet" to={eventPath(slug, event.id, "checkin/scans")}>
            {t("scans")}
          </Link>
          {may("checkin-devices.manage") && (
            <Link className="button button--quiet" to={eventPath(slug, event.id, "checkin/devices")}>
              {t("devices")}
            </Link>
          )}
        </>
      }
    >
      <Loaded query={lists} rows={6}>
        {(all) => {
          const list = all.find(({ id }) => id === asked.get("list")) ?? all[0];
          return (
            <>
              {figures.data !== undefined && list !== undefined && <Counts figures={figures.data} list={list} />}
              <div className="columns">
                <div className="stack">
                  <Desk
                    lists={all}
                    list={list?.id ?? ""}
                    gate={asked.get("gate") ?? ""}
                    onList={(id) => choose("list", id)}
                    onGate={(gate) => choose("gate", gate)}
                  />
                  <Latest lists={all} list={list?.id ?? ""} />
                </div>
                <Lists lists={all} figures={figures.data} editable={may("checkin.manage")} />
              </div>
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

/** How many are in by a list, of those who could be, and by ticket type. */
function Counts({ figures, list }: { readonly figures: Figures; readonly list: CheckinList }): ReactNode {
  const t = useCheckinTexts();
  const event = useEvent();
  const number = new Intl.NumberFormat(useLocale());
  const types = useTicketTypes(event.id).data ?? [];
  const count = figures.lists.find(({ list_id: id }) => id === list.id);
  const admits = (type: string): boolean => list.ticket_type_ids === null || list.ticket_type_ids.includes(type);
  const insideOf = (type: string): number =>
    (count?.parts ?? []).filter((part) => part.ticket_type_id === type).reduce((sum, part) => sum + part.people, 0);
  const valid = figures.valid.filter((each) => admits(each.ticket_type_id));
  const people = (count?.parts ?? []).reduce((sum, part) => sum + part.people, 0);
  const overrides = count?.overrides ?? 0;
  const expected = count?.registered ?? valid.reduce((sum, each) => sum + each.tickets, 0);
  return (
    <dl className="stats">
      <Stat name={t("in")} value={number.format(people)}>
        {t("ofExpected", { count: expected, shown: number.format(expected) })}
        {overrides > 0 && <> · {t("in.overrides", { count: overrides, shown: number.format(overrides) })}</>}
      </Stat>
      {count !== undefined && count.inside !== null && (
        <Stat name={t("inside.now")} value={number.format(count.inside)}>
          {count.capacity !== null && t("inside.most", { shown: number.format(count.capacity) })}
        </Stat>
      )}
      {list.scope === "event" &&
        valid.map(({ ticket_type_id: type, tickets }) => (
          <Stat
            key={type}
            name={types.find(({ id }) => id === type)?.name ?? t("otherType")}
            value={number.format(insideOf(type))}
          >
            {t("ofExpected", { count: tickets, shown: number.format(tickets) })}
          </Stat>
        ))}
    </dl>
  );
}
