// The records of a domain: what to set where, and what is wrong with what stands there.
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { useNotify } from "../shell/notifications";
import type { SendingRecord } from "./queries";
import "./sending-domains.css";
import { useSendingTexts, type SendingKey } from "./texts";

const LOOKS = { right: "tag tag--good", wrong: "tag tag--bad", unchecked: "tag" } as const;

export function RecordList({ records }: { readonly records: readonly SendingRecord[] }): ReactNode {
  const t = useSendingTexts();
  return (
    <ul className="sending-records" aria-label={t("records")}>
      {records.map((record) => (
        <li key={`${record.kind}-${record.name}`} className="sending-record">
          <p className="row">
            <strong>{t(`kind.${record.kind}`)}</strong>
            <span className={LOOKS[record.state]}>{t(`record.${record.state}`)}</span>
            {!record.is_needed && <span className="tag">{t("advised")}</span>}
          </p>
          {record.problem !== "" && <p>{t(`problem.${record.problem}` as SendingKey)}</p>}
          {record.found.map((each) => (
            <p key={each} className="muted small">
              {t("found")} <code dir="ltr">{each}</code>
            </p>
          ))}
          {record.state !== "right" && <Paste record={record} />}
        </li>
      ))}
    </ul>
  );
}

function Paste({ record }: { readonly record: SendingRecord }): ReactNode {
  const t = useSendingTexts();
  return (
    <dl className="sending-paste">
      <dt>{t("type")}</dt>
      <dd>
        <code>{record.type}</code>
      </dd>
      <dt>{t("name")}</dt>
      <dd>
        <code dir="ltr">{record.name}</code> <Copy text={record.name} label={t("copyName")} />
      </dd>
      <dt>{t("value")}</dt>
      <dd>
        {record.value === "" ? (
          t(`elsewhere.${record.kind}` as SendingKey)
        ) : (
          <>
            <code dir="ltr">{record.value}</code> <Copy text={record.value} label={t("copyValue")} />
          </>
        )}
      </dd>
    </dl>
  );
}

function Copy({ text, label }: { readonly text: string; readonly label: string }): ReactNode {
  const t = useSendingTexts();
  const notify = useNotify();
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      notify(t("copied"));
    } catch {
      notify({ text: t("notCopied"), kind: "bad" });
    }
  };
  return (
    <Button kind="quiet" onPress={() => void copy()}>
      {label}
    </Button>
  );
}
