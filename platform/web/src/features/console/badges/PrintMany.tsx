// Prints the badges of many as a job: of a ticket type, of those who are in, also those printed before.
import { useState, type ReactNode } from "react";
import { useNavigate } from "react-router";
import { Button } from "../../../ui/Button";
import { Checkbox } from "../../../ui/Checkbox";
import { Dialog } from "../../../ui/Dialog";
import { Failure } from "../../../ui/Failure";
import { NativeSelect } from "../../../ui/NativeSelect";
import { useEvent } from "../shell/event";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { eventPath } from "../shell/places";
import { useAllTicketTypes } from "../tickets/queries";
import { DeviceField, ReasonField } from "./PrintDialog";
import { rememberedDevice } from "./printing";
import { useLayouts, usePrintFound } from "./queries";
import { useBadgeTexts } from "./texts";

/** The button that opens the dialog, for those who may print and once there is a layout to print by. */
export function PrintManyButton(): ReactNode {
  const t = useBadgeTexts();
  const { may } = useOrganization();
  const layouts = useLayouts().data ?? [];
  const [isOpen, setOpen] = useState(false);
  if (!may("badges.print") || !may("orders.read") || layouts.length === 0) return null;
  return (
    <>
      <Button kind="quiet" onPress={() => setOpen(true)}>
        {t("printMany")}
      </Button>
      {isOpen && <PrintFoundDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function PrintFoundDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useBadgeTexts();
  const { slug } = useOrganization();
  const event = useEvent();
  const navigate = useNavigate();
  const notify = useNotify();
  const types = (useAllTicketTypes().data ?? []).filter(({ state }) => state !== "archived");
  const start = usePrintFound();
  const [type, setType] = useState("");
  const [checkedIn, setCheckedIn] = useState(false);
  const [again, setAgain] = useState(false);
  const [reason, setReason] = useState("");
  const [device, setDevice] = useState(rememberedDevice);
  const [isTried, setTried] = useState(false);
  const isMissing = again && reason.trim() === "";
  const send = (): void => {
    setTried(true);
    if (isMissing) return;
    start.mutate(
      { type, checkedIn, again, reason: again ? reason.trim() : "", device: device.trim() },
      {
        onSuccess: () => {
          notify(t("started"));
          onClose();
          void navigate(eventPath(slug, event.id, "badges/prints"));
        },
      },
    );
  };
  const actions = (
    <>
      <Button kind="quiet" onPress={onClose}>
        {t("cancel")}
      </Button>
      <Button type="submit" form="badge-print-many" pending={start.isPending}>
        {t("start")}
      </Button>
    </>
  );
  return (
    <Dialog open title={t("printMany")} onClose={onClose} actions={actions}>
      <form
        id="badge-print-many"
        className="stack"
        noValidate
        onSubmit={(submitted) => {
          submitted.preventDefault();
          send();
        }}
      >
        {start.isError && <Failure error={start.error} />}
        <p>{t("printManyText")}</p>
        <NativeSelect
          label={t("ticketType")}
          options={types.map(({ id, name }) => ({ value: id, label: name }))}
          value={type}
          onChange={setType}
        />
        <Checkbox id="badge-checked-in" checked={checkedIn} onChange={setCheckedIn}>
          {t("checkedIn")}
        </Checkbox>
        <Checkbox id="badge-again" checked={again} onChange={setAgain}>
          {t("again")}
        </Checkbox>
        {again && <ReasonField value={reason} onChange={setReason} isMissing={isTried && isMissing} />}
        <DeviceField value={device} onChange={setDevice} />
      </form>
    </Dialog>
  );
}
