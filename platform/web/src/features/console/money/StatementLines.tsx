// Lines of bank statements: those that nobody can place are assigned to an order, or set aside.
import { useState, type ReactNode } from "react";
import { formatDay } from "../../../lib/when";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Empty } from "../../../ui/Empty";
import { Failure } from "../../../ui/Failure";
import { Field } from "../../../ui/Field";
import { Skeleton } from "../../../ui/Skeleton";
import { useLocale } from "../../../ui/language";
import { Row, Rows } from "../parts/Rows";
import { Section } from "../parts/Section";
import { useAmount, useColumnAmount } from "../shell/money";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { organizationPath } from "../shell/places";
import { Trouble } from "../shell/states";
import { useConsoleTexts } from "../shell/texts";
import { useStatementLines, type LineState, type StatementLine } from "./books";
import { ChoiceTabs } from "./ChoiceTabs";
import { rowsOf, useMoneyChange } from "./queries";
import { ReasonDialog } from "./ReasonDialog";
import { once } from "../session/connection";
import { useMoneyTexts } from "./texts";

const STATES = ["unmatched", "matched", "applied", "ignored"] as const satisfies readonly LineState[];
const BASE = "/api/v1/organizations/{organization_id}/payment-statement-lines/{line_id}";

interface Asked {
  readonly line: StatementLine;
  readonly step: "assign" | "ignore";
}

export function StatementLines(): ReactNode {
  const t = useMoneyTexts();
  const [state, setState] = useState<LineState>("unmatched");
  const [asked, setAsked] = useState<Asked | null>(null);
  const lines = useStatementLines(state);
  const rows = rowsOf(lines);
  const close = (): void => setAsked(null);
  return (
    <Section title={t("lines.title")} lead={t("lines.lead")}>
      <ChoiceTabs
        label={t("lines.title")}
        value={state}
        onChange={setState}
        choices={STATES.map((value) => ({ value, label: t(`lines.${value}`) }))}
      />
      {lines.isError && <Trouble error={lines.error} onRetry={() => void lines.refetch()} />}
      {lines.isPending && <Skeleton rows={3} />}
      {lines.isSuccess && rows.length === 0 && (
        <Empty icon="good" title={t("lines.none")}>
          {t("lines.noneText")}
        </Empty>
      )}
      {rows.length > 0 && (
        <Rows label={t("lines.title")}>
          {rows.map((line) => (
            <OneLine key={line.id} line={line} onStep={(step) => setAsked({ line, step })} />
          ))}
        </Rows>
      )}
      {lines.hasNextPage && (
        <Button kind="quiet" pending={lines.isFetchingNextPage} onPress={() => void lines.fetchNextPage()}>
          {t("more")}
        </Button>
      )}
      {asked?.step === "assign" && <AssignDialog line={asked.line} onClose={close} />}
      {asked?.step === "ignore" && <IgnoreDialog line={asked.line} onClose={close} />}
    </Section>
  );
}

function OneLine({
  line,
  onStep,
}: {
  readonly line: StatementLine;
  readonly onStep: (step: Asked["step"]) => void;
}): ReactNode {
  const t = useMoneyTexts();
  const amount = useColumnAmount();
  const locale = useLocale();
  const { slug, may } = useOrganization();
  const isOpen = line.state === "unmatched";
  const isPaid = line.payment_id !== null && may("payments.read");
  return (
    <Row
      title={line.party || t("lines.noName")}
      {...(isPaid ? { to: organizationPath(slug, `money/payments/${line.payment_id}`) } : {})}
      facts={[
        formatDay(`${line.booked_on}T12:00:00Z`, "UTC", locale),
        line.text !== "" && <bdi key="text">{line.text}</bdi>,
        line.reason !== "" && <bdi key="reason">{line.reason}</bdi>,
      ]}
      end={<span className="number">{amount(line.amount_minor, line.currency)}</span>}
      {...(isOpen
        ? {
            actions: [
              { id: "assign", label: t("lines.assign"), onAction: () => onStep("assign") },
              { id: "ignore", label: t("lines.ignore"), onAction: () => onStep("ignore") },
            ],
          }
        : {})}
    />
  );
}

interface LineDialogProps {
  readonly line: StatementLine;
  readonly onClose: () => void;
}

function AssignDialog({ line, onClose }: LineDialogProps): ReactNode {
  const t = useMoneyTexts();
  const words = useConsoleTexts();
  const notify = useNotify();
  const amount = useAmount();
  const [number, setNumber] = useState("");
  const [isAsked, setAsked] = useState(false);
  const assigning = useMoneyChange((api, id, orderNumber: string) =>
    api.POST(`${BASE}/assign`, {
      params: { path: { organization_id: id, line_id: line.id } },
      body: { order_number: orderNumber },
      ...once,
    }),
  );
  const send = (): void => {
    setAsked(true);
    if (number.trim() === "") return;
    assigning.mutate(number.trim(), {
      onSuccess: () => {
        onClose();
        notify(t("lines.assigned"));
      },
    });
  };
  const actions = (
    <>
      <Button kind="quiet" onPress={onClose}>
        {words("cancel")}
      </Button>
      <Button pending={assigning.isPending} onPress={send}>
        {t("lines.assign")}
      </Button>
    </>
  );
  return (
    <Dialog open title={t("lines.assign")} onClose={onClose} actions={actions}>
      <div className="stack">
        {assigning.isError && <Failure error={assigning.error} />}
        <p>{t("lines.assignText", { amount: amount(line.amount_minor, line.currency), name: line.party })}</p>
        <Field
          label={t("lines.number")}
          required
          maxLength={40}
          value={number}
          onChange={setNumber}
          error={isAsked && number.trim() === "" ? t("lines.numberMissing") : undefined}
        />
      </div>
    </Dialog>
  );
}

function IgnoreDialog({ line, onClose }: LineDialogProps): ReactNode {
  const t = useMoneyTexts();
  const ignoring = useMoneyChange((api, id, reason: string) =>
    api.POST(`${BASE}/ignore`, {
      params: { path: { organization_id: id, line_id: line.id } },
      body: { reason },
      ...once,
    }),
  );
  return (
    <ReasonDialog
      title={t("lines.ignore")}
      text={t("lines.ignoreText")}
      submit={t("lines.ignore")}
      done={t("lines.setAside")}
      deciding={ignoring}
      onClose={onClose}
    />
  );
}
