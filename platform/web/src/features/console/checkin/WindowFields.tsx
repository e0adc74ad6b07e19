// The windows of a check-in list: pairs of times on the event's clock, one below the other.
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Field } from "../../../ui/Field";
import { Icon } from "../../../ui/Icon";
import { useCheckinTexts } from "./texts";

export interface WindowForm {
  readonly opens: string;
  readonly closes: string;
}

const MOST_WINDOWS = 60;

/** The place of the first window that is wrong, and which of its ends; null: all follow each other. */
export function wrongWindow(windows: readonly WindowForm[]): { place: number; says: "window" | "overlap" } | null {
  for (const [place, { opens, closes }] of windows.entries()) {
    if (opens === "" || closes === "" || closes <= opens) return { place, says: "window" };
    if (opens < (windows[place - 1]?.closes ?? "")) return { place, says: "overlap" };
  }
  return null;
}

export function WindowFields({
  windows,
  error,
  onChange,
}: {
  readonly windows: readonly WindowForm[];
  readonly error: string | undefined;
  readonly onChange: (windows: readonly WindowForm[]) => void;
}): ReactNode {
  const t = useCheckinTexts();
  const set = (place: number, said: Partial<WindowForm>): void =>
    onChange(windows.map((each, index) => (index === place ? { ...each, ...said } : each)));
  return (
    <fieldset className="checkin-windows">
      <legend id="list-windows" tabIndex={-1} className="field__label">
        {t("field.windows")}
      </legend>
      <p className="muted small">{t("field.windowsHint")}</p>
      {windows.map((each, place) => (
        // Windows have no name of their own: their place is what they are known by.
        <div key={place} className="checkin-windows__line">
          {(["opens", "closes"] as const).map((name) => (
            <Field
              key={name}
              label={t(`windows.${name}`, { number: place + 1 })}
              type="datetime-local"
              required
              value={each[name]}
              onChange={(value) => set(place, { [name]: value })}
            />
          ))}
          <button
            type="button"
            className="icon-button"
            aria-label={t("windows.remove", { number: place + 1 })}
            onClick={() => onChange(windows.filter((_, index) => index !== place))}
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
      {error !== undefined && <p className="field__error">{error}</p>}
      {windows.length < MOST_WINDOWS && (
        <div>
          <Button
            kind="quiet"
            size="small"
            onPress={() => onChange([...windows, { opens: windows.at(-1)?.closes ?? "", closes: "" }])}
          >
            {t("windows.add")}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
