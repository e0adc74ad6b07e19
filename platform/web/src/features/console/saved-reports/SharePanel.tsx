// With whom a saved report is shared: a link for one member each, which ends.
import { useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { SidePanel } from "../../../ui/Dialog";
import { Failure } from "../../../ui/Failure";
import { NativeSelect } from "../../../ui/NativeSelect";
import { useInstant } from "../parts/Instant";
import { useMembers } from "../parts/members";
import { Row, Rows } from "../parts/Rows";
import { Copyable } from "../parts/SecretOnce";
import { Loaded } from "../shell/states";
import { useEndShare, useShare, useShares, type SavedReport, type Share } from "./queries";
import { useSavedReportTexts } from "./texts";

const DAYS = [7, 30, 90] as const;
const DAY = 86_400_000;
/** So that ninety days are not over the limit by a moment. */
const MINUTE = 60_000;

export function SharePanel({
  report,
  onClose,
}: {
  readonly report: SavedReport;
  readonly onClose: () => void;
}): ReactNode {
  const t = useSavedReportTexts();
  const members = useMembers();
  const shares = useShares(report.id);
  const share = useShare(report.id);
  const end = useEndShare(report.id);
  const [member, setMember] = useState("");
  const [days, setDays] = useState("30");
  const chosen = member || (members[0]?.id ?? "");
  const failure = share.error ?? end.error;
  return (
    <SidePanel open title={t("share.title", { name: report.name })} onClose={onClose}>
      <div className="stack">
        <p className="muted">{t("share.lead")}</p>
        <NativeSelect
          id="report-share-member"
          label={t("member")}
          required
          value={chosen}
          onChange={setMember}
          options={members.map(({ id, display_name: label }) => ({ value: id, label }))}
        />
        <NativeSelect
          id="report-share-days"
          label={t("share.ends")}
          required
          value={days}
          onChange={setDays}
          options={DAYS.map((each) => ({ value: String(each), label: t("share.days", { count: each }) }))}
        />
        {failure !== null && <Failure error={failure} />}
        <div>
          <Button
            pending={share.isPending}
            isDisabled={chosen === ""}
            onPress={() => {
              const until = new Date(Date.now() + Number(days) * DAY - MINUTE);
              share.mutate({ member_id: chosen, expires_at: until.toISOString() });
            }}
          >
            {t("share.make")}
          </Button>
        </div>
        <Loaded query={shares} rows={2}>
          {(all) => <Shares shares={all} onEnd={(each) => end.mutate(each)} />}
        </Loaded>
      </div>
    </SidePanel>
  );
}

function Shares({
  shares,
  onEnd,
}: {
  readonly shares: readonly Share[];
  readonly onEnd: (share: Share) => void;
}): ReactNode {
  const t = useSavedReportTexts();
  const when = useInstant();
  const names = new Map(useMembers().map(({ id, display_name: name }) => [id, name]));
  if (shares.length === 0) return null;
  const [latest] = shares;
  return (
    <>
      <Rows label={t("share.with")}>
        {shares.map((each) => (
          <Row
            key={each.id}
            title={names.get(each.member_id) ?? t("member")}
            facts={[t("share.until", { moment: when(each.expires_at) })]}
            actions={[{ id: "end", label: t("end"), danger: true, onAction: () => onEnd(each) }]}
          />
        ))}
      </Rows>
      {latest !== undefined && (
        <Copyable
          label={t("share.linkOf", { member: names.get(latest.member_id) ?? t("member") })}
          value={latest.url}
        />
      )}
    </>
  );
}
