// The connections of an organization by kind: which are used, whether they work, and the way to another one.
import "./connections.css";
import type { ReactNode } from "react";
import { Link } from "react-router";
import type { Action } from "../../../ui/ActionMenu";
import { Empty } from "../../../ui/Empty";
import { Notice } from "../../../ui/Notice";
import { Row, Rows } from "../parts/Rows";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { organizationPath } from "../shell/places";
import { Loaded } from "../shell/states";
import { isOn, kindKey, useAdapters, type Connection } from "./adapters";
import { ConnectionTags, HealthLine, useUse } from "./marks";
import { useConnections } from "./queries";
import { useConnectionSteps } from "./steps";
import { useConnectionTexts } from "./texts";

export default function ConnectionList(): ReactNode {
  const t = useConnectionTexts();
  const here = useOrganization();
  const query = useConnections();
  const add = here.may("connections.edit") && (
    <Link className="button" to={organizationPath(here.slug, "settings/connections/new")}>
      {t("add")}
    </Link>
  );
  const isThere = (query.data?.length ?? 0) > 0;
  return (
    <Page title={t("title")} help="take-payments" lead={t("lead")} {...(isThere ? { actions: add } : {})}>
      <Loaded query={query}>
        {(all) =>
          all.length === 0 ? (
            <Empty icon="card" title={t("none.title")} actions={add}>
              {t("none.text")}
            </Empty>
          ) : (
            <Kinds all={all} editable={here.may("connections.edit")} />
          )
        }
      </Loaded>
    </Page>
  );
}

function Kinds({ all, editable }: { readonly all: readonly Connection[]; readonly editable: boolean }): ReactNode {
  const t = useConnectionTexts();
  const kinds = [...new Set(all.map(({ kind }) => kind))];
  return (
    <div className="stack">
      <PaymentsNotice all={all} />
      {kinds.map((kind) => (
        <section key={kind} className="connection-kind">
          <h2 className="form-part">{t(kindKey(kind))}</h2>
          <OfKind all={all.filter((each) => each.kind === kind)} label={t(kindKey(kind))} editable={editable} />
        </section>
      ))}
    </div>
  );
}

/** What buyers meet as things are: nothing to pay with, or test cards. */
function PaymentsNotice({ all }: { readonly all: readonly Connection[] }): ReactNode {
  const t = useConnectionTexts();
  const used = all.filter(({ kind, is_used: isUsed }) => kind === "payments" && isUsed);
  if (used.length === 0) return <Notice title={t("unpaid.title")}>{t("unpaid.text")}</Notice>;
  if (used.every(({ mode }) => mode === "test")) return <Notice title={t("testing.title")}>{t("testing.text")}</Notice>;
  return null;
}

interface OfKindProps {
  readonly all: readonly Connection[];
  readonly label: string;
  readonly editable: boolean;
}

function OfKind({ all, label, editable }: OfKindProps): ReactNode {
  const t = useConnectionTexts();
  const { slug } = useOrganization();
  const adapters = useAdapters();
  const use = useUse();
  const steps = useConnectionSteps();
  const actionsOf = (connection: Connection): readonly Action[] => [
    { id: "check", label: t("check"), disabled: !isOn(connection), onAction: () => steps.check(connection) },
    ...(all.length > 1
      ? [
          {
            id: "up",
            label: t("earlier"),
            disabled: all[0]?.id === connection.id,
            onAction: () => steps.move(connection, all, -1),
          },
          {
            id: "down",
            label: t("later"),
            disabled: all.at(-1)?.id === connection.id,
            onAction: () => steps.move(connection, all, 1),
          },
        ]
      : []),
    isOn(connection)
      ? { id: "off", label: t("switchOff"), onAction: () => steps.switchTo(connection, "disabled") }
      : { id: "on", label: t("switchOn"), onAction: () => steps.switchTo(connection, "active") },
  ];
  return (
    <Rows label={label}>
      {all.map((connection) => {
        const adapter = adapters.data?.find(
          ({ key, kind }) => key === connection.adapter_key && kind === connection.kind,
        );
        return (
          <Row
            key={connection.id}
            title={connection.name}
            to={organizationPath(slug, `settings/connections/${connection.id}`)}
            tags={<ConnectionTags connection={connection} />}
            facts={[
              [adapter?.title === connection.name ? "" : (adapter?.title ?? connection.adapter_key), use(connection)]
                .filter((fact) => fact !== "")
                .join(" · "),
              <HealthLine key="health" connection={connection} />,
            ]}
            {...(editable ? { actions: actionsOf(connection) } : {})}
          />
        );
      })}
    </Rows>
  );
}
