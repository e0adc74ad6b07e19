// What a new event is made from: nothing, a template, or an event that there was.
import type { ReactNode } from "react";
import { NativeSelect } from "../../../ui/NativeSelect";
import { useEvents, useSharedTemplates } from "./queries";
import { fromShared } from "./new-event";
import { useEventTexts } from "./texts";

export interface StartFromProps {
  /** The event or template, or what `fromShared` makes of an agency's template; empty for nothing. */
  readonly value: string;
  readonly onChange: (id: string, title: string) => void;
}

export function StartFrom({ value, onChange }: StartFromProps): ReactNode {
  const t = useEventTexts();
  const templates = useEvents("templates", "").data?.pages[0]?.items ?? [];
  const events = useEvents("all", "").data?.pages[0]?.items ?? [];
  const shared = useSharedTemplates().data ?? [];
  if (templates.length + events.length + shared.length === 0) return null;
  const options = [
    ...shared.map(({ template_id, title, agency_name: agency }) => ({
      value: fromShared(template_id),
      label: t("new.shared", { title, agency }),
    })),
    ...templates.map(({ id, title }) => ({ value: id, label: t("new.template", { title }) })),
    ...events.map(({ id, title }) => ({ value: id, label: t("new.copyOf", { title }) })),
  ];
  const titles = new Map([
    ...[...templates, ...events].map(({ id, title }) => [id, title] as const),
    ...shared.map(({ template_id, title }) => [fromShared(template_id), title] as const),
  ]);
  return (
    <NativeSelect
      label={t("new.from")}
      options={options}
      value={value}
      onChange={(id) => onChange(id, titles.get(id) ?? "")}
    />
  );
}
