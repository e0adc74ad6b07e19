// Who came in last, with the way to take it back.
import { useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Failure } from "../../../ui/Failure";
import { Field } from "../../../ui/Field";
import { Skeleton } from "../../../ui/Skeleton";
import { useTicketTypes } from "../events/queries";
import { Row, Rows } from "../parts/Rows";
import { Section } from "../parts/Section";
import { useEvent } from "../shell/event";
import { useEventTime } from "../shell/event-api";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { Trouble } from "../shell/states";
import { useLatest, useUndo, type Admission, type CheckinList } from "./queries";
import { useCheckinTexts } from "./texts";

interface LatestProps {
  readonly lists: readonly CheckinList[];
  readonly list: string;
}

const LONGEST_REASON = 200;

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
      {undone !== null && <UndoDialog admission={undone} name={nameOf(undone)} onClose={() => setUndone(null)} />}
    </Section>
  );
}

interface UndoDialogProps {
  readonly admission: Admission;
  readonly name: string;
  readonly onClose: () => void;
}

function UndoDialog({ admission, name, onClose }: UndoDialogProps): ReactNode {
  const t = useCheckinTexts();
  const notify = useNotify();
  const undo = useUndo();
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const send = (): void => {
    setTried(true);
    if (reason.trim() === "") return;
    undo.mutate(
      { admission: admission.id, reason: reason.trim() },
      {
        onSuccess: () => {
          notify(t("undo.done", { name }));
          onClose();
        },
      },
    );
  };
  const actions = (
    <>
      <Button kind="quiet" onPress={onClose}>
        {t("cancel")}
      </Button>
      <Button kind="danger" type="submit" form="undo-form" pending={undo.isPending}>
        {t("undo.button")}
      </Button>
    </>
  );
  return (
    <Dialog open title={t("undo.title", { name })} onClose={onClose} actions={actions}>
      <form
        id="undo-form"
        className="stack"
        noValidate
        onSubmit={(submitted) => {
          submitted.preventDefault();
          send();
        }}
      >
        {undo.isError && <Failure error={undo.error} />}
        <p>{t("undo.text")}</p>
        <Field
          id="undo-reason"
          label={t("undo.reason")}
          required
          maxLength={LONGEST_REASON}
          value={reason}
          onChange={setReason}
          error={isTried && reason.trim() === "" ? t("wrong.reason") : undefined}
        />
      </form>
    </Dialog>
  );
}
