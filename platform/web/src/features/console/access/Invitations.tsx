// Who was invited to a private event, and what became of each mail.
import { useState, type ReactNode } from "react";
import { Refused } from "../../../lib/api";
import type { Action } from "../../../ui/ActionMenu";
import { Button } from "../../../ui/Button";
import { NativeSelect } from "../../../ui/NativeSelect";
import { Skeleton } from "../../../ui/Skeleton";
import { RemoveDialog } from "../parts/RemoveDialog";
import { Row, Rows } from "../parts/Rows";
import { Section } from "../parts/Section";
import { useEvent, type Event } from "../shell/event";
import { useEventTime } from "../shell/event-api";
import { useNotify } from "../shell/notifications";
import { Trouble } from "../shell/states";
import { InviteDialog } from "./InviteDialog";
import { useInvitations, useResend, useWithdraw, type Invitation, type InvitationState } from "./queries";
import { useAccessTexts } from "./texts";

const STATES: readonly InvitationState[] = ["invited", "opened", "expired", "withdrawn"];
const LOOKS: Readonly<Record<InvitationState, string>> = {
  invited: "tag",
  opened: "tag tag--good",
  expired: "tag tag--warm",
  withdrawn: "tag",
};
/** States in which people can be invited to an event. */
const ANNOUNCED: readonly Event["state"][] = ["published", "live", "postponed"];

export function Invitations(): ReactNode {
  const t = useAccessTexts();
  const event = useEvent();
  const [state, setState] = useState<InvitationState | "">("");
  const [isInviting, setInviting] = useState(false);
  const [withdrawn, setWithdrawn] = useState<Invitation | null>(null);
  const list = useInvitations(state);
  const withdraw = useWithdraw();
  const isAnnounced = ANNOUNCED.includes(event.state);
  const canInvite = event.visibility === "private" && isAnnounced;
  const invitations = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const invite = (
    <Button size="small" kind="quiet" onPress={() => setInviting(true)}>
      {t("invite")}
    </Button>
  );
  return (
    <Section
      title={t("invitations.title")}
      lead={t(event.visibility === "private" && !isAnnounced ? "invitations.unpublished" : "invitations.lead")}
      {...(canInvite ? { action: invite } : {})}
    >
      {(invitations.length > 0 || state !== "") && <StateChoice state={state} onChange={setState} />}
      {list.isError && <Trouble error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeleton rows={2} />}
      {list.isSuccess && invitations.length === 0 && (
        <p className="muted">{t(state === "" ? "invitations.none" : "invitations.noneSuch")}</p>
      )}
      {invitations.length > 0 && (
        <Rows label={t("invitations.title")}>
          {invitations.map((each) => (
            <OneInvitation key={each.id} invitation={each} canSend={canInvite} onWithdraw={() => setWithdrawn(each)} />
          ))}
        </Rows>
      )}
      {list.hasNextPage && (
        <div>
          <Button kind="quiet" pending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
            {t("showMore")}
          </Button>
        </div>
      )}
      {isInviting && <InviteDialog onClose={() => setInviting(false)} />}
      {withdrawn !== null && (
        <RemoveDialog
          title={t("withdrawTitle", { name: withdrawn.name || withdrawn.email })}
          text={t("withdrawText")}
          confirm={t("withdraw")}
          what={withdrawn}
          remove={withdraw}
          onDone={t("withdrawnNow", { name: withdrawn.name || withdrawn.email })}
          onClose={() => setWithdrawn(null)}
        />
      )}
    </Section>
  );
}

interface StateChoiceProps {
  readonly state: InvitationState | "";
  readonly onChange: (state: InvitationState | "") => void;
}

function StateChoice({ state, onChange }: StateChoiceProps): ReactNode {
  const t = useAccessTexts();
  const all = "all";
  return (
    <div className="access-filter">
      <NativeSelect
        label={t("invitations.show")}
        required
        value={state || all}
        options={[
          { value: all, label: t("invitations.all") },
          ...STATES.map((value) => ({ value, label: t(`state.${value}`) })),
        ]}
        onChange={(chosen) => onChange(STATES.find((each) => each === chosen) ?? "")}
      />
    </div>
  );
}

interface OneInvitationProps {
  readonly invitation: Invitation;
  readonly canSend: boolean;
  readonly onWithdraw: () => void;
}

function OneInvitation({ invitation, canSend, onWithdraw }: OneInvitationProps): ReactNode {
  const t = useAccessTexts();
  const notify = useNotify();
  const when = useEventTime();
  const resend = useResend();
  const { email, name, state, mailed_at, opened_at, expires_at, withdrawn_at, sent } = invitation;
  const isOpen = state === "invited" || state === "opened";
  const again = (): void =>
    resend.mutate(invitation, {
      onSuccess: () => notify(t("resent", { email })),
      onError: (error) =>
        notify({ kind: "bad", text: error instanceof Refused ? error.problem.detail || t("notDone") : t("notDone") }),
    });
  const actions: readonly Action[] = [
    ...(isOpen && canSend ? [{ id: "again", label: t("resend"), onAction: again }] : []),
    ...(withdrawn_at === null ? [{ id: "withdraw", label: t("withdraw"), danger: true, onAction: onWithdraw }] : []),
  ];
  const facts = [
    mailed_at !== null && t("mailedAt", { at: when(mailed_at) }),
    mailed_at === null && isOpen && t("mailUnderway"),
    sent > 1 && t("mails", { number: sent }),
    opened_at !== null && t("openedAt", { at: when(opened_at) }),
    withdrawn_at !== null && t("withdrawnAt", { at: when(withdrawn_at) }),
    withdrawn_at === null && expires_at !== null && t("until", { at: when(expires_at) }),
  ];
  return (
    <Row
      title={name || email}
      tags={<span className={LOOKS[state]}>{t(`state.${state}`)}</span>}
      facts={[name !== "" && <bdi key="email">{email}</bdi>, facts.filter(Boolean).join(" · ")]}
      actions={actions}
    />
  );
}
