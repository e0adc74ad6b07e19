// What an organization asks of each of its events beside what every event has.
import { useState, type ReactNode } from "react";
import { useMutation } from "@tanstack/react-query";
import type { Action } from "../../../ui/ActionMenu";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { RemoveDialog } from "../parts/RemoveDialog";
import { Row, Rows } from "../parts/Rows";
import { useNotSaved } from "../parts/state-change";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { Loaded } from "../shell/states";
import { useConsoleTexts } from "../shell/texts";
import { FieldPanel } from "./FieldPanel";
import { TYPES } from "./field-form";
import { useOwnFields, useStateFields, type FieldSet, type OwnField } from "./queries";
import { useFieldTexts } from "./texts";

export default function EventFields(): ReactNode {
  const t = useFieldTexts();
  const here = useOrganization();
  // Who sees only some events may not say what is asked of all.
  const editable = here.may("events.fields") && here.event_ids === null;
  const fields = useOwnFields();
  const [opened, setOpened] = useState<OwnField | "new" | null>(null);
  const add = <Button onPress={() => setOpened("new")}>{t("add")}</Button>;
  const hasSome = (fields.data?.fields.length ?? 0) > 0;
  return (
    <Page
      title={t("title")}
      help="event-details-and-lifecycle"
      lead={t("lead")}
      {...(editable && hasSome ? { actions: add } : {})}
    >
      <Loaded query={fields}>
        {(set) => (
          <>
            {hasSome ? (
              <FieldRows set={set} editable={editable} onOpen={setOpened} />
            ) : (
              <Empty icon="form" title={t("none.title")} actions={editable ? add : null}>
                {t("none.text")}
              </Empty>
            )}
            {opened !== null && (
              <FieldPanel
                key={opened === "new" ? "new" : opened.key}
                field={opened === "new" ? null : opened}
                set={set}
                editable={editable}
                onClose={() => setOpened(null)}
              />
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}

interface FieldRowsProps {
  readonly set: FieldSet;
  readonly editable: boolean;
  readonly onOpen: (field: OwnField) => void;
}

function FieldRows({ set, editable, onOpen }: FieldRowsProps): ReactNode {
  const t = useFieldTexts();
  const common = useConsoleTexts();
  const notSaved = useNotSaved();
  const state = useStateFields();
  const [removed, setRemoved] = useState<OwnField | null>(null);
  const remove = useMutation({
    mutationFn: (gone: OwnField) =>
      state.mutateAsync({
        fields: set.fields.filter(({ key }) => key !== gone.key),
        over: set,
      }),
  });
  const move = (from: number, to: number): void => {
    const moved = set.fields[from];
    if (moved === undefined) return;
    const others = set.fields.filter((each) => each !== moved);
    state.mutate(
      {
        fields: [...others.slice(0, to), moved, ...others.slice(to)],
        over: set,
      },
      {
        onError: notSaved,
      },
    );
  };
  const actionsOf = (field: OwnField, place: number): readonly Action[] => [
    {
      id: "up",
      label: t("moveUp"),
      disabled: place === 0,
      onAction: () => move(place, place - 1),
    },
    {
      id: "down",
      label: t("moveDown"),
      disabled: place === set.fields.length - 1,
      onAction: () => move(place, place + 1),
    },
    {
      id: "delete",
      label: common("delete"),
      danger: true,
      onAction: () => setRemoved(field),
    },
  ];
  return (
    <>
      <Rows label={t("title")}>
        {set.fields.map((field, place) => (
          <Row
            key={field.key}
            title={field.label}
            onOpen={() => onOpen(field)}
            tags={
              <>
                {field.is_required && <span className="tag tag--warm">{t("required")}</span>}
                {!field.is_public && <span className="tag">{t("hidden")}</span>}
              </>
            }
            facts={[[typeOf(field, t), ...field.choices].join(" · "), field.help]}
            actions={editable ? actionsOf(field, place) : []}
          />
        ))}
      </Rows>
      {removed !== null && (
        <RemoveDialog
          title={t("deleteTitle", { name: removed.label })}
          text={t("deleteText")}
          what={removed}
          remove={remove}
          onDone={t("deleted", { name: removed.label })}
          onClose={() => setRemoved(null)}
        />
      )}
    </>
  );
}

function typeOf({ type }: OwnField, t: ReturnType<typeof useFieldTexts>): string {
  const known = TYPES.find((each) => each === type);
  return known === undefined ? type : t(`type.${known}`);
}
