// What a list has as a file for a spreadsheet or for paper: which of them, which columns, which format.
import "./exports.css";
import { useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { CheckboxGroup } from "../../../ui/Checkbox";
import { SidePanel } from "../../../ui/Dialog";
import { Failure } from "../../../ui/Failure";
import { RadioGroup } from "../../../ui/RadioGroup";
import { NotConfirmed } from "../session/connection";
import { useNotify } from "../shell/notifications";
import { Loaded } from "../shell/states";
import { firstChoice, isAnswer, keepChoice } from "./columns";
import { useExportColumns, useStartExport, type ExportColumn, type Exported, type Written } from "./exports";
import { ExportSchedules } from "./ExportSchedules";
import { PastExports } from "./PastExports";
import { RepeatFields } from "./RepeatFields";
import { useSayReady } from "./say-ready";
import { useScheduleExport, type Repeated } from "./schedules";
import { useExportTexts, type ExportKey } from "./texts";

/** A way to say which: the lines that are selected, those that the list shows, or all. */
export interface Scope {
  readonly id: "selected" | "filter" | "period" | "all";
  readonly count?: number | undefined;
  readonly exported: Exported;
}

export interface ExportPanelProps {
  /** The first one is chosen; one alone is not asked about. */
  readonly scopes: readonly [Scope, ...Scope[]];
  /** Whose questions can be columns. */
  readonly eventId: string | undefined;
  readonly onClose: () => void;
  readonly onStarted?: () => void;
}

export default function ExportPanel(props: ExportPanelProps): ReactNode {
  const columns = useExportColumns(props.scopes[0].exported.kind, props.eventId);
  return <Loaded query={columns}>{(found) => <Choice {...props} columns={found} />}</Loaded>;
}

function Choice({
  scopes,
  columns,
  onClose,
  onStarted,
}: ExportPanelProps & { readonly columns: readonly ExportColumn[] }): ReactNode {
  const t = useExportTexts();
  const { kind } = scopes[0].exported;
  const [format, setFormat] = useState<Written["format"]>("xlsx");
  const [scopeId, setScopeId] = useState<string>(scopes[0].id);
  const [chosen, setChosen] = useState(() => firstChoice(kind, columns));
  const [repeated, setRepeated] = useState<Repeated | null>(null);
  const starting = useStartExport();
  const scheduling = useScheduleExport();
  const sayReady = useSayReady();
  const notify = useNotify();
  const failure = starting.error ?? scheduling.error;
  const titleOf = (column: ExportColumn): string =>
    isAnswer(column) ? column.title : t(`column.${column.id}` as ExportKey);
  const go = (): void => {
    const { exported } = scopes.find(({ id }) => id === scopeId) ?? scopes[0];
    keepChoice(kind, chosen);
    const written = {
      format,
      columns: columns
        .filter(({ id }) => chosen.includes(id))
        .map((column) => ({ id: column.id, title: titleOf(column) })),
      is_right_to_left: document.documentElement.dir === "rtl",
      title: t(`name.${kind}`),
    };
    if (repeated !== null) {
      scheduling.mutate(
        { ...exported, written, repeated },
        {
          onSuccess: ({ name, connection_id: store }) => {
            onClose();
            notify(t(store === null ? "scheduled" : "scheduled.delivered", { name }));
          },
        },
      );
      return;
    }
    starting.mutate(
      { ...exported, written },
      {
        onSuccess: (made) => {
          onClose();
          onStarted?.();
          sayReady(made);
        },
      },
    );
  };
  const actions = (
    <>
      <Button kind="quiet" onPress={onClose}>
        {t("leave")}
      </Button>
      <Button
        pending={starting.isPending || scheduling.isPending}
        isDisabled={chosen.length === 0 || repeated?.name.trim() === ""}
        onPress={go}
      >
        {t(repeated === null ? "button" : "schedule")}
      </Button>
    </>
  );
  return (
    <SidePanel open title={t(`title.${kind}`)} onClose={onClose} actions={actions}>
      <div className="stack">
        {failure !== null && !(failure instanceof NotConfirmed) && <Failure error={failure} />}
        <p className="muted small">{t("how")}</p>
        {scopes.length > 1 && (
          <RadioGroup
            label={t("scope")}
            options={scopes.map(({ id, count }) => ({
              value: id,
              label: count === undefined ? t(`scope.${id}`) : `${t(`scope.${id}`)} (${count})`,
            }))}
            value={scopeId}
            onChange={setScopeId}
          />
        )}
        <RadioGroup
          label={t("format")}
          options={(["xlsx", "csv", "pdf"] as const).map((value) => ({ value, label: t(`format.${value}`) }))}
          value={format}
          onChange={(value) => setFormat(value as Written["format"])}
        />
        {format === "pdf" && <p className="muted small">{t("format.pdf.how")}</p>}
        {scopes[0].id !== "selected" && (
          <RepeatFields value={repeated} suggested={t(`name.${kind}`)} onChange={setRepeated} />
        )}
        <ColumnChoice columns={columns} titleOf={titleOf} chosen={chosen} onChange={setChosen} />
        <ExportSchedules />
        <PastExports />
      </div>
    </SidePanel>
  );
}

interface ColumnChoiceProps {
  readonly columns: readonly ExportColumn[];
  readonly titleOf: (column: ExportColumn) => string;
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

function ColumnChoice({ columns, titleOf, chosen, onChange }: ColumnChoiceProps): ReactNode {
  const t = useExportTexts();
  const questions = columns.filter(isAnswer);
  const personal = columns.filter((column) => !isAnswer(column) && column.is_personal);
  const others = columns.filter((column) => !isAnswer(column) && !column.is_personal);
  const optionOf = (column: ExportColumn) => ({ value: column.id, label: titleOf(column) });
  /** One group says what is chosen of it; the other stays. */
  const set = (group: readonly ExportColumn[], values: readonly string[]): void => {
    const ids = new Set(group.map(({ id }) => id));
    onChange([...chosen.filter((id) => !ids.has(id)), ...values]);
  };
  return (
    <div className="stack export-columns">
      <div className="row">
        <Button kind="bare" size="small" onPress={() => onChange(columns.map(({ id }) => id))}>
          {t("columns.all")}
        </Button>
        <Button kind="bare" size="small" onPress={() => onChange([])}>
          {t("columns.clear")}
        </Button>
      </div>
      <CheckboxGroup
        label={t("columns")}
        required
        {...(chosen.length === 0 ? { error: t("columns.none") } : {})}
        options={others.map(optionOf)}
        values={chosen.filter((id) => others.some((each) => each.id === id))}
        onChange={(values) => set(others, values)}
      />
      {personal.length > 0 && (
        <CheckboxGroup
          label={t("personal")}
          hint={t("personal.how")}
          options={personal.map(optionOf)}
          values={chosen.filter((id) => personal.some((each) => each.id === id))}
          onChange={(values) => set(personal, values)}
        />
      )}
      {questions.length > 0 && (
        <CheckboxGroup
          label={t("answers")}
          options={questions.map(optionOf)}
          values={chosen.filter((id) => questions.some((each) => each.id === id))}
          onChange={(values) => set(questions, values)}
        />
      )}
    </div>
  );
}
