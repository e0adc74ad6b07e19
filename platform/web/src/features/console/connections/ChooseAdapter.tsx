// What can be connected: the installed adapters by kind, payments first.
import "./connections.css";
import type { ReactNode } from "react";
import { Link, useSearchParams } from "react-router";
import { Empty } from "../../../ui/Empty";
import { Icon, type IconName } from "../../../ui/Icon";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { organizationPath } from "../shell/places";
import { Loaded } from "../shell/states";
import { KINDS, kindKey, useAdapters, type Adapter, type Kind } from "./adapters";
import { Quality } from "./Abilities";
import { useConnectionTexts } from "./texts";

const FEW = 6;
const ICONS: Partial<Record<Kind, IconName>> = {
  payments: "card",
  email: "mail",
  sms: "bell",
  chat: "people",
  challenge: "check",
  wallet: "wallet",
  storage: "columns",
};

export default function ChooseAdapter(): ReactNode {
  const t = useConnectionTexts();
  const { slug } = useOrganization();
  const query = useAdapters();
  return (
    <Page
      title={t("choose.title")}
      lead={t("choose.lead")}
      back={{ to: organizationPath(slug, "settings/connections"), label: t("title") }}
    >
      <Loaded query={query}>
        {(all) => (
          <div className="stack">
            {all.length === 0 && <Empty title={t("choose.none")}>{t("choose.noneText")}</Empty>}
            {KINDS.map((kind) => ({ kind, adapters: all.filter((each) => each.kind === kind) }))
              .filter(({ adapters }) => adapters.length > 0)
              .map(({ kind, adapters }) => (
                <section key={kind} aria-labelledby={`kind-${kind}`}>
                  <h2 id={`kind-${kind}`} className="form-part">
                    {t(kindKey(kind))}
                  </h2>
                  <ul className="adapters">
                    {adapters.map((adapter) => (
                      <AdapterCard key={adapter.key} adapter={adapter} />
                    ))}
                  </ul>
                </section>
              ))}
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function AdapterCard({ adapter }: { readonly adapter: Adapter }): ReactNode {
  const { slug } = useOrganization();
  const [asked] = useSearchParams();
  const event = asked.get("event");
  const methods = [...new Set(adapter.can.methods)].filter((method) => method !== adapter.title);
  const to = organizationPath(slug, `settings/connections/new/${adapter.kind}/${adapter.key}`);
  return (
    <li className="adapters__one">
      <Icon name={ICONS[adapter.kind] ?? "link"} />
      <div>
        <Link to={{ pathname: to, search: event === null ? "" : `?event=${event}` }} className="adapters__open">
          <bdi>{adapter.title}</bdi>
        </Link>
        {methods.length > 0 && (
          <p className="muted small">
            <bdi>{methods.slice(0, FEW).join(", ")}</bdi>
            {methods.length > FEW && " …"}
          </p>
        )}
        <p className="small">
          <Quality level={adapter.quality} />
        </p>
      </div>
    </li>
  );
}
