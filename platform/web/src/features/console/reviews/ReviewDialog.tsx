// Approves or refuses one held order or many: why, for the team, and words to the buyer who is refused.
import { useState, type ReactNode } from "react";
import { useNavigate } from "react-router";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Failure } from "../../../ui/Failure";
import { Field } from "../../../ui/Field";
import { NotConfirmed } from "../session/connection";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { organizationPath } from "../shell/places";
import { useDecision, type Verdict } from "./queries";
import { useReviewTexts } from "./texts";

const LONGEST_REASON = 500;
const LONGEST_MESSAGE = 2000;

export interface ReviewDialogProps {
  readonly verdict: Verdict;
  readonly orderIds: readonly string[];
  /** Who ordered, where it is one. */
  readonly name: string;
  readonly onClose: () => void;
  readonly onDone?: () => void;
}

export default function ReviewDialog({ verdict, orderIds, name, onClose, onDone }: ReviewDialogProps): ReactNode {
  const t = useReviewTexts();
  const notify = useNotify();
  const navigate = useNavigate();
  const { slug, may } = useOrganization();
  const [reason, setReason] = useState("");
  const [message, setMessage] = useState("");
  const [isMissing, setMissing] = useState(false);
  const deciding = useDecision();
  const count = orderIds.length;
  const isRefusal = verdict === "refuse";
  const go = (): void => {
    if (isRefusal && reason.trim() === "") return setMissing(true);
    deciding.mutate(
      { verdict, orderIds, reason: reason.trim(), message: message.trim() },
      {
        onSuccess: (job) => {
          onClose();
          onDone?.();
          if (job === null) return notify(t(`${verdict}.done`, { name }));
          const look = (): void => void navigate(organizationPath(slug, `jobs/${job.id}`));
          notify({
            text: t("many.started"),
            ...(may("jobs.read") ? { action: { label: t("many.look"), onPress: look } } : {}),
          });
        },
      },
    );
  };
  const title = count === 1 ? t(`${verdict}.one`, { name }) : t(`${verdict}.many`, { count });
  const actions = (
    <>
      <Button kind="quiet" onPress={onClose}>
        {t("leave")}
      </Button>
      <Button kind={isRefusal ? "danger" : "primary"} pending={deciding.isPending} onPress={go}>
        {t(`${verdict}.button`)}
      </Button>
    </>
  );
  return (
    <Dialog open title={title} onClose={onClose} actions={actions}>
      <div className="stack">
        {deciding.isError && !(deciding.error instanceof NotConfirmed) && <Failure error={deciding.error} />}
        <p>{t(`${verdict}.text`)}</p>
        <Field
          label={t("reason")}
          hint={t("reason.hint")}
          required={isRefusal}
          maxLength={LONGEST_REASON}
          value={reason}
          onChange={(value) => {
            setReason(value);
            setMissing(false);
          }}
          error={isMissing ? t("reason.missing") : undefined}
        />
        {isRefusal && (
          <Field
            label={t("message")}
            hint={t("message.hint")}
            rows={3}
            maxLength={LONGEST_MESSAGE}
            value={message}
            onChange={setMessage}
          />
        )}
      </div>
    </Dialog>
  );
}
