// What an event is about: its category and tags, with those that the organization's events had before.
import type { ReactNode } from "react";
import { Field } from "../../../ui/Field";
import { Icon } from "../../../ui/Icon";
import { tagsOf } from "../parts/tags";
import type { DetailsForm } from "./event-details";
import { useTopics } from "./queries";
import { useEventTexts } from "./texts";

const LONGEST_CATEGORY = 80;
/** Thirty tags of fifty letters, with their commas. */
const LONGEST_TAGS = 1600;
const MOST_SUGGESTED = 8;

export interface TopicFieldsProps {
  readonly form: DetailsForm;
  readonly errors: ReadonlyMap<string, string>;
  readonly change: (changes: Partial<DetailsForm>) => void;
  readonly editable: boolean;
}

export function TopicFields({ form, errors, change, editable }: TopicFieldsProps): ReactNode {
  const t = useEventTexts();
  const topics = useTopics();
  const chosen = tagsOf(form.tags);
  const text = (name: "category" | "tags") => ({
    id: `details-${name}`,
    value: form[name],
    onChange: (value: string) => change({ [name]: value }),
    error: errors.get(name),
    disabled: !editable,
  });
  return (
    <>
      <div>
        <Field
          label={t("field.category")}
          hint={t("field.categoryHint")}
          maxLength={LONGEST_CATEGORY}
          {...text("category")}
        />
        <UsedBefore
          values={editable ? topics.categories.filter((each) => each !== form.category.trim()) : []}
          labelOf={(category) => t("used.category", { category })}
          onUse={(category) => change({ category })}
        />
      </div>
      <div>
        <Field label={t("field.tags")} hint={t("field.tagsHint")} maxLength={LONGEST_TAGS} {...text("tags")} />
        <UsedBefore
          values={editable ? topics.tags.filter((each) => !chosen.includes(each)) : []}
          labelOf={(tag) => t("used.tag", { tag })}
          onUse={(tag) => change({ tags: [...chosen, tag].join(", ") })}
        />
      </div>
    </>
  );
}

interface UsedBeforeProps {
  readonly values: readonly string[];
  readonly labelOf: (value: string) => string;
  readonly onUse: (value: string) => void;
}

function UsedBefore({ values, labelOf, onUse }: UsedBeforeProps): ReactNode {
  const t = useEventTexts();
  if (values.length === 0) return null;
  return (
    <div className="used-before">
      <span className="muted small">{t("used.title")}</span>
      {values.slice(0, MOST_SUGGESTED).map((value) => (
        <button
          key={value}
          type="button"
          className="button button--quiet button--small"
          aria-label={labelOf(value)}
          onClick={() => onUse(value)}
        >
          <Icon name="plus" /> <bdi>{value}</bdi>
        </button>
      ))}
    </div>
  );
}
