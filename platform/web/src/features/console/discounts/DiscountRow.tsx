// One discount in the list: what it takes off and for what, until when, and how much of it is used.
import type { CSSProperties, ReactNode } from "react";
import { intlLocale } from "../../../lib/language";
import { formatMoment } from "../../../lib/moment";
import type { Action } from "../../../ui/ActionMenu";
import { useLocale } from "../../../ui/language";
import { Row } from "../parts/Rows";
import { useAmount } from "../shell/money";
import type { Discount } from "./queries";
import { useDiscountTexts } from "./texts";

export interface DiscountRowProps {
  readonly discount: Discount;
  /** It counts at every event, and this list is one event's. */
  readonly isShared: boolean;
  readonly zone: string;
  readonly actions: readonly Action[];
  readonly onOpen?: () => void;
}

export function DiscountRow({ discount, isShared, zone, actions, onOpen }: DiscountRowProps): ReactNode {
  const t = useDiscountTexts();
  const state = stateOf(discount, Date.now());
  const title = discount.code ?? discount.name;
  const count = new Intl.NumberFormat([intlLocale(useLocale()), "en"]).format(discount.code_count);
  return (
    <Row
      title={title}
      {...(onOpen === undefined ? {} : { onOpen })}
      tags={
        <>
          {state !== "active" && <span className="tag">{t(`state.${state}`)}</span>}
          {isShared && <span className="tag">{t("shared")}</span>}
        </>
      }
      facts={[
        useWorth(discount),
        discount.name === title ? "" : discount.name,
        useWindow(discount, zone),
        discount.code_count > 1 ? t("codes.fact", { number: count }) : "",
      ]}
      end={<Uses discount={discount} />}
      actions={actions}
    />
  );
}

type Shown = "active" | "paused" | "archived" | "ended" | "planned";

export function stateOf({ state, starts_at, ends_at }: Discount, now: number): Shown {
  if (state !== "active") return state;
  if (ends_at !== null && Date.parse(ends_at) <= now) return "ended";
  return starts_at !== null && Date.parse(starts_at) > now ? "planned" : "active";
}

function useWorth({
  percent_bp: share,
  amount_minor: minor,
  currency,
  amounts,
  opens_hidden,
  ticket_type_ids,
}: Discount): string {
  const t = useDiscountTexts();
  const amount = useAmount();
  const percent = new Intl.NumberFormat([intlLocale(useLocale()), "en"], {
    style: "percent",
    maximumFractionDigits: 2,
  });
  const further = Object.entries(amounts).map(([code, { amount_minor: each }]) => amount(each ?? 0, code));
  const said = [
    share !== null ? t("worth.share", { share: percent.format(share / 10_000) }) : "",
    minor !== null && currency !== null
      ? t("worth.amount", { amount: [amount(minor, currency), ...further].join(" / ") })
      : "",
    opens_hidden ? t("worth.opens") : "",
    ticket_type_ids.length > 0 ? t("worth.types", { count: ticket_type_ids.length }) : "",
  ];
  return said.filter(Boolean).join(" · ");
}

function useWindow({ starts_at, ends_at }: Discount, zone: string): string {
  const t = useDiscountTexts();
  const locale = useLocale();
  const at = (moment: string): string => formatMoment(moment, zone, locale, "own");
  if (starts_at !== null && ends_at !== null) return t("window.both", { from: at(starts_at), to: at(ends_at) });
  if (starts_at !== null) return t("window.from", { from: at(starts_at) });
  return ends_at === null ? "" : t("window.to", { to: at(ends_at) });
}

function Uses({ discount: { uses, uses_per_code, code_count } }: { readonly discount: Discount }): ReactNode {
  const t = useDiscountTexts();
  const number = new Intl.NumberFormat([intlLocale(useLocale()), "en"]);
  const most = uses_per_code === null ? null : uses_per_code * code_count;
  const style: CSSProperties = {
    inlineSize: `${most === null ? 0 : Math.min(100, (100 * uses) / Math.max(1, most))}%`,
  };
  return (
    <div className="discounts__uses">
      {most !== null && (
        <div className="discounts__bar" aria-hidden="true">
          <span style={style} />
        </div>
      )}
      <p className="number small">
        {most === null
          ? t("uses.free", { count: uses })
          : t("uses.of", { uses: number.format(uses), most: number.format(most) })}
      </p>
    </div>
  );
}
