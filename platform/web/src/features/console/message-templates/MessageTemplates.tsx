// Every mail that can be written: whether it is the built-in one, and beginning one's own.
import { useState, type ReactNode } from "react";
import { useNavigate } from "react-router";
import { useErrorText } from "../../../ui/Failure";
import { useLocale } from "../../../ui/language";
import { NativeSelect } from "../../../ui/NativeSelect";
import { Row, Rows } from "../parts/Rows";
import { Section } from "../parts/Section";
import { useEventIfAny } from "../shell/event";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { organizationPath } from "../shell/places";
import { Loaded } from "../shell/states";
import { useBegin, useMessages, useTemplates, type Message, type MessageTemplate } from "./queries";
import { StateTag } from "./StateTag";
import { useMessageTemplateTexts, type MessageTemplateKey } from "./texts";

const LANGUAGES = ["en", "es", "fr", "de", "ar", "hi", "so"] as const;
const GROUPS = ["orders", "tickets", "waitlists", "news"] as const;
type Language = (typeof LANGUAGES)[number];

export default function MessageTemplates(): ReactNode {
  const t = useMessageTemplateTexts();
  const locale = useLocale();
  const names = new Intl.DisplayNames([locale, "en"], { type: "language" });
  const event = useEventIfAny();
  const [language, setLanguage] = useState<Language>(LANGUAGES.find((each) => locale.startsWith(each)) ?? "en");
  const messages = useMessages();
  const templates = useTemplates(event?.id ?? null);
  const written = new Map(
    (templates.data ?? []).filter((each) => each.language === language).map((each) => [each.message, each]),
  );
  return (
    <Page title={t("title")} lead={t(event === null ? "lead" : "leadOfEvent")} help="message-templates">
      <div className="stack">
        <div className="toolbar">
          <NativeSelect
            id="message-template-language"
            label={t("language")}
            required
            value={language}
            options={LANGUAGES.map((value) => ({ value, label: names.of(value) ?? value }))}
            onChange={(value) => setLanguage(value as Language)}
          />
        </div>
        <Loaded query={templates} rows={8}>
          {() => (
            <Loaded query={messages} rows={8}>
              {(found) =>
                GROUPS.map((group) => (
                  <Section key={group} title={t(`group.${group}`)}>
                    <Rows label={t(`group.${group}`)}>
                      {found
                        .filter((each) => each.group === group)
                        .map((each) => (
                          <MessageRow
                            key={each.message}
                            message={each}
                            language={language}
                            template={written.get(each.message) ?? null}
                          />
                        ))}
                    </Rows>
                  </Section>
                ))
              }
            </Loaded>
          )}
        </Loaded>
      </div>
    </Page>
  );
}

interface MessageRowProps {
  readonly message: Message;
  readonly language: Language;
  readonly template: MessageTemplate | null;
}

function MessageRow({ message: { message }, language, template }: MessageRowProps): ReactNode {
  const t = useMessageTemplateTexts();
  const { may, slug } = useOrganization();
  const event = useEventIfAny();
  const go = useNavigate();
  const notify = useNotify();
  const wordsOf = useErrorText();
  const begin = useBegin();
  const at = (id: string): string => organizationPath(slug, `message-templates/${id}`);
  const write = (): void => {
    const body = { message: message as MessageTemplateName, language, event_id: event?.id ?? null };
    begin.mutate(body, {
      onSuccess: ({ id }) => void go(at(id)),
      onError: (error) => notify({ kind: "bad", text: wordsOf(error).join(" ") }),
    });
  };
  const opens = template !== null ? { to: at(template.id) } : {};
  const actions =
    template === null && may("message-templates.edit") ? [{ id: "write", label: t("write"), onAction: write }] : [];
  return (
    <Row
      title={t(`message.${message}` as MessageTemplateKey)}
      tags={<StateTag template={template} />}
      facts={[t(`purpose.${message}` as MessageTemplateKey)]}
      actions={actions}
      {...opens}
    />
  );
}

type MessageTemplateName = Parameters<ReturnType<typeof useBegin>["mutate"]>[0]["message"];
