// Asks for a reason that stays on record; without one nothing is sent.
import { useState, type FormEvent, type ReactNode } from "react";
import { useDoorTexts } from "./texts";

const LONGEST = 200;

interface ReasonFormProps {
  /** Of the field, on its page. */
  readonly id: string;
  readonly button: string;
  /** The sheet that opens puts the cursor here. */
  readonly isFirst?: boolean;
  readonly onReason: (reason: string) => void;
  readonly children?: ReactNode;
}

export function ReasonForm({ id, button, isFirst = false, onReason, children }: ReasonFormProps): ReactNode {
  const t = useDoorTexts();
  const [reason, setReason] = useState("");
  const [isMissing, setMissing] = useState(false);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (reason.trim() === "") setMissing(true);
    else onReason(reason.trim());
  };
  return (
    <form className="door-stack" onSubmit={send} noValidate>
      {children}
      <div className="door-field">
        <label htmlFor={id}>{t("override.reason")}</label>
        <input
          id={id}
          {...(isFirst ? { "data-first": true } : {})}
          value={reason}
          maxLength={LONGEST}
          autoComplete="off"
          required
          aria-invalid={isMissing}
          aria-describedby={`${id}-hint`}
          onChange={(event) => {
            setReason(event.target.value);
            setMissing(false);
          }}
        />
        <p id={`${id}-hint`} className={isMissing ? "door-error" : "door-soft"} role={isMissing ? "alert" : undefined}>
          {t(isMissing ? "override.missing" : "override.hint")}
        </p>
      </div>
      <button type="submit" className="door-button">
        {button}
      </button>
    </form>
  );
}
