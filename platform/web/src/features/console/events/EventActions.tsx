// What can be done with an event as a whole: called off, put off, archived, deleted.
import { useState, type ReactNode } from "react";
import { useNavigate } from "react-router";
import { ActionMenu, type Action } from "../../../ui/ActionMenu";
import { RemoveDialog } from "../parts/RemoveDialog";
import type { Event } from "../shell/event";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { organizationPath } from "../shell/places";
import { useConsoleTexts } from "../shell/texts";
import { stepsOf, useDeleteEvent, usePurgeEvent, useStep, type Removal, type Step } from "./life";
import { StepDialog, type ToldStep } from "./StepDialog";
import { useEventTexts } from "./texts";

const TOLD: readonly ToldStep[] = ["send-back", "cancel", "postpone"];
const DANGER: readonly (Step | Removal)[] = ["cancel", "delete", "purge"];

export function EventActions({ event }: { readonly event: Event }): ReactNode {
  const t = useEventTexts();
  const common = useConsoleTexts();
  const here = useOrganization();
  const takeAtOnce = useTakeAtOnce(event);
  const [told, setTold] = useState<ToldStep | null>(null);
  const [removal, setRemoval] = useState<Removal | null>(null);
  const steps = stepsOf(event, here.may);
  const begin = (step: Step | Removal): void => {
    const asked = TOLD.find((each) => each === step);
    if (asked !== undefined) setTold(asked);
    else if (step === "delete" || step === "purge") setRemoval(step);
    else takeAtOnce(step);
  };
  const actions: readonly Action[] = steps.map((step) => ({
    id: step,
    label: t(`step.${step}`),
    danger: DANGER.includes(step),
    onAction: () => begin(step),
  }));
  return (
    <>
      {actions.length > 0 && <ActionMenu label={common("moreOf", { name: event.title })} actions={actions} />}
      {told !== null && <StepDialog event={event} step={told} onClose={() => setTold(null)} />}
      {removal !== null && <Removing event={event} removal={removal} onClose={() => setRemoval(null)} />}
    </>
  );
}

const BACK: Partial<Record<Step, Step>> = { unpublish: "publish", archive: "restore" };

/** Steps that nobody need be asked about: done, said, and undone where that is possible. */
function useTakeAtOnce(event: Event): (step: Step) => void {
  const t = useEventTexts();
  const notify = useNotify();
  const take = useStep(event.id);
  const onError = (): void => notify({ kind: "bad", text: t("step.failed") });
  return (step) => {
    const back = BACK[step];
    const undo = back && { label: t("undo"), onPress: () => take.mutate({ step: back }, { onError }) };
    const said = { text: t(`done.${step}`), ...(undo === undefined ? {} : { action: undo }) };
    take.mutate({ step }, { onSuccess: () => notify(said), onError });
  };
}

interface RemovingProps {
  readonly event: Event;
  readonly removal: Removal;
  readonly onClose: () => void;
}

function Removing({ event, removal, onClose }: RemovingProps): ReactNode {
  const t = useEventTexts();
  const navigate = useNavigate();
  const { slug } = useOrganization();
  const remove = useDeleteEvent();
  const purge = usePurgeEvent();
  return (
    <RemoveDialog
      title={t(`ask.${removal}`, { title: event.title })}
      text={t(`askText.${removal}`)}
      confirm={t(`step.${removal}`)}
      what={event}
      remove={removal === "purge" ? purge : remove}
      onDone={t(`done.${removal}`, { title: event.title })}
      onClose={onClose}
      onRemoved={() => void navigate(organizationPath(slug, "events"))}
    />
  );
}
