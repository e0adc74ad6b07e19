// What a buyer of a ticket type sees of the form, in a language.
import { Suspense, useState, type ReactNode } from "react";
import { NativeSelect } from "../../../ui/NativeSelect";
import { Skeleton } from "../../../ui/Skeleton";
import { useLocale } from "../../../ui/language";
import type { TicketType } from "../events/queries";
import { lazyWithTexts } from "../shell/views";
import { languagesOf, shownForm, type Draft } from "./form-draft";
import { useFormTexts } from "./texts";

const FormPreview = lazyWithTexts(
  "checkout",
  import.meta.glob("../../checkout/texts/*.json"),
  () => import("./FormPreview"),
);

export function Preview({ draft, types }: { readonly draft: Draft; readonly types: readonly TicketType[] }): ReactNode {
  const t = useFormTexts();
  const names = new Intl.DisplayNames([useLocale(), "en"], { type: "language" });
  const languages = languagesOf(draft);
  const [wanted, setLanguage] = useState(draft.language);
  const [chosen, setType] = useState("");
  const typeId = types.some(({ id }) => id === chosen) ? chosen : (types[0]?.id ?? "");
  const language = languages.includes(wanted) ? wanted : draft.language;
  return (
    <section className="panel stack form-preview" aria-labelledby="form-preview-title">
      <div>
        <h2 id="form-preview-title">{t("preview.title")}</h2>
        <p className="muted small">{t("preview.text")}</p>
      </div>
      {(languages.length > 1 || types.length > 1) && (
        <div className="question-editor__pair">
          {types.length > 1 && (
            <NativeSelect
              id="preview-type"
              label={t("preview.type")}
              required
              value={typeId}
              options={types.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={setType}
            />
          )}
          {languages.length > 1 && (
            <NativeSelect
              id="preview-language"
              label={t("language")}
              required
              value={language}
              options={languages.map((tag) => ({ value: tag, label: names.of(tag) ?? tag }))}
              onChange={(tag) => setLanguage(tag || draft.language)}
            />
          )}
        </div>
      )}
      <Suspense fallback={<Skeleton rows={3} />}>
        <FormPreview
          form={shownForm(draft, language)}
          language={language}
          ticketTypeIds={typeId === "" ? [] : [typeId]}
        />
      </Suspense>
    </section>
  );
}
