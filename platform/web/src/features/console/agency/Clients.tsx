// The organizations that an agency acts for, or offers to: found by name, entered, offered to and ended.
import { useState, type ReactNode } from "react";
import { matchesText } from "../../../lib/matching";
import type { Action } from "../../../ui/ActionMenu";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { Field } from "../../../ui/Field";
import { RemoveDialog } from "../parts/RemoveDialog";
import { Row, Rows } from "../parts/Rows";
import { useMyOrganizations, useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { lastPlace } from "../shell/places";
import { Loaded } from "../shell/states";
import { useClaimLink } from "./ClaimLink";
import { useLinkFacts } from "./link-facts";
import { OfferDialog } from "./OfferDialog";
import { useClients, useEndClient, type Link } from "./queries";
import { useAgencyTexts } from "./texts";

/** From here on a name is found faster by typing. */
const MANY = 8;

export default function Clients(): ReactNode {
  const t = useAgencyTexts();
  const here = useOrganization();
  const clients = useClients();
  const [isOffering, setOffering] = useState(false);
  const editable = here.may("clients.manage") && here.kind === "agency";
  const offer = <Button onPress={() => setOffering(true)}>{t("offer")}</Button>;
  if (here.kind !== "agency") return <NoAgency />;
  const hasSome = (clients.data?.length ?? 0) > 0;
  return (
    <Page
      title={t("clients")}
      help="work-for-clients"
      lead={t("clients.lead")}
      {...(editable && hasSome ? { actions: offer } : {})}
    >
      <Loaded query={clients}>
        {(all) =>
          all.length === 0 ? (
            <Empty icon="building" title={t("clients.none")} actions={editable ? offer : null}>
              {t("clients.noneText")}
            </Empty>
          ) : (
            <List clients={all} editable={editable} />
          )
        }
      </Loaded>
      {isOffering && <OfferDialog onClose={() => setOffering(false)} />}
    </Page>
  );
}

function NoAgency(): ReactNode {
  const t = useAgencyTexts();
  return (
    <Page title={t("clients")}>
      <Empty icon="building" title={t("noAgency")}>
        {t("noAgencyText")}
      </Empty>
    </Page>
  );
}

interface ListProps {
  readonly clients: readonly Link[];
  readonly editable: boolean;
}

function List({ clients, editable }: ListProps): ReactNode {
  const t = useAgencyTexts();
  const [typed, setTyped] = useState("");
  const [ended, setEnded] = useState<Link | null>(null);
  const end = useEndClient();
  const shown = clients.filter((each) => matchesText(`${each.organization_name} ${each.organization_slug}`, typed));
  const parts = (["offered", "active", "ended"] as const)
    .map((state) => ({ state, links: shown.filter((link) => link.state === state) }))
    .filter(({ links }) => links.length > 0);
  return (
    <div className="stack">
      {clients.length > MANY && <Field label={t("clients.find")} required value={typed} onChange={setTyped} />}
      {shown.length === 0 && <p className="muted">{t("notFound")}</p>}
      {parts.map(({ state, links }) => (
        <section key={state} className="stack stack--tight" aria-labelledby={`clients-${state}`}>
          <h2 id={`clients-${state}`} className="form-part">
            {t(`state.${state}`)}
          </h2>
          <Rows label={t(`state.${state}`)}>
            {links.map((link) => (
              <ClientRow key={link.id} link={link} editable={editable} onEnd={() => setEnded(link)} />
            ))}
          </Rows>
        </section>
      ))}
      {ended !== null && (
        <RemoveDialog
          title={t(ended.state === "active" ? "end.title" : "withdraw.title", { name: ended.organization_name })}
          text={t(ended.state === "active" ? "end.text" : "withdraw.text")}
          confirm={t(ended.state === "active" ? "end" : "withdraw")}
          what={ended}
          remove={end}
          onDone={t("end.done", { name: ended.organization_name })}
          onClose={() => setEnded(null)}
        />
      )}
    </div>
  );
}

interface ClientRowProps {
  readonly link: Link;
  readonly editable: boolean;
  readonly onEnd: () => void;
}

function ClientRow({ link, editable, onEnd }: ClientRowProps): ReactNode {
  const t = useAgencyTexts();
  const mine = useMyOrganizations().data?.find(({ id }) => id === link.organization_id);
  const factsOf = useLinkFacts();
  const claim = useClaimLink(link);
  const isActive = link.state === "active";
  const mayClaim = isActive && mine?.permissions.includes("ownership-claims.manage") === true;
  const actions: readonly Action[] = [
    ...(mayClaim ? claim.actions : []),
    ...(editable && link.state !== "ended"
      ? [{ id: "end", label: t(isActive ? "end" : "withdraw"), danger: true, onAction: onEnd }]
      : []),
  ];
  return (
    <>
      <Row
        title={link.organization_name}
        facts={factsOf(link)}
        actions={actions}
        {...(isActive && mine !== undefined ? { to: lastPlace(link.organization_slug) } : {})}
      />
      {claim.dialog}
    </>
  );
}
