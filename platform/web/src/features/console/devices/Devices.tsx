// The phones and scanners of an event's door: what each may do, how it is, and removing it.
import "./devices.css";
import { useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { useLocale } from "../../../ui/language";
import { useLists } from "../checkin/queries";
import { RemoveDialog } from "../parts/RemoveDialog";
import { Row, Rows } from "../parts/Rows";
import { Section } from "../parts/Section";
import { useEvent } from "../shell/event";
import { useEventTime } from "../shell/event-api";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { eventPath } from "../shell/places";
import { Loaded } from "../shell/states";
import { CodeDialog } from "./CodeDialog";
import { CodePanel } from "./CodePanel";
import { Conflicts } from "./Conflicts";
import {
  useCodes,
  useDevices,
  useEndCode,
  useRemoveDevice,
  type Device,
  type IssuedCode,
  type JoiningCode,
} from "./queries";
import { useDeviceTexts } from "./texts";

const MINUTE = 60;

export default function Devices(): ReactNode {
  const t = useDeviceTexts();
  const { slug } = useOrganization();
  const event = useEvent();
  const devices = useDevices();
  const codes = useCodes().data ?? [];
  const [isNew, setNew] = useState(false);
  const [issued, setIssued] = useState<IssuedCode | null>(null);
  const add = <Button onPress={() => setNew(true)}>{t("add")}</Button>;
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      help="check-in-devices"
      back={{ to: eventPath(slug, event.id, "checkin"), label: t("back") }}
      actions={add}
    >
      <Conflicts />
      {codes.length > 0 && <Codes codes={codes} />}
      <Loaded query={devices} rows={3}>
        {(all) =>
          all.length === 0 ? (
            <Empty icon="scan" title={t("none")}>
              {t("noneText")}
            </Empty>
          ) : (
            <DeviceRows devices={all} />
          )
        }
      </Loaded>
      {isNew && (
        <CodePanel
          onMade={(made) => {
            setNew(false);
            setIssued(made);
          }}
          onClose={() => setNew(false)}
        />
      )}
      {issued !== null && <CodeDialog issued={issued} onClose={() => setIssued(null)} />}
    </Page>
  );
}

function DeviceRows({ devices }: { readonly devices: readonly Device[] }): ReactNode {
  const t = useDeviceTexts();
  const moment = useEventTime();
  const scopeOf = useScope();
  const healthOf = useHealth();
  const lostOf = useLost();
  const remove = useRemoveDevice();
  const [removed, setRemoved] = useState<Device | null>(null);
  return (
    <Section title={t("joined")}>
      <Rows label={t("joined")}>
        {devices.map((device) => (
          <Row
            key={device.id}
            title={device.name}
            tags={
              <span className={device.state === "active" ? "tag tag--good" : "tag"}>{t(`state.${device.state}`)}</span>
            }
            facts={[scopeOf(device), device.revoked_at === null ? healthOf(device) : lostOf(device)]}
            end={device.seen_at === null ? t("seen.never") : t("seen.at", { at: moment(device.seen_at) })}
            actions={
              device.revoked_at === null
                ? [{ id: "remove", label: t("remove.button"), danger: true, onAction: () => setRemoved(device) }]
                : []
            }
          />
        ))}
      </Rows>
      {removed !== null && (
        <RemoveDialog
          title={t("remove.title", { name: removed.name })}
          text={t("remove.text")}
          what={removed}
          remove={remove}
          confirm={t("remove.button")}
          onDone={t("remove.done", { name: removed.name })}
          onClose={() => setRemoved(null)}
        />
      )}
    </Section>
  );
}

function Codes({ codes }: { readonly codes: readonly JoiningCode[] }): ReactNode {
  const t = useDeviceTexts();
  const moment = useEventTime();
  const number = new Intl.NumberFormat(useLocale());
  const scopeOf = useScope();
  const end = useEndCode();
  const [ended, setEnded] = useState<JoiningCode | null>(null);
  return (
    <Section title={t("codes.title")}>
      <Rows label={t("codes.title")}>
        {codes.map((code) => (
          <Row
            key={code.id}
            title={t("codes.name", { at: moment(code.created_at) })}
            facts={[scopeOf(code), t("codes.until", { at: moment(code.expires_at) })]}
            end={t("codes.used", { used: number.format(code.uses), most: number.format(code.max_uses) })}
            actions={[{ id: "end", label: t("codes.end"), danger: true, onAction: () => setEnded(code) }]}
          />
        ))}
      </Rows>
      {ended !== null && (
        <RemoveDialog
          title={t("codes.endTitle")}
          text={t("codes.endText")}
          what={ended}
          remove={end}
          confirm={t("codes.end")}
          onDone={t("codes.ended")}
          onClose={() => setEnded(null)}
        />
      )}
    </Section>
  );
}

/** By which lists, where and until when, in a line. */
function useScope(): (of: Device | JoiningCode) => string {
  const t = useDeviceTexts();
  const moment = useEventTime();
  const lists = useLists().data ?? [];
  return ({ list_ids: ids, gate, ends_at: ends, may_override: overrides, may_sell: sells, is_kiosk: isKiosk }) =>
    [
      ids === null
        ? t("whose.all")
        : lists
            .filter(({ id }) => ids.includes(id))
            .map(({ name }) => name)
            .join(", "),
      gate === "" ? "" : t("fact.gate", { gate }),
      t("fact.until", { at: moment(ends) }),
      isKiosk ? t("fact.kiosk") : "",
      overrides ? t("fact.override") : "",
      sells ? t("fact.sell") : "",
    ]
      .filter((each) => each !== "")
      .join(" · ");
}

/** How many scans were never uploaded from a device that was removed. */
function useLost(): (device: Device) => string {
  const t = useDeviceTexts();
  const number = new Intl.NumberFormat(useLocale());
  return ({ queue_length: queue }) =>
    queue === null || queue === 0 ? "" : t("fact.lost", { count: queue, shown: number.format(queue) });
}

/** Battery, version, queue and clock, as it last reported. */
function useHealth(): (device: Device) => string {
  const t = useDeviceTexts();
  const locale = useLocale();
  const percent = new Intl.NumberFormat(locale, { style: "percent" });
  const number = new Intl.NumberFormat(locale);
  return ({ battery_percent: battery, app_version: version, queue_length: queue, clock_offset_seconds: offset }) => {
    const minutes = Math.round(Math.abs(offset ?? 0) / MINUTE);
    return [
      battery === null ? "" : t("fact.battery", { shown: percent.format(battery / 100) }),
      version === null ? "" : t("fact.version", { version }),
      queue === null || queue === 0 ? "" : t("fact.queue", { count: queue, shown: number.format(queue) }),
      minutes === 0 ? "" : t("fact.clock", { count: minutes, shown: number.format(minutes) }),
    ]
      .filter((each) => each !== "")
      .join(" · ");
  };
}
