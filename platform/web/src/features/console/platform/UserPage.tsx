// One account as operators see it: where the person is a member, where they are signed in, and what can be done.
import "./platform.css";
import type { ReactNode } from "react";
import { Link, useParams } from "react-router";
import { Row, Rows } from "../parts/Rows";
import { platformPath, useOperator } from "../shell/operator";
import { Page } from "../shell/Page";
import { Loaded } from "../shell/states";
import { useConsoleTexts } from "../shell/texts";
import { FactList, useWhen } from "./marks";
import { usePlatformTexts } from "./texts";
import { useUser, type UserDetail } from "./user";
import { UserActs } from "./UserActs";
import { UserMarks } from "./UserMarks";

export default function UserPage(): ReactNode {
  const t = usePlatformTexts();
  const { id = "" } = useParams();
  return (
    <Loaded query={useUser(id)}>
      {(user) => (
        <Page
          title={user.person.display_name || user.person.email}
          back={{ to: platformPath("users"), label: t("users.title") }}
          tags={<UserMarks user={user.person} />}
        >
          <div className="columns">
            <div className="stack">
              <About user={user} />
              <Memberships user={user} />
              <Logins user={user} />
            </div>
            <UserActs user={user} />
          </div>
        </Page>
      )}
    </Loaded>
  );
}

function About({ user: { person } }: { readonly user: UserDetail }): ReactNode {
  const t = usePlatformTexts();
  const when = useWhen();
  const { may } = useOperator();
  return (
    <section className="panel stack">
      <h2>{t("user.about")}</h2>
      <FactList
        facts={[
          { name: t("email"), value: <bdi>{person.email}</bdi> },
          { name: t("since"), value: when(person.created_at) },
          { name: t("id"), value: <code dir="ltr">{person.id}</code> },
        ]}
      />
      {may("platform.security-events.read") && (
        <p>
          <Link to={platformPath(`security?user_id=${person.id}`)}>{t("user.events")}</Link>
        </p>
      )}
    </section>
  );
}

const ROLES = ["owner", "admin", "staff", "partner"] as const;

function Memberships({ user: { memberships } }: { readonly user: UserDetail }): ReactNode {
  const t = usePlatformTexts();
  const c = useConsoleTexts();
  const { may } = useOperator();
  const isOpen = may("platform.organizations.read");
  return (
    <section className="panel stack">
      <h2>{t("user.memberships")}</h2>
      {memberships.length === 0 && <p className="muted">{t("user.noMemberships")}</p>}
      {memberships.length > 0 && (
        <Rows label={t("user.memberships")}>
          {memberships.map(({ organization_id: id, organization_name: name, role }) => {
            const known = ROLES.find((each) => each === role);
            return (
              <Row
                key={id}
                title={name}
                {...(isOpen ? { to: platformPath(`organizations/${id}`) } : {})}
                end={known === undefined ? role : c(`role.${known}`)}
              />
            );
          })}
        </Rows>
      )}
    </section>
  );
}

function Logins({ user: { logins } }: { readonly user: UserDetail }): ReactNode {
  const t = usePlatformTexts();
  const when = useWhen();
  const deviceOf = ({ program, system }: UserDetail["logins"][number]): string =>
    program !== "" && system !== "" ? t("user.device", { program, system }) : program || t("user.unknownBrowser");
  return (
    <section className="panel stack">
      <h2>{t("user.logins")}</h2>
      {logins.length === 0 && <p className="muted">{t("user.noLogins")}</p>}
      {logins.length > 0 && (
        <Rows label={t("user.logins")}>
          {logins.map((login) => (
            <Row
              key={login.id}
              title={deviceOf(login)}
              facts={[
                <bdi key="address">{login.address}</bdi>,
                t("user.signedIn", { when: when(login.created_at), used: when(login.last_used_at) }),
              ]}
            />
          ))}
        </Rows>
      )}
    </section>
  );
}
