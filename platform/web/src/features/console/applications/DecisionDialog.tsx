// Approves or denies one application or many, with words to whoever applied.
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
import { useApplicationTexts } from "./texts";

const LONGEST = 2000;

export interface DecisionDialogProps {
  readonly verdict: Verdict;
  readonly orderIds: readonly string[];
  /** Who applied, where it is one. */
  readonly name: string;
  readonly onClose: () => void;
  readonly onDone?: () => void;
}

export default function DecisionDialog({ verdict, orderIds, name, onClose, onDone }: DecisionDialogProps): ReactNode {
  const t = useApplicationTexts();
  const notify = useNotify();
  const navigate = useNavigate();
  const { slug, may } = useOrganization();
  const [message, setMessage] = useState("");
  const deciding = useDecision();
  const count = orderIds.length;
  const go = (): void =>
    deciding.mutate(
      { verdict, orderIds, message: message.trim() },
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
  const title = count === 1 ? t(`${verdict}.one`, { name }) : t(`${verdict}.many`, { count });
  const actions = (
    <>
      <Button kind="quiet" onPress={onClose}>
        {t("leave")}
      </Button>
      <Button kind={verdict === "deny" ? "danger" : "primary"} pending={deciding.isPending} onPress={go}>
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
          label={t("message")}
          hint={t("message.hint")}
          rows={3}
          maxLength={LONGEST}
          value={message}
          onChange={setMessage}
        />
      </div>
    </Dialog>
  );
}
