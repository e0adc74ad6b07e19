// A small picture of a public image, or a sign of its kind.
import "./files.css";
import type { ReactNode } from "react";
import { Icon } from "../../../ui/Icon";
import { usePictureAddress, type StoredFile } from "./queries";

export function Thumbnail({ file }: { readonly file: StoredFile }): ReactNode {
  const addressOf = usePictureAddress();
  const isShown = file.kind === "image" && file.visibility === "public";
  return (
    <span className="file-thumbnail">
      {isShown ? <img src={addressOf(file.id)} alt="" loading="lazy" /> : <Icon name={iconOf(file)} />}
    </span>
  );
}

function iconOf({ kind }: StoredFile): "copy" | "form" {
  return kind === "image" ? "copy" : "form";
}
