// The state of an event as a small mark.
import type { ReactNode } from "react";
import { classNames } from "../../../ui/class-names";
import type { Event } from "../shell/event";
import { useEventTexts } from "./texts";

const KINDS: Partial<Record<Event["state"], string>> = {
  published: "tag--good",
  live: "tag--good",
  review: "tag--warm",
  postponed: "tag--warm",
  cancelled: "tag--bad",
  deleted: "tag--bad",
};

export function EventState({ state }: { readonly state: Event["state"] }): ReactNode {
  const t = useEventTexts();
  return <span className={classNames("tag", KINDS[state])}>{t(`state.${state}`)}</span>;
}
