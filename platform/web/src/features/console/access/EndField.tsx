// An instant on the event's clock, such as until when something opens.
import type { ReactNode } from "react";
import { Field } from "../../../ui/Field";
import { useEvent } from "../shell/event";
import { useAccessTexts } from "./texts";

export interface EndFieldProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error: string | undefined;
  readonly required?: boolean;
  /** What an empty field means, where it is not "for ever". */
  readonly hint?: string;
}

export function EndField({ required = false, hint, ...rest }: EndFieldProps): ReactNode {
  const t = useAccessTexts();
  const zone = useEvent().time_zone.replaceAll("_", " ");
  return (
    <Field
      {...rest}
      type="datetime-local"
      required={required}
      hint={`${t("zone", { zone })} ${hint ?? (required ? "" : t("orNever"))}`.trim()}
    />
  );
}
