// The field for a text with headings, lists and links; its editor comes when it is needed.
import "./rich-text.css";
import { Suspense, type ReactNode } from "react";
import { Skeleton } from "../../../ui/Skeleton";
import { lazyWithTexts } from "../shell/views";

const Editor = lazyWithTexts("rich-text", import.meta.glob("./texts/*.json"), () => import("./RichTextEditor"));

export interface RichTextFieldProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  /** HTML as the API cleans it; empty for nothing. */
  readonly value: string;
  readonly onChange: (html: string) => void;
  readonly error?: string | undefined;
  readonly disabled?: boolean;
  /** It may not be left out. */
  readonly required?: boolean;
  /** The language that is written in: it says the direction, and how words are read aloud. */
  readonly language: string;
}

export function RichTextField(props: RichTextFieldProps): ReactNode {
  return (
    <Suspense fallback={<Skeleton rows={4} />}>
      <Editor {...props} />
    </Suspense>
  );
}
