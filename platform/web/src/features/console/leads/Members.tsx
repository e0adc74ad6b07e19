// Who stands at a sponsor's stand: each with a link of their own, which is shown once and can be ended.
import "../devices/devices.css";
import { useState, type FormEvent, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Empty } from "../../../ui/Empty";
import { Failure } from "../../../ui/Failure";
import { Field } from "../../../ui/Field";
import { useLocale } from "../../../ui/language";
import { RemoveDialog } from "../parts/RemoveDialog";
import { Row, Rows } from "../parts/Rows";
import { Copyable } from "../parts/SecretOnce";
import { Section } from "../parts/Section";
import { useEventTime } from "../shell/event-api";
import { Loaded } from "../shell/states";
import {
  useAddMember,
  useMembers,
  useRevokeMember,
  type IssuedMember,
  type LeadMember,
  type LeadSponsor,
} from "./queries";
import { useLeadTexts } from "./texts";

const LONGEST_NAME = 200;

export function Members({ sponsor }: { readonly sponsor: LeadSponsor }): ReactNode {
  const t = useLeadTexts();
  const shown = new Intl.NumberFormat(useLocale());
  const members = useMembers(sponsor.sponsor_id);
  const revoke = useRevokeMember(sponsor.sponsor_id);
  const [isAdding, setAdding] = useState(false);
  const [issued, setIssued] = useState<IssuedMember | null>(null);
  const [ended, setEnded] = useState<LeadMember | null>(null);
  const isFull = sponsor.members >= sponsor.seats;
  return (
    <Section
      title={t("members")}
      lead={t("seatsTaken", { members: shown.format(sponsor.members), seats: shown.format(sponsor.seats) })}
    >
      {isFull ? (
        <p className="muted">{t("full")}</p>
      ) : (
        <div className="row">
          <Button onPress={() => setAdding(true)}>{t("addMember")}</Button>
        </div>
      )}
      <Loaded query={members} rows={2}>
        {(all) =>
          all.length === 0 ? (
            <Empty icon="people" title={t("noMembers")}>
              {t("noMembersText")}
            </Empty>
          ) : (
            <Rows label={t("members")}>
              {all.map((each) => (
                <MemberRow key={each.id} member={each} onEnd={() => setEnded(each)} />
              ))}
            </Rows>
          )
        }
      </Loaded>
      {isAdding && (
        <AddDialog
          sponsor={sponsor}
          onIssued={(made) => {
            setAdding(false);
            setIssued(made);
          }}
          onClose={() => setAdding(false)}
        />
      )}
      {issued !== null && <LinkDialog issued={issued} onClose={() => setIssued(null)} />}
      {ended !== null && (
        <RemoveDialog
          title={t("endTitle", { name: ended.name })}
          text={t("endText")}
          what={ended}
          remove={revoke}
          confirm={t("end")}
          onDone={t("endDone", { name: ended.name })}
          onClose={() => setEnded(null)}
        />
      )}
    </Section>
  );
}

function MemberRow({ member, onEnd }: { readonly member: LeadMember; readonly onEnd: () => void }): ReactNode {
  const t = useLeadTexts();
  const moment = useEventTime();
  const shown = new Intl.NumberFormat(useLocale());
  const { revoked_at: revoked, last_scan_at: last } = member;
  return (
    <Row
      title={member.name}
      tags={revoked === null ? undefined : <span className="tag">{t("ended")}</span>}
      facts={[
        last === null ? t("neverScanned") : t("lastScan", { at: moment(last) }),
        revoked !== null && t("endedAt", { at: moment(revoked) }),
      ]}
      end={t("leads", { count: member.leads, shown: shown.format(member.leads) })}
      actions={revoked === null ? [{ id: "end", label: t("end"), danger: true, onAction: onEnd }] : []}
    />
  );
}

interface AddProps {
  readonly sponsor: LeadSponsor;
  readonly onIssued: (issued: IssuedMember) => void;
  readonly onClose: () => void;
}

function AddDialog({ sponsor, onIssued, onClose }: AddProps): ReactNode {
  const t = useLeadTexts();
  const [name, setName] = useState("");
  const [isMissing, setMissing] = useState(false);
  const add = useAddMember(sponsor.sponsor_id);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setMissing(name.trim() === "");
    if (name.trim() === "" || add.isPending) return;
    add.mutate(name.trim(), { onSuccess: onIssued });
  };
  return (
    <Dialog
      open
      title={t("addMember")}
      onClose={onClose}
      actions={
        <Button type="submit" form="lead-member" pending={add.isPending}>
          {t("makeLink")}
        </Button>
      }
    >
      <form id="lead-member" className="stack" noValidate onSubmit={submit}>
        {add.isError && <Failure error={add.error} />}
        <Field
          id="lead-member-name"
          label={t("field.name")}
          hint={t("hint.name")}
          required
          maxLength={LONGEST_NAME}
          value={name}
          error={isMissing ? t("error.name") : undefined}
          onChange={setName}
        />
      </form>
    </Dialog>
  );
}

function LinkDialog({ issued, onClose }: { readonly issued: IssuedMember; readonly onClose: () => void }): ReactNode {
  const t = useLeadTexts();
  const drawing = `data:image/svg+xml;utf8,${encodeURIComponent(issued.qr_svg)}`;
  return (
    <Dialog
      open
      alert
      title={t("linkTitle", { name: issued.member.name })}
      onClose={onClose}
      actions={<Button onPress={onClose}>{t("linkDone")}</Button>}
    >
      <div className="stack">
        <p>{t("linkText")}</p>
        <img className="joining-code" src={drawing} alt={t("linkAlt")} />
        <Copyable label={t("link")} value={issued.url} />
        <p className="muted small">{t("linkOnce")}</p>
      </div>
    </Dialog>
  );
}
