// A new secret for a token, while the one before works on for as long as is chosen.
import { useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Failure } from "../../../ui/Failure";
import { RadioGroup } from "../../../ui/RadioGroup";
import { NotConfirmed } from "../session/connection";
import { useConsoleTexts } from "../shell/texts";
import { useRotateToken, type ApiToken, type Issued } from "./queries";
import { useTokenTexts } from "./texts";

const OVERLAPS = ["0", "3600", "86400", "604800"] as const;

export interface RotateDialogProps {
  readonly token: ApiToken;
  readonly onRotated: (issued: Issued) => void;
  readonly onClose: () => void;
}

export function RotateDialog({ token, onRotated, onClose }: RotateDialogProps): ReactNode {
  const t = useTokenTexts();
  const words = useConsoleTexts();
  const rotate = useRotateToken();
  const [overlap, setOverlap] = useState<string>("86400");
  const send = (): void =>
    rotate.mutate(
      { token, overlap_seconds: Number(overlap) },
      {
        onSuccess: (issued) => {
          onRotated(issued);
          onClose();
        },
      },
    );
  const actions = (
    <>
      <Button kind="quiet" onPress={onClose}>
        {words("cancel")}
      </Button>
      <Button pending={rotate.isPending} onPress={send}>
        {t("rotate")}
      </Button>
    </>
  );
  return (
    <Dialog open title={t("rotate.title", { name: token.name })} onClose={onClose} actions={actions}>
      <div className="stack">
        <p>{t("rotate.text")}</p>
        <RadioGroup
          label={t("rotate.overlap")}
          value={overlap}
          options={OVERLAPS.map((value) => ({ value, label: t(`overlap.${value}`) }))}
          onChange={setOverlap}
        />
        {rotate.isError && !(rotate.error instanceof NotConfirmed) && <Failure error={rotate.error} />}
      </div>
    </Dialog>
  );
}
