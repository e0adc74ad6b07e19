// Buttons for the orders that are selected, and the dialog that says what each will do.
import { lazy, Suspense, useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Failure } from "../../../ui/Failure";
import { Field } from "../../../ui/Field";
import { NativeSelect } from "../../../ui/NativeSelect";
import { NotConfirmed } from "../session/connection";
import { useOrganization } from "../shell/organizations";
import { BULK_PERMISSIONS, useBulkAction, type BulkAction, type Chosen } from "./bulk";
import { ExportChosen } from "./ExportButton";
import { useSayStarted } from "./job-started";
import { useOrderTags } from "./queries";
import { useOrderTexts, type OrderKey } from "./texts";

const BulkEventMovePanel = lazy(() => import("./BulkEventMovePanel"));
const BulkMovePanel = lazy(() => import("./BulkMovePanel"));

const ACTIONS: readonly BulkAction[] = ["resend", "tag", "cancel", "refund"];

export interface BulkActionsProps {
  readonly chosen: Chosen;
  readonly count: number;
  /** All that the filter finds can be chosen instead. */
  readonly onAll?: (() => void) | undefined;
  readonly total: number;
  readonly onStarted: () => void;
}

export function BulkActions({ chosen, count, onAll, total, onStarted }: BulkActionsProps): ReactNode {
  const t = useOrderTexts();
  const { may } = useOrganization();
  const [asked, setAsked] = useState<BulkAction | "move" | "move-event" | null>(null);
  const close = (): void => setAsked(null);
  const started = (): void => {
    close();
    onStarted();
  };
  return (
    <>
      {onAll !== undefined && (
        <Button kind="bare" size="small" onPress={onAll}>
          {t("bulk.all", { number: total })}
        </Button>
      )}
      {ACTIONS.filter((each) => may(BULK_PERMISSIONS[each])).map((each) => (
        <Button key={each} kind="quiet" size="small" onPress={() => setAsked(each)}>
          {t(`bulk.${each}`)}
        </Button>
      ))}
      {may("orders.edit") && may("catalog.read") && (
        <Button kind="quiet" size="small" onPress={() => setAsked("move")}>
          {t("move.title")}
        </Button>
      )}
      {may("orders.edit") && may("catalog.read") && may("events.read") && (
        <Button kind="quiet" size="small" onPress={() => setAsked("move-event")}>
          {t("move.eventTitle")}
        </Button>
      )}
      <ExportChosen chosen={chosen} count={count} onStarted={onStarted} />
      {asked === "move" && (
        <Suspense>
          <BulkMovePanel chosen={chosen} count={count} onClose={close} onStarted={started} />
        </Suspense>
      )}
      {asked === "move-event" && (
        <Suspense>
          <BulkEventMovePanel chosen={chosen} count={count} onClose={close} onStarted={started} />
        </Suspense>
      )}
      {asked !== null && asked !== "move" && asked !== "move-event" && (
        <BulkDialog action={asked} chosen={chosen} count={count} onClose={close} onStarted={started} />
      )}
    </>
  );
}

interface BulkDialogProps {
  readonly action: BulkAction;
  readonly chosen: Chosen;
  readonly count: number;
  readonly onClose: () => void;
  readonly onStarted: () => void;
}

const LONGEST = 500;

function BulkDialog({ action, chosen, count, onClose, onStarted }: BulkDialogProps): ReactNode {
  const t = useOrderTexts();
  const sayStarted = useSayStarted();
  const tags = useOrderTags().data ?? [];
  const [reason, setReason] = useState("");
  const [tagId, setTagId] = useState("");
  const starting = useBulkAction(action);
  const isReady = (action !== "refund" || reason.trim() !== "") && (action !== "tag" || tagId !== "");
  const go = (): void =>
    starting.mutate(
      { chosen, reason: reason.trim(), tagId },
      {
        onSuccess: (job) => {
          onStarted();
          sayStarted(job);
        },
      },
    );
  const actions = (
    <>
      <Button kind="quiet" onPress={onClose}>
        {t("act.leave")}
      </Button>
      <Button
        kind={action === "refund" || action === "cancel" ? "danger" : "primary"}
        pending={starting.isPending}
        isDisabled={!isReady}
        onPress={go}
      >
        {t(`bulk.${action}`)}
      </Button>
    </>
  );
  return (
    <Dialog open title={t(`bulk.${action}Title` as OrderKey, { count })} onClose={onClose} actions={actions}>
      <div className="stack">
        {starting.isError && !(starting.error instanceof NotConfirmed) && <Failure error={starting.error} />}
        <p>{t(`bulk.${action}Text` as OrderKey)}</p>
        <p className="muted small">{t("bulk.how")}</p>
        {action === "refund" && (
          <Field
            label={t("refund.reason")}
            hint={t("refund.reasonHint")}
            required
            value={reason}
            onChange={setReason}
            maxLength={LONGEST}
          />
        )}
        {action === "tag" &&
          (tags.length === 0 ? (
            <p>{t("filter.noTags")}</p>
          ) : (
            <NativeSelect
              label={t("filter.tag")}
              required
              options={tags.map(({ id, name }) => ({ value: id, label: name }))}
              value={tagId}
              onChange={setTagId}
            />
          ))}
      </div>
    </Dialog>
  );
}
