// What an operator can do about an organization: suspend it, hand it to an owner, take its badge.
import { useState, type ReactNode } from "react";
import { answerOf, type Schemas } from "../../../api/client";
import { Field } from "../../../ui/Field";
import { SecretOnce } from "../parts/SecretOnce";
import { useApi } from "../session/api";
import { Acts, type Act } from "./Acts";
import { useWhen } from "./marks";
import { usePlatformTexts } from "./texts";

const USUAL_DAYS = "14";

export type OrganizationDetail = Schemas["PlatformOrganizationDetail"];

export interface OrganizationActsProps {
  readonly organization: OrganizationDetail;
  readonly onChanged: () => Promise<void>;
}

interface MadeLink {
  readonly url: string;
  readonly until: string;
}

export function OrganizationActs({ organization, onChanged }: OrganizationActsProps): ReactNode {
  const t = usePlatformTexts();
  const when = useWhen();
  const api = useApi();
  const [link, setLink] = useState<MadeLink | null>(null);
  const params = { path: { tenant_id: organization.id } };
  const suspend = useActs(organization, onChanged);
  const claim = useClaimActs(organization, setLink, onChanged);
  const badge: Act = {
    id: "badge",
    permission: "platform.verifications.decide",
    title: t("badge.title"),
    text: t("badge.text"),
    button: t("badge.button"),
    danger: true,
    hint: t("reason.owners"),
    done: t("badge.done"),
    run: async (reason) => {
      await api.POST("/api/v1/platform/organizations/{tenant_id}/verification/withdraw", { params, body: { reason } });
      await onChanged();
    },
  };
  return (
    <>
      <Acts acts={[...suspend, ...claim, ...(organization.is_verified ? [badge] : [])]} />
      {link !== null && (
        <SecretOnce
          title={t("claim.madeTitle")}
          text={t("claim.madeText", { when: when(link.until) })}
          secret={link.url}
          onClose={() => {
            setLink(null);
            void onChanged();
          }}
        />
      )}
    </>
  );
}

function useActs(organization: OrganizationDetail, onChanged: () => Promise<void>): readonly Act[] {
  const t = usePlatformTexts();
  const api = useApi();
  const params = { path: { tenant_id: organization.id } };
  const permission = "platform.organizations.suspend";
  if (organization.state === "suspended")
    return [
      {
        id: "lift",
        permission,
        title: t("lift.title"),
        text: t("lift.text"),
        button: t("lift.button"),
        done: t("lift.done"),
        run: async (reason) => {
          await answerOf(api.POST("/api/v1/platform/organizations/{tenant_id}/lift", { params, body: { reason } }));
          await onChanged();
        },
      },
    ];
  if (organization.state !== "active") return [];
  return [
    {
      id: "suspend",
      permission,
      title: t("suspend.title"),
      text: t("suspend.text"),
      button: t("suspend.button"),
      danger: true,
      hint: t("reason.owners"),
      done: t("suspend.done"),
      run: async (reason) => {
        await answerOf(api.POST("/api/v1/platform/organizations/{tenant_id}/suspend", { params, body: { reason } }));
        await onChanged();
      },
    },
  ];
}

function useClaimActs(
  organization: OrganizationDetail,
  onMade: (link: MadeLink) => void,
  onChanged: () => Promise<void>,
): readonly Act[] {
  const t = usePlatformTexts();
  const api = useApi();
  const [days, setDays] = useState(USUAL_DAYS);
  const params = { path: { tenant_id: organization.id } };
  const permission = "platform.ownership-claims.manage";
  const make: Act = {
    id: "claim",
    permission,
    title: t("claim.title"),
    text: t("claim.text"),
    button: t("claim.button"),
    done: t("claim.done"),
    run: async (reason) => {
      const made = await answerOf(
        api.POST("/api/v1/platform/organizations/{tenant_id}/claim-link", {
          params,
          body: { days: Number(days), reason },
        }),
      );
      onMade({ url: made.url, until: made.expires_at });
    },
    fields: (errorOf) => (
      <Field label={t("claim.days")} type="number" required value={days} error={errorOf("days")} onChange={setDays} />
    ),
  };
  const revoke: Act = {
    id: "revoke",
    permission,
    title: t("revoke.title"),
    text: t("revoke.text"),
    button: t("revoke.button"),
    danger: true,
    done: t("revoke.done"),
    run: async (reason) => {
      await api.POST("/api/v1/platform/organizations/{tenant_id}/claim-link/revoke", { params, body: { reason } });
      await onChanged();
    },
  };
  return [...(organization.owners === 0 ? [make] : []), ...(organization.has_claim_link ? [revoke] : [])];
}
