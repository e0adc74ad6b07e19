// Somebody else saved meanwhile: both sides of what differs, and the choice between them.
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { useConsoleTexts } from "./texts";

export interface Difference {
  readonly id: string;
  readonly label: string;
  readonly mine: string;
  readonly theirs: string;
}

export interface BothSidesProps {
  /** What this person changed and is saved otherwise; the rest is theirs in any case. */
  readonly differences: readonly Difference[];
  readonly onKeepMine: () => void;
  /** Where texts can stand one after the other. */
  readonly onKeepBoth?: () => void;
  readonly onTakeTheirs: () => void;
  readonly onClose: () => void;
}

export function BothSides({ differences, onKeepMine, onKeepBoth, onTakeTheirs, onClose }: BothSidesProps): ReactNode {
  const t = useConsoleTexts();
  const actions = (
    <>
      <Button kind="quiet" onPress={onTakeTheirs}>
        {t("conflict.theirs")}
      </Button>
      {onKeepBoth !== undefined && (
        <Button kind="quiet" onPress={onKeepBoth}>
          {t("conflict.both")}
        </Button>
      )}
      <Button onPress={onKeepMine}>{t("conflict.mine")}</Button>
    </>
  );
  return (
    <Dialog open title={t("conflict.title")} onClose={onClose} actions={actions}>
      <div className="stack">
        <p>{t("conflict.text")}</p>
        <dl className="both-sides">
          {differences.map(({ id, label, mine, theirs }) => (
            <div key={id}>
              <dt>{label}</dt>
              <dd>
                <span className="muted small">{t("conflict.yours")}</span> <bdi>{mine || "–"}</bdi>
              </dd>
              <dd>
                <span className="muted small">{t("conflict.saved")}</span> <bdi>{theirs || "–"}</bdi>
              </dd>
            </div>
          ))}
        </dl>
      </div>
    </Dialog>
  );
}
