// Addresses that get no mail: why, since when, and taking one off again.
import { useDeferredValue, useState, type ReactNode } from "react";
import type { Action } from "../../../ui/ActionMenu";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { Field } from "../../../ui/Field";
import { NativeSelect } from "../../../ui/NativeSelect";
import { ListFileButtons } from "../parts/FileButtons";
import { PagedRows } from "../parts/PagedRows";
import { Row } from "../parts/Rows";
import { ShortMoment, useListZone } from "../parts/ShortMoment";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { AddSuppression } from "./AddSuppression";
import { REASONS, useExport, useSuppressions, type Reason, type Suppression } from "./queries";
import { RemoveSuppression } from "./RemoveSuppression";
import { useSuppressionTexts } from "./texts";

export default function Suppressions(): ReactNode {
  const t = useSuppressionTexts();
  const { may } = useOrganization();
  const [text, setText] = useState("");
  const [reason, setReason] = useState<Reason | "">("");
  const list = useSuppressions(useDeferredValue(text), reason);
  const zone = useListZone();
  const file = useExport();
  const [isAdding, setIsAdding] = useState(false);
  const [removed, setRemoved] = useState<Suppression | null>(null);
  const isNarrowed = text !== "" || reason !== "";
  const add = may("suppressions.edit") ? <Button onPress={() => setIsAdding(true)}>{t("add")}</Button> : null;
  const actionsOf = (entry: Suppression): readonly Action[] =>
    may("suppressions.edit")
      ? [{ id: "remove", label: t("remove"), danger: true, onAction: () => setRemoved(entry) }]
      : [];
  return (
    <Page title={t("title")} help="email-providers" lead={t("lead")} actions={add}>
      <div className="stack">
        {may("suppressions.export") && <ListFileButtons file={file} />}
        <div className="toolbar">
          <Field id="suppression-search" label={t("search")} value={text} onChange={setText} />
          <NativeSelect
            id="suppression-reason"
            label={t("reason")}
            required
            value={reason === "" ? "any" : reason}
            options={[
              { value: "any", label: t("reason.any") },
              ...REASONS.map((value) => ({ value, label: t(`reason.${value}`) })),
            ]}
            onChange={(value) => setReason(REASONS.find((each) => each === value) ?? "")}
          />
        </div>
        <PagedRows
          label={t("title")}
          list={list}
          empty={
            <Empty icon="mail" title={t(isNarrowed ? "noneFound" : "none")}>
              {t("noneText")}
            </Empty>
          }
        >
          {(entry) => (
            <Row
              key={entry.id}
              title={entry.email}
              tags={<span className="tag">{t(`reason.${entry.reason}`)}</span>}
              facts={[
                t(`scope.${entry.scope}`),
                entry.note === "" ? null : <bdi key="note">{entry.note}</bdi>,
                <span key="since">
                  {t("since")} <ShortMoment at={entry.created_at} zone={zone} />
                </span>,
              ]}
              actions={actionsOf(entry)}
            />
          )}
        </PagedRows>
      </div>
      {isAdding && <AddSuppression onClose={() => setIsAdding(false)} />}
      {removed !== null && <RemoveSuppression entry={removed} onClose={() => setRemoved(null)} />}
    </Page>
  );
}
