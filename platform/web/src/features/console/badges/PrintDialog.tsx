// Prints the badge of one ticket: where it is printed, why again, and then the file, printed or saved.
import "./badges.css";
import { useState, type ReactNode } from "react";
import { useQueryClient } from "@tanstack/react-query";
import { printPdf } from "../../../lib/print";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Failure } from "../../../ui/Failure";
import { Field } from "../../../ui/Field";
import { NativeSelect } from "../../../ui/NativeSelect";
import { Notice } from "../../../ui/Notice";
import { saveAs } from "../parts/download";
import { useOrganization } from "../shell/organizations";
import { rememberDevice, rememberedDevice } from "./printing";
import { useJobWords } from "./job-words";
import { useBadgeFile, usePrint, usePrintsOf, type PrintRun } from "./queries";
import { useJob, useSendBadge, useStationsOf, type PrintJob, type Station } from "./stations";
import { useBadgeTexts } from "./texts";

const LONGEST_REASON = 200;
const LONGEST_DEVICE = 80;

export interface PrintDialogProps {
  readonly eventId: string;
  readonly ticketId: string;
  readonly name: string;
  readonly onClose: () => void;
}

export function PrintDialog({ eventId, ticketId, name, onClose }: PrintDialogProps): ReactNode {
  const t = useBadgeTexts();
  const { id } = useOrganization();
  const client = useQueryClient();
  const before = usePrintsOf(eventId, ticketId);
  const print = usePrint(eventId);
  const toStation = useSendBadge(eventId);
  const stations = useStationsOf(eventId).data ?? [];
  const [reason, setReason] = useState("");
  const [device, setDevice] = useState(rememberedDevice);
  const [way, setWay] = useState("0");
  const [isTried, setTried] = useState(false);
  const times = before.data?.length ?? 0;
  const isMissing = times > 0 && reason.trim() === "";
  const send = (): void => {
    setTried(true);
    if (isMissing || before.isPending) return;
    rememberDevice(device.trim());
    const said = { reason: reason.trim(), device: device.trim() };
    const onSuccess = () => void client.invalidateQueries({ queryKey: [id, "event", eventId, "badges"] });
    if (station === undefined) print.mutate({ tickets: [ticketId], dpi: Number(way), ...said }, { onSuccess });
    else toStation.mutate({ station: station.id, ticket: ticketId, ...said }, { onSuccess });
  };
  const station = stations.find((each) => each.id === way);
  const run = print.data;
  const job = toStation.data;
  const actions =
    run === undefined && job === undefined ? (
      <>
        <Button kind="quiet" onPress={onClose}>
          {t("cancel")}
        </Button>
        <Button type="submit" form="badge-print" pending={print.isPending || toStation.isPending}>
          {t("print")}
        </Button>
      </>
    ) : (
      <Button kind="quiet" onPress={onClose}>
        {t("done")}
      </Button>
    );
  return (
    <Dialog open title={t("printTitle", { name })} onClose={onClose} actions={actions}>
      {run !== undefined ? (
        <Ready run={run} />
      ) : job !== undefined ? (
        <SentJob eventId={eventId} sent={job} />
      ) : (
        <form
          id="badge-print"
          className="stack"
          noValidate
          onSubmit={(submitted) => {
            submitted.preventDefault();
            send();
          }}
        >
          {before.isError && <Failure error={before.error} />}
          {print.isError && <Failure error={print.error} />}
          {toStation.isError && <Failure error={toStation.error} />}
          {times > 0 && (
            <>
              <Notice>{t("printedBefore", { count: times })}</Notice>
              <ReasonField value={reason} onChange={setReason} isMissing={isTried && isMissing} />
            </>
          )}
          <FormatField value={way} stations={stations} onChange={setWay} />
          <DeviceField value={device} onChange={setDevice} />
        </form>
      )}
    </Dialog>
  );
}

/** Why what was printed before is printed again. */
export function ReasonField({
  value,
  onChange,
  isMissing,
}: {
  readonly value: string;
  readonly onChange: (reason: string) => void;
  readonly isMissing: boolean;
}): ReactNode {
  const t = useBadgeTexts();
  return (
    <Field
      id="badge-reason"
      label={t("reason")}
      required
      maxLength={LONGEST_REASON}
      value={value}
      onChange={onChange}
      error={isMissing ? t("wrong.reason") : undefined}
    />
  );
}

export function DeviceField({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (name: string) => void;
}): ReactNode {
  const t = useBadgeTexts();
  return (
    <Field
      id="badge-device"
      label={t("device")}
      hint={t("deviceHint")}
      maxLength={LONGEST_DEVICE}
      value={value}
      onChange={onChange}
    />
  );
}

/** Dots to the inch of a file for a label printer, 0 for PDF, or the id of a station that prints it itself. */
function FormatField({
  value,
  stations,
  onChange,
}: {
  readonly value: string;
  readonly stations: readonly Station[];
  readonly onChange: (way: string) => void;
}): ReactNode {
  const t = useBadgeTexts();
  return (
    <NativeSelect
      label={t("format")}
      required
      options={[
        { value: "0", label: t("format.pdf") },
        { value: "203", label: t("format.zpl", { number: 203 }) },
        { value: "300", label: t("format.zpl", { number: 300 }) },
        ...stations.map((each) => ({
          value: each.id,
          label: `${t("atStation", { name: each.name })} · ${t(`station.state.${each.state}`)}`,
        })),
      ]}
      value={value}
      onChange={onChange}
    />
  );
}

/** A badge on its way through a station: how far it is, and why it did not come out. */
function SentJob({ eventId, sent }: { readonly eventId: string; readonly sent: PrintJob }): ReactNode {
  const t = useBadgeTexts();
  const wordsOf = useJobWords();
  const job = useJob(eventId, sent);
  const kind = job.state === "printed" ? "good" : job.state === "failed" ? "bad" : "warm";
  return (
    <Notice kind={kind} announce title={t(`job.state.${job.state}`)}>
      {[wordsOf(job), job.detail].filter((each) => each !== "").join(" ")}
    </Notice>
  );
}

/** The print is on record: its file is printed by the browser, or saved. */
function Ready({ run }: { readonly run: PrintRun }): ReactNode {
  const t = useBadgeTexts();
  const fetchFile = useBadgeFile();
  const [error, setError] = useState<unknown>(null);
  const [isPending, setPending] = useState(false);
  const take = (use: (content: Blob) => void) => (): void => {
    setPending(true);
    setError(null);
    fetchFile({ run, part: 1 })
      .then(use, setError)
      .finally(() => setPending(false));
  };
  const isPdf = run.format === "pdf";
  const save = (content: Blob): void => saveAs(content, isPdf ? "badge.pdf" : "badge.zpl", content.type);
  return (
    <div className="stack">
      <Notice kind="good" announce>
        {t("onRecord")}
      </Notice>
      {error !== null && <Failure error={error} />}
      <div className="row">
        {isPdf && (
          <Button pending={isPending} onPress={take(printPdf)}>
            {t("printNow")}
          </Button>
        )}
        <Button kind="quiet" pending={isPending} onPress={take(save)}>
          {t("download")}
        </Button>
      </div>
    </div>
  );
}
