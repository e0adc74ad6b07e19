// Who came in last, with the way to take it back.
import { useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Skeleton } from "../../../ui/Skeleton";
import { useTicketTypes } from "../events/queries";
import { Row, Rows } from "../parts/Rows";
import { Section } from "../parts/Section";
import { useEvent } from "../shell/event";
import { useEventTime } from "../shell/event-api";
import { useOrganization } from "../shell/organizations";
import { Trouble } from "../shell/states";
import { useLatest, type Admission, type CheckinList } from "./queries";
import { useCheckinTexts } from "./texts";
import { UndoDialog } from "./UndoDialog";

interface LatestProps {
  readonly lists: readonly CheckinList[];
  readonly list: string;
}

export function Latest({ lists, list }: LatestProps): ReactNode {
  const t = useCheckinTexts();
  const moment = useEventTime();
  const event = useEvent();
  const { may } = useOrganization();
  const types = useTicketTypes(event.id).data ?? [];
  const latest = useLatest(list);
  const [undone, setUndone] = useState<Admission | null>(null);
  const all = latest.data?.pages.flatMap((page) => page.items) ?? [];
  const said = ({ admitted_at: at, gate }: Admission): string => [moment(at), gate].filter(Boolean).join(" · ");
  const nameOf = (each: Admission): string => each.attendee_name || t("unknownPerson");
  return (
    <Section
      title={
        lists.length > 1 ? t("latest.by", { list: lists.find(({ id }) => id === list)?.name ?? "" }) : t("latest.title")
      }
    >
      {latest.isError && <Trouble error={latest.error} onRetry={() => void latest.refetch()} />}
      {latest.isPending && <Skeleton rows={4} />}
      {latest.isSuccess && all.length === 0 && <p className="muted">{t("latest.none")}</p>}
      {all.length > 0 && (
        <Rows label={t("latest.title")}>
          {all.map((each) => (
            <Row
              key={each.id}
              title={nameOf(each)}
              tags={each.undone_at !== null && <span className="tag tag--warm">{t("latest.undone")}</span>}
              facts={[
                <bdi key="type">{types.find(({ id }) => id === each.ticket_type_id)?.name ?? ""}</bdi>,
                said(each),
                each.undone_at === null ? "" : <bdi key="reason">{each.undo_reason}</bdi>,
              ]}
              actions={
                each.undone_at === null && may("checkin.undo")
                  ? [{ id: "undo", label: t("undo.button"), danger: true, onAction: () => setUndone(each) }]
                  : []
              }
            />
          ))}
        </Rows>
      )}
      {latest.hasNextPage && (
        <Button kind="quiet" pending={latest.isFetchingNextPage} onPress={() => void latest.fetchNextPage()}>
          {t("latest.more")}
        </Button>
      )}
      {undone !== null && (
        <UndoDialog undone={{ kind: "checkin", id: undone.id }} name={nameOf(undone)} onClose={() => setUndone(null)} />
      )}
    </Section>
  );
}
