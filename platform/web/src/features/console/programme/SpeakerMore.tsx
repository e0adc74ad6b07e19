// What else there is to a speaker: links for them, and other entries that are the same person.
import { useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { CheckboxGroup } from "../../../ui/Checkbox";
import { Dialog } from "../../../ui/Dialog";
import { Failure } from "../../../ui/Failure";
import { SelfServiceLinks } from "../parts/SelfServiceLinks";
import { useNotify } from "../shell/notifications";
import { useConsoleTexts } from "../shell/texts";
import type { Programme } from "./schedule";
import type { Speaker } from "./speaker-form";
import { useMakeSpeakerLink, useMergeSpeakers } from "./speaker-queries";
import { useProgrammeTexts } from "./texts";

export interface SpeakerMoreProps {
  readonly speaker: Speaker;
  readonly programme: Programme;
  /** The entries are one now. */
  readonly onMerged: () => void;
}

export function SpeakerMore({ speaker, programme, onMerged }: SpeakerMoreProps): ReactNode {
  const t = useProgrammeTexts();
  const make = useMakeSpeakerLink(speaker.id);
  const [isMerging, setMerging] = useState(false);
  const others = programme.speakers.filter(({ id }) => id !== speaker.id);
  return (
    <>
      <SelfServiceLinks
        lead={t("speakers.linksLead")}
        isTheirs={({ speaker_id }) => speaker_id === speaker.id}
        make={make}
      />
      {others.length > 0 && (
        <div>
          <Button kind="quiet" size="small" onPress={() => setMerging(true)}>
            {t("merge.open")}
          </Button>
        </div>
      )}
      {isMerging && (
        <MergeDialog speaker={speaker} others={others} onClose={() => setMerging(false)} onMerged={onMerged} />
      )}
    </>
  );
}

interface MergeDialogProps {
  readonly speaker: Speaker;
  readonly others: Programme["speakers"];
  readonly onClose: () => void;
  readonly onMerged: () => void;
}

function MergeDialog({ speaker, others, onClose, onMerged }: MergeDialogProps): ReactNode {
  const t = useProgrammeTexts();
  const common = useConsoleTexts();
  const notify = useNotify();
  const merge = useMergeSpeakers();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const send = (): void =>
    merge.mutate(
      { over: speaker, duplicates: chosen },
      {
        onSuccess: ({ name }) => {
          notify(t("merge.done", { name }));
          onMerged();
        },
      },
    );
  const actions = (
    <>
      <Button kind="quiet" onPress={onClose}>
        {common("cancel")}
      </Button>
      <Button kind="danger" pending={merge.isPending} isDisabled={chosen.length === 0} onPress={send}>
        {t("merge.send")}
      </Button>
    </>
  );
  return (
    <Dialog open title={t("merge.title", { name: speaker.name })} onClose={onClose} actions={actions}>
      <div className="stack">
        <p>{t("merge.text", { name: speaker.name })}</p>
        {merge.isError && <Failure error={merge.error} />}
        <CheckboxGroup
          label={t("merge.which")}
          required
          options={others.map(({ id, name, company }) => ({
            value: id,
            label: company === "" ? name : `${name} · ${company}`,
          }))}
          values={chosen}
          onChange={setChosen}
        />
      </div>
    </Dialog>
  );
}
