// Domains of its own from which an organization sends: what to set, what is wrong, and which one is used.
import { useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { useErrorText } from "../../../ui/Failure";
import { Notice } from "../../../ui/Notice";
import { RemoveDialog } from "../parts/RemoveDialog";
import { Section } from "../parts/Section";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { Loaded } from "../shell/states";
import { AddDomain } from "./AddDomain";
import {
  useCheckDomain,
  useDeleteDomain,
  useRotateKey,
  useSendingDomains,
  useUseDomain,
  type SendingDomain,
} from "./queries";
import { RecordList } from "./RecordList";
import { useSendingTexts } from "./texts";

const LOOKS = { pending: "tag", verified: "tag tag--good", failing: "tag tag--bad" } as const;

export default function SendingDomains(): ReactNode {
  const t = useSendingTexts();
  const editable = useOrganization().may("sending-domains.manage");
  const domains = useSendingDomains();
  const remove = useDeleteDomain();
  const [isAdding, setIsAdding] = useState(false);
  const [removed, setRemoved] = useState<SendingDomain | null>(null);
  const add = editable ? <Button onPress={() => setIsAdding(true)}>{t("add")}</Button> : null;
  return (
    <Page title={t("title")} help="send-from-your-domain" lead={t("lead")} {...(add === null ? {} : { actions: add })}>
      <Loaded query={domains}>
        {(all) => (
          <div className="stack">
            {all.length === 0 && (
              <Empty icon="mail" title={t("none")} actions={add}>
                {t("noneText")}
              </Empty>
            )}
            {all.map((domain) => (
              <OneDomain key={domain.id} domain={domain} editable={editable} onRemove={() => setRemoved(domain)} />
            ))}
          </div>
        )}
      </Loaded>
      {isAdding && <AddDomain onClose={() => setIsAdding(false)} />}
      {removed !== null && (
        <RemoveDialog
          title={t("removeTitle", { domain: removed.domain })}
          text={t("removeText")}
          what={removed}
          remove={remove}
          onDone={t("removed", { domain: removed.domain })}
          onClose={() => setRemoved(null)}
        />
      )}
    </Page>
  );
}

interface OneDomainProps {
  readonly domain: SendingDomain;
  readonly editable: boolean;
  readonly onRemove: () => void;
}

function OneDomain({ domain, editable, onRemove }: OneDomainProps): ReactNode {
  const t = useSendingTexts();
  const { state, is_used, daily_limit, announced_today } = domain;
  return (
    <Section title={domain.address} boxed>
      <div className="stack">
        <p className="row">
          <span className={LOOKS[state]}>{t(`state.${state}`)}</span>
          {is_used && <span className="tag">{t("used")}</span>}
        </p>
        {state === "failing" && <Notice kind="bad">{t("failingText")}</Notice>}
        {state === "pending" && <p className="muted">{t("pendingText")}</p>}
        {state === "verified" && daily_limit !== null && (
          <p className="muted">{t("warmUp", { sent: announced_today, limit: daily_limit })}</p>
        )}
        <RecordList records={domain.records} />
        {editable && <Actions domain={domain} onRemove={onRemove} />}
      </div>
    </Section>
  );
}

function Actions({ domain, onRemove }: Omit<OneDomainProps, "editable">): ReactNode {
  const t = useSendingTexts();
  const notify = useNotify();
  const wordsOf = useErrorText();
  const [check, rotate, use] = [useCheckDomain(), useRotateKey(), useUseDomain()];
  const onError = (error: Error): void => notify({ kind: "bad", text: wordsOf(error).join(" ") });
  return (
    <div className="row">
      <Button
        pending={check.isPending}
        onPress={() => check.mutate(domain, { onError, onSuccess: ({ state }) => notify(t(`checked.${state}`)) })}
      >
        {t("check")}
      </Button>
      {!domain.is_used && (
        <Button kind="quiet" pending={use.isPending} onPress={() => use.mutate(domain, { onError })}>
          {t("use")}
        </Button>
      )}
      {domain.signed_by === "platform" && domain.next_selector === "" && (
        <Button
          kind="quiet"
          pending={rotate.isPending}
          onPress={() => rotate.mutate(domain, { onError, onSuccess: () => notify(t("rotated")) })}
        >
          {t("rotate")}
        </Button>
      )}
      <Button kind="quiet" onPress={onRemove}>
        {t("remove")}
      </Button>
    </div>
  );
}
