// The agencies that act for an organization, or offer to: let in, asked for a proof, and shown out.
import { useState, type ReactNode } from "react";
import type { Action } from "../../../ui/ActionMenu";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Empty } from "../../../ui/Empty";
import { Failure } from "../../../ui/Failure";
import { NativeSelect } from "../../../ui/NativeSelect";
import { RemoveDialog } from "../parts/RemoveDialog";
import { Row, Rows } from "../parts/Rows";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { Loaded } from "../shell/states";
import { BroughtMembers } from "./BroughtMembers";
import { PROOFS, useLinkFacts } from "./link-facts";
import { useAccept, useAgencies, useDemandFactor, useEndAgency, type Link } from "./queries";
import { useAgencyTexts } from "./texts";

export default function Agencies(): ReactNode {
  const t = useAgencyTexts();
  const agencies = useAgencies();
  return (
    <Page title={t("agencies")} help="work-for-clients" lead={t("agencies.lead")}>
      <Loaded query={agencies}>
        {(links) =>
          links.length === 0 ? (
            <Empty icon="building" title={t("agencies.none")}>
              {t("agencies.noneText")}
            </Empty>
          ) : (
            <div className="stack">
              <List links={links} />
              <BroughtMembers links={links} />
            </div>
          )
        }
      </Loaded>
    </Page>
  );
}

type Step = { readonly kind: "accept" | "end" | "factor"; readonly link: Link };

function List({ links }: { readonly links: readonly Link[] }): ReactNode {
  const t = useAgencyTexts();
  const isOwner = useOrganization().may("organizations.own");
  const factsOf = useLinkFacts();
  const end = useEndAgency();
  const [step, setStep] = useState<Step | null>(null);
  const close = (): void => setStep(null);
  const actionsOf = (link: Link): readonly Action[] => {
    if (!isOwner || link.state === "ended") return [];
    const isOffer = link.state === "offered";
    return [
      ...(isOffer ? [] : [{ id: "factor", label: t("factor"), onAction: () => setStep({ kind: "factor", link }) }]),
      {
        id: "end",
        label: t(isOffer ? "decline" : "showOut"),
        danger: true,
        onAction: () => setStep({ kind: "end", link }),
      },
    ];
  };
  return (
    <>
      <Rows label={t("agencies")}>
        {links.map((link) => (
          <Row
            key={link.id}
            title={link.agency_name}
            tags={<span className={link.state === "offered" ? "tag tag--warm" : "tag"}>{t(stateOf(link))}</span>}
            facts={[...factsOf(link), link.permissions === null ? "" : link.permissions.join(", ")]}
            actions={actionsOf(link)}
            {...(link.state === "offered" && isOwner
              ? {
                  end: (
                    <Button size="small" onPress={() => setStep({ kind: "accept", link })}>
                      {t("accept")}
                    </Button>
                  ),
                }
              : {})}
          />
        ))}
      </Rows>
      {step?.kind === "accept" && <AcceptDialog link={step.link} onClose={close} />}
      {step?.kind === "factor" && <FactorDialog link={step.link} onClose={close} />}
      {step?.kind === "end" && (
        <RemoveDialog
          title={t(step.link.state === "offered" ? "decline.title" : "showOut.title", { name: step.link.agency_name })}
          text={t(step.link.state === "offered" ? "decline.text" : "showOut.text")}
          confirm={t(step.link.state === "offered" ? "decline" : "showOut")}
          what={step.link}
          remove={end}
          onDone={t("end.done", { name: step.link.agency_name })}
          onClose={close}
        />
      )}
    </>
  );
}

function stateOf({ state }: Link): "state.offered" | "state.active" | "state.ended" {
  return state === "offered" ? "state.offered" : state === "active" ? "state.active" : "state.ended";
}

interface StepProps {
  readonly link: Link;
  readonly onClose: () => void;
}

function AcceptDialog({ link, onClose }: StepProps): ReactNode {
  const t = useAgencyTexts();
  const notify = useNotify();
  const factsOf = useLinkFacts();
  const accept = useAccept();
  const send = (): void =>
    accept.mutate(link, {
      onSuccess: () => {
        notify(t("accept.done", { name: link.agency_name }));
        onClose();
      },
    });
  const actions = (
    <>
      <Button kind="quiet" onPress={onClose}>
        {t("cancel")}
      </Button>
      <Button pending={accept.isPending} onPress={send}>
        {t("accept")}
      </Button>
    </>
  );
  return (
    <Dialog open title={t("accept.title", { name: link.agency_name })} onClose={onClose} actions={actions}>
      <div className="stack">
        {accept.isError && <Failure error={accept.error} />}
        <p>{t("accept.text")}</p>
        <p>
          <strong>{factsOf(link)[0]}</strong>
        </p>
        {link.permissions !== null && <p className="muted small">{link.permissions.join(", ")}</p>}
      </div>
    </Dialog>
  );
}

function FactorDialog({ link, onClose }: StepProps): ReactNode {
  const t = useAgencyTexts();
  const notify = useNotify();
  const demand = useDemandFactor();
  const [minutes, setMinutes] = useState(String(link.second_factor_minutes ?? ""));
  const offered = [...PROOFS, ...(link.second_factor_minutes === null ? [] : [link.second_factor_minutes])];
  const known = [...new Set(offered)].toSorted((one, other) => one - other);
  const save = (): void =>
    demand.mutate(
      { link, minutes: minutes === "" ? null : Number(minutes) },
      {
        onSuccess: () => {
          notify(t("factor.saved", { name: link.agency_name }));
          onClose();
        },
      },
    );
  const actions = (
    <>
      <Button kind="quiet" onPress={onClose}>
        {t("cancel")}
      </Button>
      <Button pending={demand.isPending} onPress={save}>
        {t("factor.save")}
      </Button>
    </>
  );
  return (
    <Dialog open title={t("factor")} onClose={onClose} actions={actions}>
      <div className="stack">
        {demand.isError && <Failure error={demand.error} />}
        <p className="muted">{t("factor.text", { name: link.agency_name })}</p>
        <NativeSelect
          label={t("factor.label")}
          options={[
            { value: "", label: t("factor.none") },
            ...known.map((each) => ({ value: String(each), label: t("factor.within", { minutes: each }) })),
          ]}
          value={minutes}
          onChange={setMinutes}
          required
        />
      </div>
    </Dialog>
  );
}
