// What one may do in the organization, and the way out of it.
import { useMutation, type UseMutationResult } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { useNavigate } from "react-router";
import { Button } from "../../../ui/Button";
import { RemoveDialog } from "../parts/RemoveDialog";
import { Section } from "../parts/Section";
import { useConnection } from "../session/api";
import { ORGANIZATION, useOrganizationApi } from "../shell/organization-api";
import { MY_ORGANIZATIONS, roleOf, useOrganization, type MyOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { organizationPath } from "../shell/places";
import { useConsoleTexts } from "../shell/texts";
import { useMembershipTexts } from "./texts";

export default function Membership(): ReactNode {
  const t = useMembershipTexts();
  const here = useOrganization();
  const c = useConsoleTexts();
  return (
    <Page title={t("title")} lead={t("lead", { name: here.name })} narrow>
      <div className="stack">
        <Section title={t("role")} boxed>
          <p>
            <strong>{roleOf(here, c)}</strong>
            {here.agencyName !== null && here.agencyName !== "" && <> · {t("through", { agency: here.agencyName })}</>}
          </p>
          <p className="muted">
            {here.event_ids === null ? t("events.all") : t("events.some", { number: here.event_ids.length })}
          </p>
          <Rights />
        </Section>
        <Section title={t("leave.section")} boxed>
          {here.agency_id === null ? <Leave /> : <p>{t("leave.agency")}</p>}
        </Section>
      </div>
    </Page>
  );
}

/** In the words and groups of the pages; groups without any right are left out. */
function Rights(): ReactNode {
  const t = useMembershipTexts();
  const { may } = useOrganization();
  const { permissionGroups } = useConnection().config;
  const groups = permissionGroups
    .map(({ label, permissions }) => ({ label, held: permissions.filter(([key]) => may(key)) }))
    .filter(({ held }) => held.length > 0);
  if (groups.length === 0) return <p className="muted">{t("rights.none")}</p>;
  return (
    <details>
      <summary className="fold">{t("rights")}</summary>
      {groups.map(({ label, held }) => (
        <section key={label} aria-label={label} className="prose">
          <p>
            <strong>{label}</strong>
          </p>
          <ul>
            {held.map(([key, says]) => (
              <li key={key}>{says}</li>
            ))}
          </ul>
        </section>
      ))}
    </details>
  );
}

function Leave(): ReactNode {
  const t = useMembershipTexts();
  const navigate = useNavigate();
  const here = useOrganization();
  const { name, slug, role, may } = here;
  const { leave, forget } = useLeave();
  const [isAsking, setAsking] = useState(false);
  const instead = {
    label: t("leave.handOver"),
    onPress: () => void navigate(organizationPath(slug, "settings/handover")),
  };
  return (
    <>
      <p>{t(role === "owner" ? "leave.owner" : "leave.text")}</p>
      <div className="row">
        <Button kind="danger" onPress={() => setAsking(true)}>
          {t("leave")}
        </Button>
      </div>
      {isAsking && (
        <RemoveDialog
          title={t("leave.title", { name })}
          text={t("leave.sure")}
          confirm={t("leave")}
          what={here}
          remove={leave}
          onDone={t("leave.done", { name })}
          onRemoved={() => {
            void navigate("/");
            forget();
          }}
          onClose={() => setAsking(false)}
          {...(may("organizations.own") ? { instead } : {})}
        />
      )}
    </>
  );
}

interface Leaving {
  readonly leave: UseMutationResult<unknown, Error, MyOrganization>;
  /** Nothing of an organization that was left is kept. */
  readonly forget: () => void;
}

function useLeave(): Leaving {
  const { api, client, id, path, key } = useOrganizationApi();
  return {
    leave: useMutation({ mutationFn: () => api.POST(`${ORGANIZATION}/leave`, { params: { path } }) }),
    forget: () => {
      client.setQueryData<readonly MyOrganization[]>(MY_ORGANIZATIONS, (mine) =>
        mine?.filter((each) => each.id !== id),
      );
      client.removeQueries({ queryKey: key });
    },
  };
}
