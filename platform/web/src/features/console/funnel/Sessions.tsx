// Which sessions people looked at, picked, signed up for and wait for: a portion at first, in the order that is chosen.
import { useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { useLocale } from "../../../ui/language";
import { NativeSelect } from "../../../ui/NativeSelect";
import { FileButtons } from "../parts/FileButtons";
import { Section } from "../parts/Section";
import { useEventTime } from "../shell/event-api";
import { useConsoleTexts } from "../shell/texts";
import { useSessionInterest, useSessionInterestFile, type Interest } from "./queries";
import { useFunnelTexts } from "./texts";

type Items = Interest["items"];

const FIGURES = ["seen", "favourites", "sign_ups", "waiting"] as const;
const ORDERS = ["time", ...FIGURES] as const;
type Order = (typeof ORDERS)[number];
/** Rows that stand there at first, and that come with each press. */
const PORTION = 25;

/** Nothing stands here for an event without sessions. */
export function Sessions(): ReactNode {
  const t = useFunnelTexts();
  const found = useSessionInterest().data;
  const file = useSessionInterestFile();
  const [order, setOrder] = useState<Order>("time");
  const [most, setMost] = useState(PORTION);
  if (found === undefined || found.items.length === 0) return null;
  const isLong = found.items.length > PORTION;
  return (
    <Section title={t("sessions")} lead={t("sessionsLead")} boxed>
      {isLong && (
        <NativeSelect
          label={t("session.order")}
          required
          value={order}
          onChange={(value) => setOrder(ORDERS.find((each) => each === value) ?? "time")}
          options={ORDERS.map((value) => ({ value, label: t(`session.${value}`) }))}
        />
      )}
      <SessionTable items={inOrder(found.items, order).slice(0, most)} />
      {isLong && <More all={found.items.length} most={most} onMore={() => setMost(most + PORTION)} />}
      <FileButtons file={file} />
    </Section>
  );
}

/** They come in the order of time, which also decides between equals. */
function inOrder(items: Items, order: Order): Items {
  return order === "time" ? items : items.toSorted((one, other) => other[order] - one[order]);
}

interface MoreProps {
  readonly all: number;
  readonly most: number;
  readonly onMore: () => void;
}

function More({ all, most, onMore }: MoreProps): ReactNode {
  const t = useFunnelTexts();
  const shell = useConsoleTexts();
  const number = new Intl.NumberFormat([useLocale(), "en"]);
  const shown = number.format(Math.min(most, all));
  return (
    <div className="row">
      <span className="muted" role="status">
        {t("session.shown", { shown, all: number.format(all) })}
      </span>
      {most < all && (
        <Button kind="quiet" onPress={onMore}>
          {shell("showMore")}
        </Button>
      )}
    </div>
  );
}

function SessionTable({ items }: Pick<Interest, "items">): ReactNode {
  const t = useFunnelTexts();
  const number = new Intl.NumberFormat([useLocale(), "en"]);
  const timeOf = useEventTime();
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached by keyboard
    <div className="sales-report__scroll" role="group" aria-label={t("sessions")} tabIndex={0}>
      <table className="sales-report__table">
        <thead>
          <tr>
            <th scope="col">{t("session")}</th>
            {FIGURES.map((each) => (
              <th key={each} scope="col">
                {t(`session.${each}`)}
              </th>
            ))}
            <th scope="col">{t("session.capacity")}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((session) => (
            <tr key={session.session_id}>
              <th scope="row">
                <bdi>{session.title}</bdi>
                <br />
                <span className="muted small">{timeOf(session.starts_at)}</span>
              </th>
              {FIGURES.map((each) => (
                <td key={each} className="number">
                  {number.format(session[each])}
                </td>
              ))}
              <td className="number">{session.capacity === null ? "–" : number.format(session.capacity)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
