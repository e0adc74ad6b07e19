// Who may see a file, and what the scanner said of it.
import type { ReactNode } from "react";
import type { StoredFile } from "./queries";
import { useFileTexts } from "./texts";

export function FileMarks({ file: { visibility, scan } }: { readonly file: StoredFile }): ReactNode {
  const t = useFileTexts();
  return (
    <>
      <span className={visibility === "public" ? "tag tag--accent" : "tag"}>{t(`visibility.${visibility}`)}</span>
      {scan === "pending" && <span className="tag tag--warm">{t("scan.pending")}</span>}
      {scan === "infected" && <span className="tag tag--bad">{t("scan.infected")}</span>}
    </>
  );
}
