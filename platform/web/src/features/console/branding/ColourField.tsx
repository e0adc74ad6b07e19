// The colour of an organization: picked, or typed as its designers wrote it down.
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Field } from "../../../ui/Field";
import { COLOUR, PLATFORM_COLOUR } from "./colours";
import { useBrandingTexts } from "./texts";

const LONGEST = 7;

export interface ColourFieldProps {
  /** `#rrggbb`; empty for the platform's own. */
  readonly value: string;
  readonly error: string | undefined;
  readonly disabled: boolean;
  readonly onChange: (value: string) => void;
}

export function ColourField({ value, error, disabled, onChange }: ColourFieldProps): ReactNode {
  const t = useBrandingTexts();
  return (
    <div className="colour-field">
      <Field
        id="branding-colour"
        label={t("field.colour")}
        hint={t("hint.colour")}
        maxLength={LONGEST}
        placeholder="#b0361e"
        value={value}
        error={error}
        disabled={disabled}
        onChange={(typed) => onChange(typed.trim().toLowerCase())}
      />
      <input
        type="color"
        className="colour-field__pick"
        aria-label={t("colour.pick")}
        disabled={disabled}
        value={COLOUR.test(value) ? value : PLATFORM_COLOUR}
        onChange={({ target }) => onChange(target.value)}
      />
      {value !== "" && !disabled && (
        <Button kind="bare" size="small" onPress={() => onChange("")}>
          {t("colour.none")}
        </Button>
      )}
    </div>
  );
}
