// The QR code that a device scans to join, as large as the screen allows; it is shown this once.
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { useInstant } from "../parts/Instant";
import { Copyable } from "../parts/SecretOnce";
import type { IssuedCode } from "./queries";
import { useDeviceTexts } from "./texts";

export interface CodeDialogProps {
  readonly issued: IssuedCode;
  readonly onClose: () => void;
}

export function CodeDialog({ issued, onClose }: CodeDialogProps): ReactNode {
  const t = useDeviceTexts();
  const instant = useInstant();
  const drawing = `data:image/svg+xml;utf8,${encodeURIComponent(issued.qr_svg)}`;
  return (
    <Dialog
      open
      alert
      title={t("issued.title")}
      onClose={onClose}
      actions={<Button onPress={onClose}>{t("issued.done")}</Button>}
    >
      <div className="stack">
        <p>{t("issued.text")}</p>
        <img className="joining-code" src={drawing} alt={t("issued.alt")} />
        <Copyable label={t("issued.code")} value={issued.url} />
        <p className="muted small">{t("issued.once", { at: instant(issued.joining_code.expires_at) })}</p>
      </div>
    </Dialog>
  );
}
