// A secret that is shown this once: to be copied now, for it is kept nowhere in clear.
import "./parts.css";
import { useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Icon } from "../../../ui/Icon";
import { useConsoleTexts } from "../shell/texts";

export interface SecretOnceProps {
  readonly title: string;
  /** What it is for, and where to put it. */
  readonly text: string;
  readonly secret: string;
  /** What it is called, where it is not "Secret". */
  readonly label?: string;
  readonly onClose: () => void;
  /** What else there is to copy, such as an address that has the secret in it. */
  readonly children?: ReactNode;
}

export function SecretOnce({ title, text, secret, label, onClose, children }: SecretOnceProps): ReactNode {
  const t = useConsoleTexts();
  return (
    <Dialog open alert title={title} onClose={onClose} actions={<Button onPress={onClose}>{t("secret.kept")}</Button>}>
      <div className="stack">
        <p>{text}</p>
        <Copyable label={label ?? t("secret.label")} value={secret} />
        {children}
        <p className="muted small">{t("secret.once")}</p>
      </div>
    </Dialog>
  );
}

export interface CopyableProps {
  readonly label: string;
  readonly value: string;
}

/** What is to be pasted elsewhere, such as an address for webhooks, with a button that copies it. */
export function Copyable({ label, value }: CopyableProps): ReactNode {
  const t = useConsoleTexts();
  const [outcome, setOutcome] = useState<"copied" | "notCopied" | null>(null);
  const copy = (): void => {
    void navigator.clipboard.writeText(value).then(
      () => setOutcome("copied"),
      () => setOutcome("notCopied"),
    );
  };
  return (
    <div className="copyable">
      <label className="field">
        <span className="field__label">{label}</span>
        <input className="input" readOnly dir="ltr" value={value} onFocus={(event) => event.target.select()} />
      </label>
      <Button kind="quiet" onPress={copy}>
        <Icon name={outcome === "copied" ? "check" : "copy"} />
        {t("copy")}
      </Button>
      <p className="copyable__said small" role="status">
        {outcome !== null && t(outcome)}
      </p>
    </div>
  );
}
