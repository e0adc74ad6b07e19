// Which bar codes stand beside the QR code on the event's PDF tickets; saved as they are chosen.
import type { ReactNode } from "react";
import { Checkbox } from "../../../ui/Checkbox";
import { Section } from "../parts/Section";
import { useNotSaved } from "../parts/state-change";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { Loaded } from "../shell/states";
import { useBarcodes, useSaveBarcodes, type Barcodes } from "./barcodes";
import { useTicketTexts } from "./texts";

export function TicketBarcodes(): ReactNode {
  const t = useTicketTexts();
  const query = useBarcodes();
  return (
    <Section title={t("barcodes.title")} lead={t("barcodes.lead")} boxed>
      <Loaded query={query} rows={2}>
        {(chosen) => <Choice chosen={chosen} />}
      </Loaded>
    </Section>
  );
}

function Choice({ chosen }: { readonly chosen: Barcodes }): ReactNode {
  const t = useTicketTexts();
  const notify = useNotify();
  const notSaved = useNotSaved();
  const save = useSaveBarcodes();
  const disabled = !useOrganization().may("events.write") || save.isPending;
  const choose = (changes: Partial<Barcodes>): void => {
    const { has_code_128, has_pdf417 } = { ...chosen, ...changes };
    save.mutate(
      { body: { has_code_128, has_pdf417 }, over: chosen },
      { onSuccess: () => notify(t("barcodes.saved")), onError: notSaved },
    );
  };
  return (
    <div className="stack stack--tight">
      <Checkbox
        id="barcodes-code-128"
        checked={chosen.has_code_128}
        onChange={(has_code_128) => choose({ has_code_128 })}
        disabled={disabled}
      >
        {t("barcodes.code128")}
      </Checkbox>
      <Checkbox
        id="barcodes-pdf417"
        checked={chosen.has_pdf417}
        onChange={(has_pdf417) => choose({ has_pdf417 })}
        disabled={disabled}
      >
        {t("barcodes.pdf417")}
      </Checkbox>
    </div>
  );
}
