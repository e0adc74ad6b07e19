// One channel of a ticket type: the bar of what is sold, kept and free, its limit and when it goes back.
import "./sales-channels.css";
import type { CSSProperties, ReactNode } from "react";
import { intlLocale } from "../../../lib/language";
import type { Action } from "../../../ui/ActionMenu";
import { useLocale } from "../../../ui/language";
import { Row } from "../parts/Rows";
import { useEventTime } from "../shell/event-api";
import { useAmount } from "../shell/money";
import type { ChannelSetting } from "./queries";
import { useChannelTexts } from "./texts";

export interface SettingRowProps {
  readonly setting: ChannelSetting;
  readonly actions: readonly Action[];
  readonly onOpen?: () => void;
}

export function useSettingName(): (setting: ChannelSetting) => string {
  const t = useChannelTexts();
  return ({ channel, sales_partner_name: partner }) => partner ?? t(`channel.${channel}`);
}

export function SettingRow({ setting, actions, onOpen }: SettingRowProps): ReactNode {
  const t = useChannelTexts();
  const nameOf = useSettingName();
  const money = useAmount();
  const { is_sold, places, most, sales_partner_name } = setting;
  const prices = Object.entries(setting.prices).map(([currency, minor]) => money(minor, currency));
  const limit = most === null ? "" : t("most", { count: most });
  return (
    <Row
      title={nameOf(setting)}
      {...(onOpen === undefined ? {} : { onOpen })}
      tags={
        <>
          {sales_partner_name !== null && <span className="tag">{t("channel.partner")}</span>}
          {!is_sold && <span className="tag">{t("notSold")}</span>}
        </>
      }
      facts={[
        prices.length === 0 ? "" : t("costs", { price: prices.join(" · ") }),
        places === 0 ? "" : t("places", { count: places }),
        limit,
        useReturn(setting),
      ]}
      end={is_sold ? <Shares setting={setting} /> : null}
      actions={actions}
    />
  );
}

function useReturn({ places, return_at, returned_at }: ChannelSetting): string {
  const t = useChannelTexts();
  const time = useEventTime();
  if (returned_at !== null) return t("wentBack", { at: time(returned_at) });
  return places === 0 || return_at === null ? "" : t("goesBack", { at: time(return_at) });
}

/** What the channel sold, what is still kept for it, and what it shares with all others. */
function Shares({ setting: { sold, kept, free } }: { readonly setting: ChannelSetting }): ReactNode {
  const t = useChannelTexts();
  const number = new Intl.NumberFormat([intlLocale(useLocale()), "en"]);
  const all = Math.max(1, sold + kept + free);
  const wide = (part: number): CSSProperties => ({ inlineSize: `${(100 * part) / all}%` });
  const shares = { sold: number.format(sold), kept: number.format(kept), free: number.format(free) };
  return (
    <div className="channel-shares">
      <div className="channel-shares__bar" aria-hidden="true">
        <span className="channel-shares__sold" style={wide(sold)} />
        <span className="channel-shares__kept" style={wide(kept)} />
      </div>
      <p className="number small">{t("shares", shares)}</p>
    </div>
  );
}
