// A line of the plan beside it, as fields: one panel for tasks, suppliers and cues.
import type { ReactNode } from "react";
import { Field } from "../../../ui/Field";
import { EntityPanel } from "../parts/EntityForm";
import { useEditing } from "../parts/editing";
import { useNotify } from "../shell/notifications";
import type { Lines } from "./queries";
import { usePlanTexts, type PlanKey } from "./texts";

/** A field of text: its name is the API's, and its label `field.{name}`. */
export interface LineField<Form> {
  readonly name: keyof Form & string;
  readonly type?: "text" | "number" | "email" | "tel" | "date" | "datetime-local";
  readonly required?: boolean;
  readonly rows?: number;
  readonly maxLength?: number;
}

export interface LinePanelProps<Form, Line, Body> {
  readonly prefix: string;
  /** Null adds one. */
  readonly line: Line | null;
  readonly lines: Lines<Line, Body>;
  readonly title: string;
  readonly add: string;
  readonly empty: Form;
  readonly formOf: (line: Line) => Form;
  readonly bodyOf: (form: Form) => Body;
  readonly problemsOf: (form: Form) => ReadonlyMap<string, PlanKey>;
  readonly fields: readonly LineField<Form>[];
  readonly nameOf: (line: Line) => string;
  /** What a field says where both sides of a conflict stand. */
  readonly shownOf?: (form: Form, name: keyof Form) => string;
  /** Further fields, which are no text. */
  readonly children?: (
    form: Form,
    change: (changes: Partial<Form>) => void,
    errors: ReadonlyMap<string, string>,
  ) => ReactNode;
  readonly onClose: () => void;
  readonly onDelete: (line: Line) => void;
}

/** Only what was changed is sent; the form's names are the body's. */
export function LinePanel<Form extends object, Line, Body extends object>(
  props: LinePanelProps<Form, Line, Body>,
): ReactNode {
  const { prefix, line, lines, fields, nameOf, children, onClose, onDelete } = props;
  const t = usePlanTexts();
  const notify = useNotify();
  const editing = useEditing<Form, Line>({
    entity: line,
    empty: props.empty,
    prefix,
    formOf: props.formOf,
    problemsOf: (form) => new Map([...props.problemsOf(form)].map(([name, key]) => [name, t(key)])),
    fieldOf: (pointer) => pointer.split("/")[1] ?? null,
    write: (form, changed, over) => {
      const body = props.bodyOf(form);
      if (over === null) return lines.create(body);
      const parts = Object.entries(body).filter(([name]) => (changed as readonly string[]).includes(name));
      return lines.update(over, Object.fromEntries(parts) as Partial<Body>);
    },
    current: lines.current,
    onSaved: (saved) => {
      notify(t("saved", { name: nameOf(saved) }));
      onClose();
    },
  });
  const { form, change, errors } = editing;
  const labelOf = (name: string): string => t(`field.${name}` as PlanKey);
  return (
    <EntityPanel
      editing={editing}
      title={props.title}
      {...(line === null ? { submit: props.add } : { onDelete: () => onDelete(line) })}
      labelOf={(name) => labelOf(String(name))}
      {...(props.shownOf === undefined ? {} : { shownOf: props.shownOf })}
      onClose={onClose}
    >
      {fields.map(({ name, ...look }) => (
        <Field
          key={name}
          id={`${prefix}-${name}`}
          label={labelOf(name)}
          {...look}
          value={String(form[name])}
          error={errors.get(name)}
          onChange={(value) => change({ [name]: value } as unknown as Partial<Form>)}
        />
      ))}
      {children?.(form, change, errors)}
    </EntityPanel>
  );
}
