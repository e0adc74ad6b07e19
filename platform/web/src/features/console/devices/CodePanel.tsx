// A new joining code: by which lists its devices check in, where, until when, and how many may join.
import type { ReactNode } from "react";
import { instantIn, localIn } from "../../../lib/zoned";
import { Checkbox, CheckboxGroup } from "../../../ui/Checkbox";
import { Field } from "../../../ui/Field";
import { NativeSelect } from "../../../ui/NativeSelect";
import { RadioGroup } from "../../../ui/RadioGroup";
import { useStationsOf } from "../badges/stations";
import { useLists } from "../checkin/queries";
import { EntityPanel } from "../parts/EntityForm";
import { useEditing } from "../parts/editing";
import { useEvent } from "../shell/event";
import { useOrganization } from "../shell/organizations";
import { useGates } from "../shifts/queries";
import { useCreateCode, type IssuedCode } from "./queries";
import { useDeviceTexts } from "./texts";

interface CodeForm {
  readonly whose: "all" | "some";
  readonly lists: readonly string[];
  readonly gate: string;
  readonly ends: string;
  readonly uses: string;
  readonly lasts: string;
  readonly overrides: boolean;
  readonly sells: boolean;
  readonly kiosk: boolean;
  readonly pin: string;
  readonly badges: boolean;
  readonly station: string;
}

const HOUR = 3_600_000;
const MOST_USES = 100;
const LASTS = ["900", "3600", "86400"] as const;
const FIELDS: Readonly<Record<string, keyof CodeForm>> = {
  list_ids: "lists",
  gate: "gate",
  ends_at: "ends",
  max_uses: "uses",
  expires_in_seconds: "lasts",
  may_override: "overrides",
  may_sell: "sells",
  kiosk: "pin",
  print_station_id: "station",
};

export interface CodePanelProps {
  readonly onMade: (issued: IssuedCode) => void;
  readonly onClose: () => void;
}

