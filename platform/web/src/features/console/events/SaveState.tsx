// Whether what one wrote is saved, in a plain word beside the button.
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Icon, type IconName } from "../../../ui/Icon";
import type { Autosave, AutosaveState } from "../parts/autosave";
import type { Event } from "../shell/event";
import type { DetailsForm } from "./event-details";
import { useEventTexts, type EventKey } from "./texts";

const ICONS: Readonly<Record<AutosaveState, IconName>> = {
  saved: "check",
  saving: "clock",
  unsaved: "pencil",
  wrong: "warning",
  failed: "warning",
};

export interface SaveStateProps {
  readonly editing: Autosave<DetailsForm, Event>;
  /** Whether it is saved by itself. */
  readonly auto: boolean;
}

/** Only what went wrong is read aloud: "saved" after every pause would be noise. */
export function SaveState({ editing, auto }: SaveStateProps): ReactNode {
  const t = useEventTexts();
  const { state, others, isRestored, discard } = editing;
  const isBad = state === "wrong" || state === "failed";
  const words = t(`save.${state}${state === "unsaved" && !auto ? "Seen" : ""}` as EventKey);
  return (
    <>
      <p className={`save-state save-state--${state}`} {...(isBad ? { role: "status" } : {})}>
        <Icon name={ICONS[state]} />
        <span>
          {isRestored && `${t("save.restored")} `}
          {words} {others.join(" ")}
        </span>
      </p>
      {(isRestored || !auto) && state !== "saved" && state !== "saving" && (
        <Button kind="quiet" size="small" onPress={discard}>
          {t("save.discard")}
        </Button>
      )}
    </>
  );
}
