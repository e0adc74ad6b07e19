// The field for a text with headings, lists and links; its editor comes when it is needed.
import "./rich-text.css";
import { Suspense, type ReactNode } from "react";
import { Skeleton } from "../../../ui/Skeleton";
import { lazyWithTexts } from "../shell/views";
import type { RichTextFieldProps } from "./field-props";

const Editor = lazyWithTexts("rich-text", import.meta.glob("./texts/*.json"), () => import("./RichTextEditor"));

export function RichTextField(props: RichTextFieldProps): ReactNode {
  return (
    <Suspense fallback={<Skeleton rows={4} />}>
      <Editor {...props} />
    </Suspense>
  );
}
