// The questions in the order in which they are asked: dragged, or moved by keyboard and menu.
import type { ReactNode } from "react";
import { Button, GridList, GridListItem, useDragAndDrop } from "react-aria-components";
import { ActionMenu, type Action } from "../../../ui/ActionMenu";
import { Icon } from "../../../ui/Icon";
import type { TicketType } from "../events/queries";
import { comparisonOf, problemOf, textIn, type Draft, type Question } from "./form-draft";
import { useFormTexts, type FormKey } from "./texts";

export interface QuestionListProps {
  readonly draft: Draft;
  readonly types: readonly TicketType[];
  readonly editable: boolean;
  /** What the server said of a question, by its key. */
  readonly refused: ReadonlyMap<string, string>;
  readonly onOpen: (question: Question) => void;
  readonly onMove: (key: string, after: string | null) => void;
  readonly actionsOf: (question: Question) => readonly Action[];
}

export function QuestionList(props: QuestionListProps): ReactNode {
  const { draft, types, editable, refused, onOpen, onMove, actionsOf } = props;
  const t = useFormTexts();
  const { questions, language } = draft;
  const behind = (target: string, position: "before" | "after" | "on", moved: string): string | null => {
    const others = questions.filter(({ key }) => key !== moved);
    const place = others.findIndex(({ key }) => key === target);
    return position === "before" ? (others[place - 1]?.key ?? null) : target;
  };
  const nameOf = (question: Question): string => textIn(question.label, language, language) || t(typeKey(question));
  const canMove = editable && questions.length > 1;
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ "text/plain": String(key) })),
    onReorder: ({ keys, target }) => {
      const [moved] = [...keys].map(String);
      if (moved !== undefined && moved !== target.key)
        onMove(moved, behind(String(target.key), target.dropPosition, moved));
    },
  });
  return (
    <GridList
      key={String(canMove)}
      aria-label={t("list.label")}
      items={questions.map((question) => ({ id: question.key, question }))}
      dependencies={[draft, editable, refused, actionsOf, onOpen]}
      {...(canMove ? { dragAndDropHooks } : {})}
      keyboardNavigationBehavior="tab"
      className="sortable sortable--rows-open"
    >
      {({ question }) => (
        <GridListItem id={question.key} textValue={nameOf(question)} className="sortable__row question-list__row">
          {canMove && (
            <Button slot="drag" className="sortable__grip" aria-label={t("move", { name: nameOf(question) })}>
              <Icon name="grip" />
            </Button>
          )}
          <div className="question-list__name">
            <p className="sortable__title">
              {editable ? (
                <Button className="sortable__open" onPress={() => onOpen(question)}>
                  <bdi>{nameOf(question)}</bdi>
                </Button>
              ) : (
                <bdi>{nameOf(question)}</bdi>
              )}
              {question.required === true && <span className="tag">{t("required")}</span>}
            </p>
            <Facts question={question} draft={draft} types={types} nameOf={nameOf} />
            <Fault question={question} draft={draft} said={refused.get(question.key)} />
          </div>
          {editable && <ActionMenu label={t("more", { name: nameOf(question) })} actions={actionsOf(question)} />}
        </GridListItem>
      )}
    </GridList>
  );
}

export function typeKey({ type }: Pick<Question, "type">): FormKey {
  return `type.${type}` as FormKey;
}

interface FactsProps {
  readonly question: Question;
  readonly draft: Draft;
  readonly types: readonly TicketType[];
  readonly nameOf: (question: Question) => string;
}

function Facts({ question, draft, types, nameOf }: FactsProps): ReactNode {
  const t = useFormTexts();
  const condition = comparisonOf(question.show_if);
  const named = draft.questions.find(({ key }) => key === condition?.question);
  const asked = types.filter(({ id }) => question.ticket_type_ids?.includes(id)).map(({ name }) => name);
  const facts = [
    t(typeKey(question)),
    ...(question.scope === "order" ? [t("scope.order")] : []),
    ...(asked.length > 0 ? [asked.join(", ")] : []),
    ...(named === undefined ? [] : [t("dependsOn", { name: nameOf(named) })]),
  ];
  return <p className="sortable__facts">{facts.join(" · ")}</p>;
}

interface FaultProps {
  readonly question: Question;
  readonly draft: Draft;
  readonly said: string | undefined;
}

function Fault({ question, draft, said }: FaultProps): ReactNode {
  const t = useFormTexts();
  const problem = problemOf(draft.questions, question, draft.language);
  const text = said ?? (problem === null ? undefined : t(`wrong.${problem}`));
  return text === undefined ? null : <p className="field__error">{text}</p>;
}
