// The code for a partner's page: chosen here, copied there, and shown as it will look.
import { useState, type ReactNode } from "react";
import { LANGUAGES } from "../../../lib/language";
import { Checkbox } from "../../../ui/Checkbox";
import { Field } from "../../../ui/Field";
import { NativeSelect } from "../../../ui/NativeSelect";
import { Copyable } from "../parts/SecretOnce";
import { useOrganization } from "../shell/organizations";
import "./embeds.css";
import { useEmbeddable, useReleases } from "./queries";
import { framedPath, KINDS, policyOf, snippetOf, THEMES, type Choice, type Kind } from "./snippet";
import { useEmbedTexts } from "./texts";

/** Left to the page around, or to the device. */
const OPEN = "open";

export function SnippetBuilder(): ReactNode {
  const t = useEmbedTexts();
  const { slug } = useOrganization();
  const events = useEmbeddable().data ?? [];
  const releases = useReleases().data ?? {};
  const [chosen, setChosen] = useState<Omit<Choice, "organization">>({
    kind: "inline",
    event: "",
    language: "",
    theme: "",
    label: "",
    isPinned: false,
  });
  const choose = (change: Partial<Choice>): void => setChosen({ ...chosen, ...change });
  const choice: Choice = { ...chosen, organization: slug, event: chosen.event || (events[0]?.slug ?? "") };
  const host = location.origin;
  const isWhole = choice.kind === "events" || choice.event !== "";
  return (
    <section className="panel stack" aria-labelledby="embed-snippet">
      <h2 id="embed-snippet">{t("snippet.title")}</h2>
      <p className="muted">{t("snippet.lead")}</p>
      <div className="embeds__choices">
        <NativeSelect
          id="embed-kind"
          label={t("snippet.kind")}
          required
          options={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
          value={choice.kind}
          onChange={(kind) => choose({ kind: kind as Kind })}
        />
        {choice.kind !== "events" && events.length > 0 && (
          <NativeSelect
            id="embed-event"
            label={t("snippet.event")}
            required
            options={events.map(({ slug: value, title }) => ({ value, label: title }))}
            value={choice.event}
            onChange={(event) => choose({ event })}
          />
        )}
        <NativeSelect
          id="embed-language"
          label={t("snippet.language")}
          required
          options={["", ...LANGUAGES].map((value) => ({
            value: value || OPEN,
            label: languageName(value) || t("language.page"),
          }))}
          value={choice.language || OPEN}
          onChange={(language) => choose({ language: language === OPEN ? "" : language })}
        />
        <NativeSelect
          id="embed-theme"
          label={t("snippet.theme")}
          required
          options={THEMES.map((value) => ({
            value: value || OPEN,
            label: t(`theme.${value || "device"}` as "theme.device"),
          }))}
          value={choice.theme || OPEN}
          onChange={(theme) => choose({ theme: theme === OPEN ? "" : theme })}
        />
        {choice.kind === "button" && (
          <Field
            id="embed-label"
            label={t("snippet.label")}
            value={choice.label}
            onChange={(label) => choose({ label })}
          />
        )}
      </div>
      <Checkbox id="embed-pinned" checked={choice.isPinned} onChange={(isPinned) => choose({ isPinned })}>
        {t("snippet.pinned")}
      </Checkbox>
      {isWhole ? (
        <>
          <Copyable label={t("snippet.code")} value={snippetOf(choice, host, releases)} />
          <Copyable label={t("snippet.policy")} value={policyOf(host)} />
          <Preview choice={choice} />
        </>
      ) : (
        <p className="muted">{t("snippet.none")}</p>
      )}
    </section>
  );
}

function Preview({ choice }: { readonly choice: Choice }): ReactNode {
  const t = useEmbedTexts();
  const asked = new URLSearchParams({ preview: "1" });
  if (choice.language !== "") asked.set("lang", choice.language);
  if (choice.theme !== "") asked.set("theme", choice.theme);
  return (
    <div className="stack stack--tight">
      <h3>{t("preview.title")}</h3>
      <p className="muted small">{t("preview.lead")}</p>
      <iframe className="embeds__preview" title={t("preview.title")} src={`${framedPath(choice)}?${asked}`} />
    </div>
  );
}

/** The name of a language in itself; "" for none. */
function languageName(tag: string): string {
  return tag === "" ? "" : (new Intl.DisplayNames([tag], { type: "language" }).of(tag) ?? tag);
}
