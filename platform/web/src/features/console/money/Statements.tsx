// Bank statements: a file is tried, its report read, and then brought in; lines that nobody can place wait here.
import "../parts/lists.css";
import "./money.css";
import { useRef, useState, type ReactNode } from "react";
import { Link } from "react-router";
import { answerOf } from "../../../api/client";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { Failure } from "../../../ui/Failure";
import { NativeSelect } from "../../../ui/NativeSelect";
import { Notice } from "../../../ui/Notice";
import { Skeleton } from "../../../ui/Skeleton";
import { Section } from "../parts/Section";
import { useAmount } from "../shell/money";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { organizationPath } from "../shell/places";
import { useConnectionsThat, type StatementReport } from "./books";
import { useMoneyChange, type Connection } from "./queries";
import { StatementLines } from "./StatementLines";
import { once } from "../session/connection";
import { useMoneyTexts } from "./texts";

const TYPES: Readonly<Record<string, string>> = { xml: "application/xml", csv: "text/csv" };
const ENDINGS = ".xml,.csv";

export default function Statements(): ReactNode {
  const t = useMoneyTexts();
  const banks = useConnectionsThat("statements");
  return (
    <Page title={t("statements.title")} lead={t("statements.lead")}>
      <div className="stack">
        {banks === undefined && <Skeleton rows={2} />}
        {banks !== undefined && banks.length > 0 && <Importing banks={banks} />}
        {banks?.length === 0 && (
          <Empty icon="bank" title={t("statements.noBank")}>
            {t("statements.noBankText")}
          </Empty>
        )}
        <StatementLines />
      </div>
    </Page>
  );
}

interface Brought {
  readonly file: File;
  readonly connectionId: string;
  readonly isDryRun: boolean;
}

function useImport() {
  return useMoneyChange(async (api, id, { file, connectionId, isDryRun }: Brought) => {
    const bytes = await file.arrayBuffer();
    return answerOf(
      api.POST("/api/v1/organizations/{organization_id}/payment-statements", {
        params: { path: { organization_id: id }, query: { connection_id: connectionId, dry_run: isDryRun } },
        body: file.name,
        bodySerializer: () => bytes,
        headers: { "Content-Type": typeOf(file) ?? "" },
        ...once,
      }),
    );
  });
}

function typeOf(file: File): string | null {
  return TYPES[file.name.split(".").at(-1)?.toLowerCase() ?? ""] ?? null;
}

function Importing({ banks }: { readonly banks: readonly Connection[] }): ReactNode {
  const t = useMoneyTexts();
  const notify = useNotify();
  const [connectionId, setConnectionId] = useState("");
  const [file, setFile] = useState<File | null>(null);
  const picker = useRef<HTMLInputElement>(null);
  const trying = useImport();
  const taking = useImport();
  const bank = connectionId === "" && banks.length === 1 ? (banks[0]?.id ?? "") : connectionId;
  const isUnknown = file !== null && typeOf(file) === null;
  const attempt = (chosen: File | null, to: string): void => {
    taking.reset();
    trying.reset();
    if (chosen !== null && to !== "" && typeOf(chosen) !== null) {
      trying.mutate({ file: chosen, connectionId: to, isDryRun: true });
    }
  };
  const take = (): void => {
    if (file === null) return;
    taking.mutate({ file, connectionId: bank, isDryRun: false }, { onSuccess: () => notify(t("statements.taken")) });
  };
  const report = taking.data ?? trying.data;
  const error = taking.error ?? trying.error;
  return (
    <Section title={t("statements.bring")} lead={t("statements.bringText")} boxed>
      <div className="stack">
        {banks.length > 1 && (
          <NativeSelect
            label={t("statements.account")}
            required
            value={bank}
            onChange={(id) => {
              setConnectionId(id);
              attempt(file, id);
            }}
            options={banks.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        <div className="row">
          <input
            ref={picker}
            type="file"
            accept={ENDINGS}
            className="visually-hidden"
            tabIndex={-1}
            aria-label={t("statements.file")}
            onChange={(event) => {
              const chosen = event.target.files?.[0] ?? null;
              setFile(chosen);
              attempt(chosen, bank);
            }}
          />
          <Button kind="quiet" isDisabled={bank === ""} onPress={() => picker.current?.click()}>
            {t("statements.choose")}
          </Button>
          {file !== null && <bdi>{file.name}</bdi>}
        </div>
        {isUnknown && <p className="error">{t("statements.unknown")}</p>}
        {error !== null && <Failure error={error} />}
        {trying.isPending && <p role="status">{t("statements.trying")}</p>}
        {report !== undefined && <ReportNotice report={report} />}
        {report?.is_dry_run === true && report.lines > report.known && (
          <div>
            <Button pending={taking.isPending} onPress={take}>
              {t("statements.take")}
            </Button>
          </div>
        )}
      </div>
    </Section>
  );
}

/** What the file says, and what becomes of each line. */
function ReportNotice({ report }: { readonly report: StatementReport }): ReactNode {
  const t = useMoneyTexts();
  const amount = useAmount();
  const { slug } = useOrganization();
  const counts = [
    ["statements.matched", report.matched],
    ["statements.unmatched", report.unmatched],
    ["statements.known", report.known],
    ["statements.passedOver", report.passed_over],
  ] as const;
  return (
    <div role="status">
      <Notice
        kind={report.is_dry_run ? "warm" : "good"}
        title={t(report.is_dry_run ? "statements.would" : "statements.did", { number: report.lines })}
      >
        <ul>
          {counts.map(([name, number]) => number > 0 && <li key={name}>{t(name, { number })}</li>)}
          {report.wrong_sums.map((wrong) => (
            <li key={wrong.payment_id}>
              <Link to={organizationPath(slug, `money/payments/${wrong.payment_id}`)}>
                {t("statements.wrongSum", {
                  asked: amount(wrong.asked_minor, wrong.currency),
                  received: amount(wrong.received_minor, wrong.received_currency),
                })}
              </Link>
            </li>
          ))}
        </ul>
      </Notice>
    </div>
  );
}
