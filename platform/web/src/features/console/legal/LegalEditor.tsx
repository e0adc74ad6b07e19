// The words of a text by language; what is published is the next version, and in force at once.
import { useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Notice } from "../../../ui/Notice";
import { EntityForm } from "../parts/EntityForm";
import { useEditing } from "../parts/editing";
import { useNotify } from "../shell/notifications";
import {
  emptyFormIn,
  legalFieldOf,
  legalFormOf,
  legalProblemsOf,
  wordingOf,
  wordingsOf,
  type LegalForm,
} from "./legal-form";
import { LegalLanguages } from "./LegalLanguages";
import { useFetchTexts, usePublish, type Kind, type LegalText } from "./queries";
import { TextDiff } from "./TextDiff";
import { useLanguageName, useLegalTexts } from "./texts";
import { shownHtml } from "./wording";

export interface LegalEditorProps {
  readonly kind: Kind;
  /** The version in force; null: none. */
  readonly text: LegalText | null;
  /** A former version to begin from. */
  readonly begun: { readonly number: number; readonly form: LegalForm } | null;
  /** The organization's own. */
  readonly language: string;
  readonly editable: boolean;
  readonly onPublished: () => void;
}

export function LegalEditor({ kind, text, begun, language, editable, onPublished }: LegalEditorProps): ReactNode {
  const t = useLegalTexts();
  const notify = useNotify();
  const nameOf = useLanguageName();
  const publish = usePublish(kind);
  const fetchTexts = useFetchTexts();
  const [isComparing, setComparing] = useState(false);
  const editing = useEditing<LegalForm, LegalText>({
    entity: text,
    empty: emptyFormIn(language),
    draft: begun?.form,
    formOf: legalFormOf,
    prefix: "legal",
    problemsOf: (form) => new Map([...legalProblemsOf(form)].map(([name, wrong]) => [name, t(`wrong.${wrong}`)])),
    fieldOf: legalFieldOf,
    current: async (over) => (await fetchTexts()).find((each) => each.kind === kind) ?? over,
    write: (form, _changed, over) => publish.mutateAsync({ texts: wordingsOf(form), over }),
    onSaved: ({ number }) => {
      notify(t("published", { name: t(`kind.${kind}`), number }));
      onPublished();
    },
  });
  const { form, errors, change, changed } = editing;
  const languages = Object.keys(form.texts);
  return (
    <section aria-label={t(`kind.${kind}`)}>
      {begun !== null && <Notice>{t("begun", { number: begun.number })}</Notice>}
      <EntityForm
        editing={editing}
        editable={editable}
        submit={t("publish")}
        labelOf={() => t("words")}
        shownOf={({ texts }) => Object.keys(texts).map(nameOf).join(", ")}
      >
        <LegalLanguages form={form} own={language} errors={errors} editable={editable} change={change} />
        {editable && text !== null && changed.length > 0 && (
          <div className="row">
            <Button kind="quiet" onPress={() => setComparing(true)}>
              {t("seeChanges")}
            </Button>
          </div>
        )}
      </EntityForm>
      {isComparing && (
        <Dialog open title={t("seeChanges")} onClose={() => setComparing(false)}>
          {[...new Set([...Object.keys(text?.texts ?? {}), ...languages])].map((tag) => (
            <section key={tag} aria-label={nameOf(tag)} className="stack">
              <h3>{nameOf(tag)}</h3>
              <TextDiff
                before={shownHtml(text?.texts[tag])}
                after={shownHtml(form.texts[tag] && wordingOf(form.texts[tag]))}
                language={tag}
              />
            </section>
          ))}
        </Dialog>
      )}
    </section>
  );
}
