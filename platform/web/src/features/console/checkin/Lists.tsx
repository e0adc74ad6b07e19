// The check-in lists of an event: whom each admits, when, and how many came in by it.
import { useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { useLocale } from "../../../ui/language";
import { useTicketTypes } from "../events/queries";
import { Row, Rows } from "../parts/Rows";
import { Section } from "../parts/Section";
import { useEvent } from "../shell/event";
import { useEventTime } from "../shell/event-api";
import { useNotify } from "../shell/notifications";
import { isConflict } from "../session/connection";
import { ListPanel } from "./ListPanel";
import { useSaveList, type CheckinList, type Figures } from "./queries";
import { useCheckinTexts } from "./texts";

interface ListsProps {
  readonly lists: readonly CheckinList[];
  readonly figures: Figures | undefined;
  readonly editable: boolean;
}

export function Lists({ lists, figures, editable }: ListsProps): ReactNode {
  const t = useCheckinTexts();
  const event = useEvent();
  const notify = useNotify();
  const types = useTicketTypes(event.id).data ?? [];
  const windowOf = useWindow();
  const number = new Intl.NumberFormat(useLocale());
  const { change } = useSaveList();
  const [now] = useState(() => Date.now());
  const [opened, setOpened] = useState<CheckinList | "new" | null>(null);
  const isClosed = ({ closes_at: closes }: CheckinList): boolean => closes !== null && Date.parse(closes) <= now;
  const setClosed = async (list: CheckinList, closes: string | null): Promise<void> => {
    try {
      await change(list, { closes_at: closes });
      notify(t(closes === null ? "lists.opened" : "lists.closed", { name: list.name }));
    } catch (error) {
      notify({ kind: "bad", text: t(isConflict(error) ? "changedMeanwhile" : "notSaved") });
    }
  };
  const entriesOf = ({ id }: CheckinList): number =>
    figures?.lists.find(({ list_id: each }) => each === id)?.entries ?? 0;
  return (
    <Section
      title={t("lists.title")}
      {...(editable
        ? {
            action: (
              <Button kind="quiet" size="small" onPress={() => setOpened("new")}>
                {t("lists.add")}
              </Button>
            ),
          }
        : {})}
    >
      <Rows label={t("lists.title")}>
        {lists.map((list) => (
          <Row
            key={list.id}
            title={list.name}
            {...(editable ? { onOpen: () => setOpened(list) } : {})}
            tags={
              <>
                {isClosed(list) && <span className="tag tag--warm">{t("lists.isClosed")}</span>}
                {list.scope === "session" && (
                  <span className="tag">{t("lists.sessions", { count: list.session_ids.length })}</span>
                )}
              </>
            }
            facts={[
              list.ticket_type_ids === null
                ? ""
                : types
                    .filter(({ id }) => list.ticket_type_ids?.includes(id) ?? false)
                    .map(({ name }) => name)
                    .join(", "),
              list.once_per === "day" ? t("once.day") : "",
              list.entry_rule === "re_entry" ? t("lists.reentry") : "",
              list.capacity === null ? "" : t("lists.capacity", { shown: number.format(list.capacity) }),
              windowOf(list),
              list.windows === null ? "" : t("lists.windows", { count: list.windows.length }),
            ]}
            end={t("lists.entries", { count: entriesOf(list) })}
            actions={
              editable
                ? [
                    { id: "edit", label: t("lists.edit"), onAction: () => setOpened(list) },
                    isClosed(list)
                      ? { id: "open", label: t("lists.open"), onAction: () => void setClosed(list, null) }
                      : {
                          id: "close",
                          label: t("lists.close"),
                          onAction: () => void setClosed(list, new Date().toISOString()),
                        },
                  ]
                : []
            }
          />
        ))}
      </Rows>
      {opened !== null && (
        <ListPanel
          key={opened === "new" ? "new" : opened.id}
          list={opened === "new" ? null : opened}
          onClose={() => setOpened(null)}
        />
      )}
    </Section>
  );
}

/** From when until when a list admits, in words; empty for always. */
function useWindow(): (list: CheckinList) => string {
  const t = useCheckinTexts();
  const moment = useEventTime();
  return ({ opens_at: opens, closes_at: closes }) =>
    [
      ...(opens === null ? [] : [t("window.from", { at: moment(opens) })]),
      ...(closes === null ? [] : [t("window.until", { at: moment(closes) })]),
    ].join(" · ");
}
