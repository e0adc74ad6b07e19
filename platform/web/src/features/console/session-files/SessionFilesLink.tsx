// In the editor of a session: how many files it has, with the way to them.
import type { ReactNode } from "react";
import { Link } from "react-router";
import { useEvent } from "../shell/event";
import { useOrganization } from "../shell/organizations";
import { eventPath } from "../shell/places";
import { useSessionFiles } from "./queries";
import { useSessionFileTexts } from "./texts";

export function SessionFilesLink({ sessionId }: { readonly sessionId: string }): ReactNode {
  const t = useSessionFileTexts();
  const event = useEvent();
  const { slug } = useOrganization();
  const files = useSessionFiles(sessionId).data;
  if (files === undefined) return null;
  const waiting = files.filter(({ state }) => state === "submitted").length;
  return (
    <p className="session-places">
      {waiting > 0 && <span className="tag tag--warm">{t("link.waiting", { count: waiting })}</span>}
      <Link to={eventPath(slug, event.id, `programme/sessions/${sessionId}/files`)}>
        {files.length === 0 ? t("link.none") : t("link.open", { count: files.length })}
      </Link>
    </p>
  );
}
