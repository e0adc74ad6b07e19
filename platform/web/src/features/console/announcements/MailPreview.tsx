// The mail and the text message as one gets them oneself, in each language, and tests of them.
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { directionOf } from "../../../lib/language";
import { Button } from "../../../ui/Button";
import { Failure } from "../../../ui/Failure";
import { useLocale } from "../../../ui/language";
import { NativeSelect } from "../../../ui/NativeSelect";
import { Section } from "../parts/Section";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { Loaded } from "../shell/states";
import { hasMailWords } from "./announcement-form";
import "./announcements.css";
import { useAnnouncementMail, type Announcement, type Channel, type MailActions, type Preview } from "./queries";
import { useAnnouncementTexts } from "./texts";

/** A test in a chat channel would be read by everybody there: its connection has one of its own. */
type Tested = Exclude<Channel, "chat">;
const TESTED = {
  email: { button: "test.button", done: "test.done" },
  sms: { button: "test.buttonText", done: "test.doneText" },
  in_app: { button: "test.buttonInApp", done: "test.doneInApp" },
} as const satisfies Record<Tested, object>;

const isTested = (channel: Channel): channel is Tested => channel !== "chat";

export interface MailSectionProps {
  readonly id: string;
  readonly languages: readonly string[];
  readonly channels: readonly Channel[];
  readonly mail: MailActions;
}

export function MailPreview({ announcement }: { readonly announcement: Announcement }): ReactNode {
  const mail = useAnnouncementMail(announcement.id);
  const languages = announcement.texts.map(({ language }) => language);
  return <MailSection id="announcement-language" languages={languages} channels={announcement.channels} mail={mail} />;
}

export function MailSection({ id, languages, channels, mail }: MailSectionProps): ReactNode {
  const t = useAnnouncementTexts();
  const notify = useNotify();
  const { may } = useOrganization();
  const names = new Intl.DisplayNames([useLocale(), "en"], { type: "language" });
  const [chosen, setChosen] = useState(languages[0] ?? "en");
  const language = languages.includes(chosen) ? chosen : (languages[0] ?? "en");
  const preview = useQuery({ queryKey: [...mail.queryKey, language], queryFn: () => mail.show(language) });
  const test = useMutation<unknown, Error, Tested>({ mutationFn: (channel) => mail.sendTest(language, channel) });
  const send = (channel: Tested): void => test.mutate(channel, { onSuccess: () => notify(t(TESTED[channel].done)) });
  return (
    <Section title={t("preview.title")} lead={t("preview.lead")} boxed>
      <div className="stack">
        {languages.length > 1 && (
          <NativeSelect
            id={id}
            label={t("preview.language")}
            required
            value={language}
            options={languages.map((value) => ({ value, label: names.of(value) ?? value }))}
            onChange={setChosen}
          />
        )}
        <Loaded query={preview} rows={5}>
          {(shown) => <Shown preview={shown} channels={channels} />}
        </Loaded>
        {test.isError && <Failure error={test.error} />}
        {may("announcements.send") && (
          <div className="row">
            {channels.filter(isTested).map((channel) => (
              <Button key={channel} kind="quiet" pending={test.isPending} onPress={() => send(channel)}>
                {t(TESTED[channel].button)}
              </Button>
            ))}
          </div>
        )}
      </div>
    </Section>
  );
}

function Shown({ preview, channels }: { readonly preview: Preview; readonly channels: readonly Channel[] }): ReactNode {
  return (
    <>
      {hasMailWords(channels) && <Mail preview={preview} />}
      {channels.includes("sms") && <Text preview={preview} />}
    </>
  );
}

function Text({
  preview: { language, short_text: text, encoding, segments },
}: {
  readonly preview: Preview;
}): ReactNode {
  const t = useAnnouncementTexts();
  return (
    <article className="announcement__mail">
      <h3 className="announcement__subject">{t("preview.short")}</h3>
      <p className="announcement__text" lang={language} dir={directionOf(language)}>
        {text}
      </p>
      <p className="muted small">
        {t("length", { count: segments })}
        {encoding === "UCS-2" && <> · {t("length.unicode")}</>}
      </p>
    </article>
  );
}

function Mail({ preview: { language, subject, body, text } }: { readonly preview: Preview }): ReactNode {
  const t = useAnnouncementTexts();
  return (
    <>
      <article className="announcement__mail" lang={language} dir={directionOf(language)}>
        <h3 className="announcement__subject">{subject}</h3>
        {/* The API has cleaned it. */}
        <div className="prose" dangerouslySetInnerHTML={{ __html: body }} />
      </article>
      <details>
        <summary className="announcement__more">{t("preview.text")}</summary>
        <pre className="announcement__text" lang={language} dir={directionOf(language)}>
          {text}
        </pre>
      </details>
    </>
  );
}