export function CodePanel({ onMade, onClose }: CodePanelProps): ReactNode {
  const t = useDeviceTexts();
  const event = useEvent();
  const { may } = useOrganization();
  const zone = event.time_zone;
  const lists = useLists().data ?? [];
  const gates = useGates().data ?? [];
  const stations = useStationsOf(event.id).data ?? [];
  const create = useCreateCode();
  const empty: CodeForm = {
    whose: "all",
    lists: [],
    gate: "",
    ends: localIn(lastHours(event.ends_at), zone),
    uses: "1",
    lasts: "900",
    overrides: false,
    sells: false,
    kiosk: false,
    pin: "",
    badges: false,
    station: "",
  };
  const editing = useEditing<CodeForm, IssuedCode>({
    entity: null,
    empty,
    prefix: "code",
    formOf: () => empty,
    problemsOf: (form) =>
      new Map([
        ...(form.whose === "some" && form.lists.length === 0 ? [["lists", t("wrong.lists")] as const] : []),
        ...(form.ends === "" || Date.parse(instantIn(form.ends, zone) ?? "") <= Date.now()
          ? [["ends", t("wrong.ends")] as const]
          : []),
        ...(form.kiosk && !/^\d{4,8}$/.test(form.pin) ? [["pin", t("wrong.pin")] as const] : []),
        ...(isCount(form.uses) ? [] : [["uses", t("wrong.uses")] as const]),
      ]),
    fieldOf: (pointer) => FIELDS[pointer.split("/")[1] ?? ""] ?? null,
    write: (form) =>
      create({
        list_ids: form.whose === "some" ? [...form.lists] : null,
        gate: form.gate,
        ends_at: instantIn(form.ends, zone) ?? "",
        max_uses: Number(form.uses),
        expires_in_seconds: Number(form.lasts),
        may_override: form.overrides && !form.kiosk,
        may_sell: form.sells && !form.kiosk,
        kiosk: form.kiosk ? { pin: form.pin, prints_badges: form.badges } : null,
        print_station_id: form.station === "" || (form.kiosk && !form.badges) ? null : form.station,
      }),
    current: (issued) => Promise.resolve(issued),
    onSaved: onMade,
  });
  const { form, change, errors } = editing;
  return (
    <EntityPanel title={t("new")} editing={editing} submit={t("make")} labelOf={() => null} onClose={onClose}>
      <RadioGroup
        id="code-whose"
        label={t("field.whose")}
        required
        value={form.whose}
        options={(["all", "some"] as const).map((value) => ({ value, label: t(`whose.${value}`) }))}
        onChange={(whose) => change({ whose: whose as CodeForm["whose"] })}
      />
      {form.whose === "some" && (
        <CheckboxGroup
          id="code-lists"
          label={t("field.lists")}
          required
          error={errors.get("lists")}
          options={lists.map(({ id, name }) => ({ value: id, label: name }))}
          values={form.lists}
          onChange={(chosen) => change({ lists: chosen })}
        />
      )}
      {gates.length > 0 && (
        <NativeSelect
          id="code-gate"
          label={t("field.gate")}
          value={form.gate}
          error={errors.get("gate")}
          options={gates.map(({ name }) => ({ value: name, label: name }))}
          onChange={(gate) => change({ gate })}
        />
      )}
      <Field
        id="code-ends"
        label={t("field.ends")}
        hint={t("field.endsHint", { zone: zone.replaceAll("_", " ") })}
        type="datetime-local"
        required
        value={form.ends}
        error={errors.get("ends")}
        onChange={(ends) => change({ ends })}
      />
      <Field
        id="code-uses"
        label={t("field.uses")}
        type="number"
        required
        maxLength={3}
        value={form.uses}
        error={errors.get("uses")}
        onChange={(uses) => change({ uses })}
      />
      <RadioGroup
        id="code-lasts"
        label={t("field.lasts")}
        required
        value={form.lasts}
        options={LASTS.map((value) => ({ value, label: t(`lasts.${value}`) }))}
        onChange={(lasts) => change({ lasts })}
      />
      <Checkbox id="code-kiosk" checked={form.kiosk} onChange={(kiosk) => change({ kiosk })}>
        {t("field.kiosk")}
      </Checkbox>
      {form.kiosk && (
        <Field
          id="code-pin"
          label={t("field.pin")}
          hint={t("field.pinHint")}
          required
          maxLength={8}
          value={form.pin}
          error={errors.get("pin")}
          onChange={(pin) => change({ pin })}
        />
      )}
      {form.kiosk && may("badges.print") && (
        <Checkbox id="code-badges" checked={form.badges} onChange={(badges) => change({ badges })}>
          {t("field.badges")}
        </Checkbox>
      )}
      {stations.length > 0 && may("badges.print") && (!form.kiosk || form.badges) && (
        <NativeSelect
          id="code-station"
          label={t("field.station")}
          hint={t(form.kiosk ? "field.stationOfKiosk" : "field.stationHint")}
          value={form.station}
          error={errors.get("station")}
          options={stations.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(station) => change({ station })}
        />
      )}
      {!form.kiosk && may("checkin.override") && (
        <Checkbox id="code-overrides" checked={form.overrides} onChange={(overrides) => change({ overrides })}>
          {t("field.override")}
        </Checkbox>
      )}
      {!form.kiosk && may("orders.record-payments") && may("badges.print") && (
        <Checkbox id="code-sells" checked={form.sells} onChange={(sells) => change({ sells })}>
          {t("field.sell")}
        </Checkbox>
      )}
    </EntityPanel>
  );
}

function isCount(text: string): boolean {
  return /^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= MOST_USES;
}

/** Some hours after the event's end, or after now where that is past. */
function lastHours(endsAt: string | null): string {
  const end = endsAt === null ? 0 : Date.parse(endsAt);
  return new Date(Math.max(end + 6 * HOUR, Date.now() + 12 * HOUR)).toISOString();
}
