// What an event asks of those who register: written beside its preview, saved as a new version.
import "../parts/sortable.css";
import "./form.css";
import { useState, type ReactNode } from "react";
import { Refused } from "../../../lib/api";
import { languageOf } from "../../../lib/language";
import type { Action } from "../../../ui/ActionMenu";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { Failure } from "../../../ui/Failure";
import { useTicketTypes } from "../events/queries";
import { useAskedNew } from "../parts/asked";
import { isConflict } from "../session/connection";
import { BothSides, type Difference } from "../shell/BothSides";
import { useEvent } from "../shell/event";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { Loaded } from "../shell/states";
import { AddQuestion } from "./AddQuestion";
import {
  draftOf,
  movedIn,
  newQuestion,
  problemOf,
  questionAt,
  textIn,
  USUAL,
  withQuestion,
  type Draft,
  type Question,
  type Version,
} from "./form-draft";
import { FormVersions } from "./FormVersions";
import { Preview } from "./Preview";
import { useForm, useSaveForm } from "./queries";
import { QuestionList, typeKey } from "./QuestionList";
import { QuestionPanel } from "./QuestionPanel";
import { useFormTexts } from "./texts";

export default function FormBuilder(): ReactNode {
  const t = useFormTexts();
  const form = useForm();
  if (form.data !== undefined) return <Builder current={form.data} />;
  return (
    <Page title={t("title")} help="registration-forms" lead={t("lead")}>
      <Loaded query={form}>{() => null}</Loaded>
    </Page>
  );
}

function Builder({ current }: { readonly current: Version }): ReactNode {
  const t = useFormTexts();
  const event = useEvent();
  const notify = useNotify();
  const editable = useOrganization().may("catalog.edit");
  const own = languageOf(event.language);
  const [base, setBase] = useState(current);
  const [draft, setDraft] = useState<Draft>(() => draftOf(current, own));
  const [isNewAsked, forgetNew] = useAskedNew();
  const [opened, setOpened] = useState<Question | null>(() =>
    isNewAsked && editable ? newQuestion(USUAL, draft.questions) : null,
  );
  const types = useTicketTypes(event.id).data ?? [];
  const save = useSaveForm();
  const begin = (version: Version): void => {
    setBase(version);
    setDraft(draftOf(version, own));
    save.reset();
  };
  const isChanged = JSON.stringify(draft.questions) !== JSON.stringify(draftOf(base, own).questions);
  const set = (questions: readonly Question[]): void => setDraft((now) => ({ ...now, questions }));
  const send = (over: Version, sent: Draft = draft): void =>
    save.mutate(
      { draft: sent, over },
      {
        onSuccess: (saved) => {
          begin(saved);
          notify(t("saved", { version: saved.version }));
        },
      },
    );
  const close = (): void => {
    setOpened(null);
    forgetNew();
  };
  const put = (question: Question): Draft => {
    const now = { ...draft, questions: withQuestion(draft.questions, question) };
    setDraft(now);
    close();
    return now;
  };
  const remove = (question: Question): void => {
    const before = draft.questions;
    set(before.filter(({ key }) => key !== question.key));
    notify({ text: t("removed"), action: { label: t("undo"), onPress: () => set(before) } });
  };
  const move = (key: string, after: string | null): void => set(movedIn(draft.questions, key, after));
  const actionsOf = (question: Question): readonly Action[] => {
    const place = draft.questions.findIndex(({ key }) => key === question.key);
    return [
      { id: "edit", label: t("edit"), onAction: () => setOpened(question) },
      {
        id: "up",
        label: t("moveUp"),
        disabled: place === 0,
        onAction: () => move(question.key, draft.questions[place - 2]?.key ?? null),
      },
      {
        id: "down",
        label: t("moveDown"),
        disabled: place === draft.questions.length - 1,
        onAction: () => move(question.key, draft.questions[place + 1]?.key ?? null),
      },
      { id: "remove", label: t("remove"), danger: true, onAction: () => remove(question) },
    ];
  };
  const add = editable ? <AddQuestion onAdd={(type) => setOpened(newQuestion(type, draft.questions))} /> : null;
  const refused = refusals(save.error, draft);
  const hasTheirs = isConflict(save.error) && current.version !== base.version;
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      {...(editable && isChanged
        ? {
            actions: (
              <>
                <Button kind="quiet" onPress={() => begin(current)}>
                  {t("discard")}
                </Button>
                <Button
                  pending={save.isPending}
                  isDisabled={!isWhole(draft, draft.questions)}
                  onPress={() => send(base)}
                >
                  {t("save")}
                </Button>
              </>
            ),
          }
        : {})}
    >
      {save.isError && !hasTheirs && refused.size === 0 && <Failure error={save.error} />}
      <div className="columns columns--even">
        <div className="stack">
          {draft.questions.length === 0 ? (
            <Empty icon="form" title={t("none.title")} actions={add}>
              {t("none.text")}
            </Empty>
          ) : (
            <>
              <div>
                <QuestionList
                  draft={draft}
                  types={types}
                  editable={editable}
                  refused={refused}
                  onOpen={setOpened}
                  onMove={move}
                  actionsOf={actionsOf}
                />
              </div>
              {add !== null && <div className="row">{add}</div>}
            </>
          )}
          <FormVersions current={current} onUse={(version) => setDraft(draftOf(version, own))} editable={editable} />
        </div>
        <Preview draft={draft} types={types} />
      </div>
      {opened !== null && (
        <QuestionPanel
          key={opened.key}
          question={opened}
          draft={draft}
          types={types}
          onDone={put}
          {...(isWhole(
            draft,
            draft.questions.filter(({ key }) => key !== opened.key),
          )
            ? { onSave: (question: Question) => send(base, put(question)) }
            : {})}
          onClose={close}
        />
      )}
      {hasTheirs && (
        <BothSides
          differences={differencesOf(draft, draftOf(current, own), (question) =>
            question === undefined ? "" : `${textIn(question.label, own, draft.language)} (${t(typeKey(question))})`,
          )}
          onKeepMine={() => {
            setBase(current);
            send(current);
          }}
          onTakeTheirs={() => begin(current)}
          onClose={() => save.reset()}
        />
      )}
    </Page>
  );
}

/** Whether these questions can be asked as they stand. */
function isWhole(draft: Draft, questions: readonly Question[]): boolean {
  return questions.every((each) => problemOf(draft.questions, each, draft.language) === null);
}

/** Question → what the server said of it. */
function refusals(error: unknown, draft: Draft): ReadonlyMap<string, string> {
  if (!(error instanceof Refused)) return new Map();
  return new Map(
    error.problem.errors.flatMap(({ pointer, detail }) => {
      const key = questionAt(pointer, draft.questions);
      return key === null ? [] : [[key, detail] as const];
    }),
  );
}

function differencesOf(
  mine: Draft,
  theirs: Draft,
  said: (question: Question | undefined) => string,
): readonly Difference[] {
  const keys = [...new Set([...mine.questions, ...theirs.questions].map(({ key }) => key))];
  const of = (draft: Draft, key: string): Question | undefined => draft.questions.find((each) => each.key === key);
  return keys
    .filter((key) => JSON.stringify(of(mine, key)) !== JSON.stringify(of(theirs, key)))
    .map((key) => ({ id: key, label: key, mine: said(of(mine, key)), theirs: said(of(theirs, key)) }));
}
