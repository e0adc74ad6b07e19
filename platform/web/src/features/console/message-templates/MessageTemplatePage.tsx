// One mail in one language: its words as blocks, how it looks, a test of it, and its versions.
import { useState, type ReactNode } from "react";
import { useNavigate, useParams } from "react-router";
import { Button } from "../../../ui/Button";
import { Failure } from "../../../ui/Failure";
import { useLocale } from "../../../ui/language";
import { RemoveDialog } from "../parts/RemoveDialog";
import { Section } from "../parts/Section";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { eventPath, organizationPath } from "../shell/places";
import { Loaded } from "../shell/states";
import { ContentFields } from "./ContentFields";
import { MailFrame } from "./MailFrame";
import "./message-templates.css";
import { errorsOf } from "./problems";
import {
  useMessages,
  useRemove,
  useStep,
  useTemplate,
  useTest,
  useWrite,
  type Content,
  type Message,
  type MessageTemplate,
  type Step,
} from "./queries";
import { StateTag } from "./StateTag";
import { useMessageTemplateTexts, type MessageTemplateKey } from "./texts";
import { Versions } from "./Versions";

export default function MessageTemplatePage(): ReactNode {
  const t = useMessageTemplateTexts();
  const { template: id = "" } = useParams();
  const { slug } = useOrganization();
  const names = new Intl.DisplayNames([useLocale(), "en"], { type: "language" });
  const query = useTemplate(id);
  const messages = useMessages();
  const found = query.data;
  const name = found === undefined ? t("title") : t(`message.${found.message}` as MessageTemplateKey);
  const title = found === undefined ? name : `${name} · ${names.of(found.language) ?? found.language}`;
  const eventId = found?.event_id ?? null;
  const list =
    eventId === null ? organizationPath(slug, "message-templates") : eventPath(slug, eventId, "message-templates");
  return (
    <Page
      title={title}
      tags={found !== undefined && <StateTag template={found} />}
      help="message-templates"
      back={{ to: list, label: t("title") }}
    >
      <Loaded query={query} rows={8}>
        {(template) => (
          <Loaded query={messages} rows={8}>
            {(all) => {
              const message = all.find((each) => each.message === template.message);
              return message === undefined ? null : <Editor template={template} message={message} list={list} />;
            }}
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
}

interface EditorProps {
  readonly template: MessageTemplate;
  readonly message: Message;
  readonly list: string;
}

function Editor({ template, message, list }: EditorProps): ReactNode {
  const t = useMessageTemplateTexts();
  const notify = useNotify();
  const { may } = useOrganization();
  const mayEdit = may("message-templates.edit");
  const [content, setContent] = useState<Content>(template.content);
  const [shown, setShown] = useState<Content>(template.content);
  const write = useWrite(template);
  const isUnsaved = JSON.stringify(content) !== JSON.stringify(template.content);
  const save = (): void =>
    write.mutate(content, {
      onSuccess: () => {
        setShown(content);
        notify(t("saved"));
      },
    });
  return (
    <div className="stack template">
      <Section title={t("content")} lead={t("content.lead")} boxed>
        <ContentFields
          content={content}
          message={message}
          language={template.language}
          errors={errorsOf(write.error)}
          readOnly={!mayEdit}
          onChange={setContent}
        />
        {write.isError && <Failure error={write.error} />}
        <div className="row">
          {mayEdit && (
            <Button onPress={save} pending={write.isPending} isDisabled={!isUnsaved}>
              {t("save")}
            </Button>
          )}
          <Button kind="quiet" onPress={() => setShown(content)}>
            {t("preview.refresh")}
          </Button>
        </div>
      </Section>
      <div className="template__preview">
        <MailFrame template={template} content={shown} />
      </div>
      {mayEdit && <Steps template={template} isUnsaved={isUnsaved} list={list} />}
      <Versions template={template} onRestore={mayEdit ? setContent : null} />
    </div>
  );
}

interface StepsProps {
  readonly template: MessageTemplate;
  readonly isUnsaved: boolean;
  readonly list: string;
}

function Steps({ template, isUnsaved, list }: StepsProps): ReactNode {
  const t = useMessageTemplateTexts();
  const notify = useNotify();
  const go = useNavigate();
  const step = useStep(template);
  const test = useTest(template);
  const remove = useRemove();
  const [isRemoved, setRemoved] = useState(false);
  const take = (name: Step): void => step.mutate(name, { onSuccess: () => notify(t(`${name}.done`)) });
  const failed = step.error ?? test.error;
  const isPublished = template.state === "published";
  return (
    <Section title={t("steps")} lead={isUnsaved ? t("steps.unsaved") : t("steps.lead")} boxed>
      {failed !== null && <Failure error={failed} />}
      <div className="row">
        <Button onPress={() => take("publish")} pending={step.isPending} isDisabled={isUnsaved || !template.is_changed}>
          {t("publish")}
        </Button>
        <Button
          kind="quiet"
          pending={test.isPending}
          isDisabled={isUnsaved}
          onPress={() => test.mutate(undefined, { onSuccess: () => notify(t("test.done")) })}
        >
          {t("test")}
        </Button>
        {isPublished && (
          <Button kind="quiet" onPress={() => take("withdraw")} pending={step.isPending}>
            {t("withdraw")}
          </Button>
        )}
        <Button kind="danger" onPress={() => setRemoved(true)}>
          {t("delete")}
        </Button>
      </div>
      {isRemoved && (
        <RemoveDialog
          title={t("delete.title")}
          text={t("delete.text")}
          what={template}
          remove={remove}
          onDone={t("delete.done")}
          onClose={() => setRemoved(false)}
          onRemoved={() => void go(list, { replace: true })}
        />
      )}
    </Section>
  );
}
