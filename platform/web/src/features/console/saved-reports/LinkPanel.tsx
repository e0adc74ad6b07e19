// Links to a saved report for people without an account: made once in clear, listed with their use, revoked.
import { useState, type ReactNode } from "react";
import { Refused } from "../../../lib/api";
import { placeErrors } from "../../../lib/problems";
import { Button } from "../../../ui/Button";
import { SidePanel } from "../../../ui/Dialog";
import { Failure } from "../../../ui/Failure";
import { Field } from "../../../ui/Field";
import { NativeSelect } from "../../../ui/NativeSelect";
import { useInstant } from "../parts/Instant";
import { Row, Rows } from "../parts/Rows";
import { SecretOnce } from "../parts/SecretOnce";
import { NotConfirmed } from "../session/connection";
import { Loaded } from "../shell/states";
import { useLinks, useMakeLink, useRevokeLink, type MadeReportLink, type ReportLink } from "./links";
import type { SavedReport } from "./queries";
import { useSavedReportTexts } from "./texts";

const DAYS = [7, 30, 90, 365] as const;
const LONGEST_LABEL = 100;

export function LinkPanel({
  report,
  onClose,
}: {
  readonly report: SavedReport;
  readonly onClose: () => void;
}): ReactNode {
  const t = useSavedReportTexts();
  const links = useLinks(report.id);
  const revoke = useRevokeLink();
  const [made, setMade] = useState<MadeReportLink | null>(null);
  return (
    <SidePanel open title={t("link.title", { name: report.name })} onClose={onClose}>
      <div className="stack">
        <p className="muted">{t("link.lead")}</p>
        <NewLink report={report} onMade={setMade} />
        {revoke.error !== null && <Failure error={revoke.error} />}
        <Loaded query={links} rows={2}>
          {(all) => <Links links={all} onRevoke={(each) => revoke.mutate(each)} />}
        </Loaded>
      </div>
      {made !== null && (
        <SecretOnce
          title={t("link.madeTitle", { label: made.label })}
          text={t("link.madeText")}
          label={t("link.address")}
          secret={made.url}
          onClose={() => setMade(null)}
        />
      )}
    </SidePanel>
  );
}

function NewLink({
  report,
  onMade,
}: {
  readonly report: SavedReport;
  readonly onMade: (made: MadeReportLink) => void;
}): ReactNode {
  const t = useSavedReportTexts();
  const make = useMakeLink();
  const [label, setLabel] = useState("");
  const [days, setDays] = useState("30");
  const placed = make.error instanceof Refused ? placeErrors(make.error.problem, (at) => at.slice(1)) : null;
  const wrong = placed?.fields.get("label");
  const isShown = make.error !== null && wrong === undefined && !(make.error instanceof NotConfirmed);
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        const body = { saved_report_id: report.id, label, days: Number(days) };
        make.mutate(body, {
          onSuccess: (found) => {
            setLabel("");
            onMade(found);
          },
        });
      }}
    >
      <Field
        id="report-link-label"
        label={t("link.label")}
        hint={t("link.labelHint")}
        required
        maxLength={LONGEST_LABEL}
        value={label}
        onChange={setLabel}
        {...(wrong === undefined ? {} : { error: wrong })}
      />
      <NativeSelect
        id="report-link-days"
        label={t("share.ends")}
        required
        value={days}
        onChange={setDays}
        options={DAYS.map((each) => ({ value: String(each), label: t("share.days", { count: each }) }))}
      />
      {isShown && <Failure error={make.error} />}
      <div>
        <Button type="submit" pending={make.isPending}>
          {t("share.make")}
        </Button>
      </div>
    </form>
  );
}

function Links({
  links,
  onRevoke,
}: {
  readonly links: readonly ReportLink[];
  readonly onRevoke: (link: ReportLink) => void;
}): ReactNode {
  const t = useSavedReportTexts();
  const when = useInstant();
  if (links.length === 0) return null;
  const stateOf = (link: ReportLink): string => {
    if (link.revoked_at !== null) return t("link.revoked");
    return isOver(link) ? t("link.over") : t("share.until", { moment: when(link.expires_at) });
  };
  const usesOf = ({ used_at: at, use_count: count }: ReportLink): string =>
    at === null ? t("link.never") : t("link.used", { count, moment: when(at) });
  return (
    <Rows label={t("link.list")}>
      {links.map((link) => (
        <Row
          key={link.id}
          title={link.label}
          facts={[stateOf(link), usesOf(link)]}
          actions={
            isOver(link)
              ? []
              : [{ id: "revoke", label: t("link.revoke"), danger: true, onAction: () => onRevoke(link) }]
          }
        />
      ))}
    </Rows>
  );
}

const isOver = (link: ReportLink): boolean => link.revoked_at !== null || Date.parse(link.expires_at) <= Date.now();
