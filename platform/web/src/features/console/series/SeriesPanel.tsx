// What the page of a series shows: its name, its texts, and whether anybody may see it.
import type { ReactNode } from "react";
import { answerOf } from "../../../api/client";
import { Checkbox } from "../../../ui/Checkbox";
import { Field } from "../../../ui/Field";
import { EntityPanel } from "../parts/EntityForm";
import { useEditing } from "../parts/editing";
import { useApi } from "../session/api";
import { useOrganization } from "../shell/organizations";
import { useSaveSeries, type Series } from "./queries";
import { useSeriesTexts } from "./texts";

interface SeriesForm {
  readonly title: string;
  readonly slug: string;
  readonly summary: string;
  readonly isPublic: boolean;
}

export interface SeriesPanelProps {
  /** Null makes one. */
  readonly series: Series | null;
  readonly onClose: () => void;
  readonly onSaved: (series: Series) => void;
}

const EMPTY: SeriesForm = { title: "", slug: "", summary: "", isPublic: false };

export function SeriesPanel({ series, onClose, onSaved }: SeriesPanelProps): ReactNode {
  const t = useSeriesTexts();
  const api = useApi();
  const { id, slug: organization } = useOrganization();
  const save = useSaveSeries();
  const editing = useEditing<SeriesForm, Series>({
    entity: series,
    empty: EMPTY,
    prefix: "series",
    formOf: (each) => ({ title: each.title, slug: each.slug, summary: each.summary, isPublic: each.is_public }),
    problemsOf: ({ title }) => new Map(title.trim() === "" ? [["title", t("wrong.title")]] : []),
    fieldOf: (pointer) => FIELDS[pointer] ?? null,
    write: ({ title, slug, summary, isPublic }, _, over) =>
      save({ title: title.trim(), summary, is_public: isPublic, ...(slug === "" ? {} : { slug: slug.trim() }) }, over),
    current: (over) =>
      answerOf(
        api.GET("/api/v1/organizations/{organization_id}/series/{series_id}", {
          params: { path: { organization_id: id, series_id: over.id } },
        }),
      ),
    onSaved: (saved) => {
      onSaved(saved);
      onClose();
    },
  });
  const { form, change, errors } = editing;
  const labelOf = (name: keyof SeriesForm): string => t(`field.${name}`);
  return (
    <EntityPanel
      editing={editing}
      title={series === null ? t("new") : t("edit")}
      {...(series === null ? { submit: t("add") } : {})}
      labelOf={labelOf}
      shownOf={(each, name) => (name === "isPublic" ? t(each.isPublic ? "public" : "notPublic") : String(each[name]))}
      onClose={onClose}
    >
      {series === null && <p className="muted">{t("newHint")}</p>}
      <Field
        id="series-title"
        label={labelOf("title")}
        required
        maxLength={300}
        value={form.title}
        error={errors.get("title")}
        onChange={(title) => change({ title })}
      />
      <Field
        id="series-summary"
        label={labelOf("summary")}
        rows={3}
        maxLength={500}
        value={form.summary}
        error={errors.get("summary")}
        onChange={(summary) => change({ summary })}
      />
      <Field
        id="series-slug"
        label={labelOf("slug")}
        hint={t("field.slugHint", { address: `/${organization}/series/${form.slug || "…"}` })}
        maxLength={80}
        value={form.slug}
        error={errors.get("slug")}
        onChange={(slug) => change({ slug })}
      />
      <Checkbox id="series-isPublic" checked={form.isPublic} onChange={(isPublic) => change({ isPublic })}>
        {labelOf("isPublic")}
        <span className="field__hint series-hint">{t("field.isPublicHint")}</span>
      </Checkbox>
    </EntityPanel>
  );
}

const FIELDS: Readonly<Record<string, keyof SeriesForm>> = {
  "/title": "title",
  "/slug": "slug",
  "/summary": "summary",
  "/is_public": "isPublic",
};
