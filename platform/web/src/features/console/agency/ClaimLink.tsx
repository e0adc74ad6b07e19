// The link by which a client that nobody owns yet is claimed: made by its agency, sent to the owner, revoked.
import { useState, type ReactNode } from "react";
import { Refused } from "../../../lib/api";
import type { Action } from "../../../ui/ActionMenu";
import { SecretOnce } from "../parts/SecretOnce";
import { NotConfirmed } from "../session/connection";
import { useNotify } from "../shell/notifications";
import { useMakeClaimLink, useRevokeClaimLink, type Link } from "./queries";
import { useAgencyTexts } from "./texts";

export interface ClaimLink {
  readonly actions: readonly Action[];
  /** Shows the link once it was made. */
  readonly dialog: ReactNode;
}

export function useClaimLink(link: Link): ClaimLink {
  const t = useAgencyTexts();
  const notify = useNotify();
  const make = useMakeClaimLink();
  const revoke = useRevokeClaimLink();
  const [url, setUrl] = useState<string | null>(null);
  const name = link.organization_name;
  const onError = (error: Error): void => {
    if (error instanceof NotConfirmed) return;
    notify({ kind: "bad", text: error instanceof Refused ? error.problem.detail || error.message : t("claim.failed") });
  };
  const actions: readonly Action[] = [
    {
      id: "claim",
      label: t("claim"),
      onAction: () => make.mutate(link, { onSuccess: (made) => setUrl(made.url), onError }),
    },
    {
      id: "revoke",
      label: t("claim.revoke"),
      onAction: () => revoke.mutate(link, { onSuccess: () => notify(t("claim.revoked", { name })), onError }),
    },
  ];
  const dialog =
    url === null ? null : (
      <SecretOnce title={t("claim.title", { name })} text={t("claim.text")} secret={url} onClose={() => setUrl(null)} />
    );
  return { actions, dialog };
}
