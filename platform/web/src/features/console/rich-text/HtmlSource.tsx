// A text as HTML: for what came by the API or an import and holds more than the editor knows, such as tables.
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Field } from "../../../ui/Field";
import type { RichTextFieldProps } from "./field-props";
import { useRichTexts } from "./texts";

const MOST = 100_000;

export interface HtmlSourceProps extends RichTextFieldProps {
  /** Whether the editor could show it as it will look. */
  readonly isKnown: boolean;
  readonly onVisual: () => void;
  /** Begun to be edited as HTML, it stays so until somebody asks for the other. */
  readonly onTyped: () => void;
}

export function HtmlSource({ language, isKnown, onVisual, onTyped, onChange, ...field }: HtmlSourceProps): ReactNode {
  const t = useRichTexts();
  return (
    <div className="stack stack--tight" lang={language}>
      <Field
        {...field}
        hint={t("source")}
        rows={12}
        maxLength={MOST}
        onChange={(html) => {
          onTyped();
          onChange(html);
        }}
      />
      {isKnown && (
        <div className="row">
          <Button kind="quiet" size="small" onPress={onVisual}>
            {t("visual")}
          </Button>
        </div>
      )}
    </div>
  );
}
