// How far an announcement is, and whether it reaches everybody.
import type { ReactNode } from "react";
import type { Announcement } from "./queries";
import { useAnnouncementTexts } from "./texts";

const LOOKS: Partial<Record<Announcement["state"], string>> = {
  done: "tag tag--good",
  cancelled: "tag tag--bad",
  sending: "tag tag--brand",
};

export function StateTag({ announcement }: { readonly announcement: Announcement }): ReactNode {
  const t = useAnnouncementTexts();
  const { state, is_important: isImportant } = announcement;
  return (
    <>
      <span className={LOOKS[state] ?? "tag"}>{t(`state.${state}`)}</span>
      {isImportant && <span className="tag">{t("important.tag")}</span>}
    </>
  );
}
