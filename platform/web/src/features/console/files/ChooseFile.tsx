// Chooses a file of the organization, or sends one; a picture that is shown to everybody is made public.
import type { ReactNode } from "react";
import { Button as Pressable } from "react-aria-components";
import { Dialog } from "../../../ui/Dialog";
import { Failure } from "../../../ui/Failure";
import { useLocale } from "../../../ui/language";
import { useOrganization } from "../shell/organizations";
import { FileDrop, PICTURES } from "./FileDrop";
import { FileFinder } from "./FileFinder";
import { useSetVisibility, type StoredFile } from "./queries";
import { sizeShown } from "./sizes";
import { useFileTexts } from "./texts";
import { Thumbnail } from "./Thumbnail";

export interface ChooseFileProps {
  readonly title: string;
  /** Pictures only, and everybody may see the one that is chosen. */
  readonly picture?: boolean;
  readonly onChosen: (file: StoredFile) => void;
  readonly onClose: () => void;
}

export default function ChooseFile({ title, picture = false, onChosen, onClose }: ChooseFileProps): ReactNode {
  const t = useFileTexts();
  const locale = useLocale();
  const mayWrite = useOrganization().may("files.write");
  const show = useSetVisibility();
  const choose = (file: StoredFile): void => {
    if (!picture || file.visibility === "public") onChosen(file);
    else show.mutate({ file, visibility: "public" }, { onSuccess: onChosen });
  };
  return (
    <Dialog open title={title} onClose={onClose}>
      <div className="stack">
        {mayWrite && (
          <FileDrop
            {...(picture ? { types: PICTURES } : {})}
            visibility={picture ? "public" : "private"}
            onUploaded={onChosen}
          />
        )}
        {show.isError && <Failure error={show.error} />}
        <FileFinder {...(picture ? { kind: "image" } : {})} none={<p className="muted">{t("none.choose")}</p>}>
          {(files) => (
            <ul className="file-grid" aria-label={t("title")}>
              {files.map((file) => (
                <li key={file.id}>
                  <Pressable
                    className="file-tile"
                    isDisabled={picture && file.visibility === "private" && !mayWrite}
                    onPress={() => choose(file)}
                  >
                    <Thumbnail file={file} />
                    <span className="file-tile__name">
                      <bdi>{file.name}</bdi>
                    </span>
                    <span className="muted small">
                      {picture && file.visibility === "private" ? t("becomesPublic") : sizeShown(file.bytes, locale)}
                    </span>
                  </Pressable>
                </li>
              ))}
            </ul>
          )}
        </FileFinder>
      </div>
    </Dialog>
  );
}
