// What a new event is made from: nothing, a template, or an event that there was.
import type { ReactNode } from "react";
import { NativeSelect } from "../../../ui/NativeSelect";
import { useEvents } from "./queries";
import { useEventTexts } from "./texts";

export interface StartFromProps {
  /** The event or template; empty for nothing. */
  readonly value: string;
  readonly onChange: (id: string, title: string) => void;
}

export function StartFrom({ value, onChange }: StartFromProps): ReactNode {
  const t = useEventTexts();
  const templates = useEvents("templates", "").data?.pages[0]?.items ?? [];
  const events = useEvents("all", "").data?.pages[0]?.items ?? [];
  if (templates.length + events.length === 0) return null;
  const options = [
    ...templates.map(({ id, title }) => ({ value: id, label: t("new.template", { title }) })),
    ...events.map(({ id, title }) => ({ value: id, label: t("new.copyOf", { title }) })),
  ];
  const titleOf = (id: string): string => [...templates, ...events].find((each) => each.id === id)?.title ?? "";
  return (
    <NativeSelect label={t("new.from")} options={options} value={value} onChange={(id) => onChange(id, titleOf(id))} />
  );
}
