// Whether a mail is the built-in one, written, or written and published.
import type { ReactNode } from "react";
import type { MessageTemplate } from "./queries";
import { useMessageTemplateTexts } from "./texts";

export function StateTag({ template }: { readonly template: MessageTemplate | null }): ReactNode {
  const t = useMessageTemplateTexts();
  if (template === null) return <span className="tag">{t("state.builtIn")}</span>;
  if (template.state === "draft") return <span className="tag">{t("state.draft")}</span>;
  return (
    <>
      <span className="tag tag--good">{t("state.published")}</span>
      {template.is_changed && <span className="tag">{t("state.changed")}</span>}
    </>
  );
}
