// How a mail looks: in a frame that runs nothing, in light and dark, on a phone and on a screen.
import { useEffect, useRef, useState, type ReactNode } from "react";
import { directionOf } from "../../../lib/language";
import { NativeSelect } from "../../../ui/NativeSelect";
import { Section } from "../parts/Section";
import { Loaded } from "../shell/states";
import { draw, type Theme } from "./mail-frame";
import { usePreview, type Content, type MessageTemplate, type Preview } from "./queries";
import { useMessageTemplateTexts } from "./texts";

const WIDTHS = ["phone", "screen"] as const;
const THEMES = ["light", "dark"] as const;
type Width = (typeof WIDTHS)[number];

export function MailFrame({
  template,
  content,
}: {
  readonly template: MessageTemplate;
  readonly content: Content;
}): ReactNode {
  const t = useMessageTemplateTexts();
  const preview = usePreview(template, content);
  const [theme, setTheme] = useState<Theme>("light");
  const [width, setWidth] = useState<Width>("screen");
  return (
    <Section title={t("preview")} lead={t("preview.lead")} boxed>
      <div className="stack">
        <div className="toolbar">
          <NativeSelect
            id="template-theme"
            label={t("preview.theme")}
            required
            value={theme}
            options={THEMES.map((value) => ({ value, label: t(`theme.${value}`) }))}
            onChange={(value) => setTheme(value as Theme)}
          />
          <NativeSelect
            id="template-width"
            label={t("preview.width")}
            required
            value={width}
            options={WIDTHS.map((value) => ({ value, label: t(`width.${value}`) }))}
            onChange={(value) => setWidth(value as Width)}
          />
        </div>
        <Loaded query={preview} rows={8}>
          {(shown) => <Shown preview={shown} language={template.language} theme={theme} width={width} />}
        </Loaded>
      </div>
    </Section>
  );
}

interface ShownProps {
  readonly preview: Preview;
  readonly language: string;
  readonly theme: Theme;
  readonly width: Width;
}

function Shown({ preview: { subject, preheader, html, text }, language, theme, width }: ShownProps): ReactNode {
  const t = useMessageTemplateTexts();
  const frame = useRef<HTMLIFrameElement>(null);
  useEffect(() => {
    if (frame.current !== null) draw(frame.current, html, theme);
  }, [html, theme, width]);
  return (
    <>
      <div lang={language} dir={directionOf(language)}>
        <p className="template__subject">{subject}</p>
        <p className="muted small">{preheader}</p>
      </div>
      {/* Same origin, so that it can be drawn here; without scripts, forms or windows of its own. */}
      <iframe
        ref={frame}
        title={t("preview")}
        sandbox="allow-same-origin"
        className={`template__frame template__frame--${width}`}
      />
      <details>
        <summary className="template__more">{t("preview.text")}</summary>
        <pre className="template__text" lang={language} dir={directionOf(language)}>
          {text}
        </pre>
      </details>
    </>
  );
}
