// The evidence of a dispute while it is prepared: words, facts that the platform states, files.
import { useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Checkbox } from "../../../ui/Checkbox";
import { Field } from "../../../ui/Field";
import { useEditing } from "../parts/editing";
import { EntityForm } from "../parts/EntityForm";
import { Section } from "../parts/Section";
import { useNotify } from "../shell/notifications";
import { AnswerDialog } from "./AnswerDialog";
import { EvidenceFiles } from "./EvidenceFiles";
import { useDraft, type DisputeCase, type Draft, type EvidenceFact, type EvidenceTopic } from "./queries";
import { useDisputeTexts } from "./texts";

const LONGEST_TEXT = 100_000;

function draftOf({ text, topics, files }: DisputeCase): Draft {
  return { text, topics: topics as EvidenceTopic[], files };
}

/** The field that a pointer of the API means: a file's is that of all files. */
function fieldOf(pointer: string): string | null {
  return pointer.split("/")[1] ?? null;
}

export function EvidenceEditor({ found }: { readonly found: DisputeCase }): ReactNode {
  const t = useDisputeTexts();
  const notify = useNotify();
  const draft = useDraft(found.dispute.id);
  const [isSending, setSending] = useState(false);
  const editing = useEditing<Draft, DisputeCase>({
    entity: found,
    empty: draftOf(found),
    formOf: draftOf,
    prefix: "evidence",
    problemsOf: () => new Map(),
    fieldOf,
    write: (form, _changed, over) => draft.write(form, over ?? found),
    current: draft.current,
    onSaved: () => notify(t("saved")),
  });
  const { form, change, errors } = editing;
  const isEmpty = found.text === "" && found.topics.length === 0 && found.files.length === 0;
  const lacksFile = found.limits?.needs_file === true && found.files.length === 0;
  const send = (
    <Button
      kind="primary"
      isDisabled={isEmpty || lacksFile || editing.changed.length > 0}
      onPress={() => setSending(true)}
    >
      {t("send.preview")}
    </Button>
  );
  return (
    <Section title={t("evidence.title")} lead={t("evidence.lead")} boxed>
      <EntityForm
        editing={editing}
        submit={t("save")}
        labelOf={(name) => t(`field.${name}`)}
        shownOf={(shown, name) => (name === "text" ? shown.text : String(shown[name].length))}
      >
        <Field
          id="evidence-text"
          label={t("field.text")}
          hint={t("field.textHint")}
          rows={6}
          maxLength={LONGEST_TEXT}
          value={form.text}
          error={errors.get("text")}
          onChange={(text) => change({ text })}
        />
        <FactChoice
          facts={found.facts}
          chosen={form.topics}
          error={errors.get("topics")}
          onChange={(topics) => change({ topics })}
        />
        {found.limits !== null && (
          <EvidenceFiles
            files={form.files}
            limits={found.limits}
            error={errors.get("files")}
            onChange={(files) => change({ files })}
          />
        )}
      </EntityForm>
      <div className="row dispute-send">
        {send}
        <span className="muted small">{t(editing.changed.length > 0 ? "send.saveFirst" : "send.hint")}</span>
      </div>
      {isSending && <AnswerDialog found={found} step="submit" onClose={() => setSending(false)} />}
    </Section>
  );
}

interface FactChoiceProps {
  readonly facts: readonly EvidenceFact[];
  readonly chosen: readonly EvidenceTopic[];
  readonly error: string | undefined;
  readonly onChange: (topics: readonly EvidenceTopic[]) => void;
}

/** What the platform knows, each with the words that would be sent. */
function FactChoice({ facts, chosen, error, onChange }: FactChoiceProps): ReactNode {
  const t = useDisputeTexts();
  return (
    <fieldset className="editor__part" id="evidence-topics" tabIndex={-1}>
      <legend className="editor__legend">{t("field.topics")}</legend>
      <p className="muted small">{t(facts.length === 0 ? "facts.none" : "facts.hint")}</p>
      {facts.map(({ topic, text }) => (
        <Checkbox
          key={topic}
          checked={chosen.includes(topic)}
          onChange={(isChosen) => onChange(isChosen ? [...chosen, topic] : chosen.filter((each) => each !== topic))}
        >
          {t(`topic.${topic}`)}
          <span className="field__hint dispute-fact" lang="en" dir="ltr">
            {text}
          </span>
        </Checkbox>
      ))}
      {error !== undefined && <p className="field__error">{error}</p>}
    </fieldset>
  );
}
