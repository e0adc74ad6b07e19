// The refund terms, shown before the payment; nothing where they cannot be fetched.
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useLocale } from "../../ui/language";
import { useMoney } from "../../ui/Money";
import { cartOf } from "./cart";
import { usePurchase, useMessageText } from "./purchase";
import { refundTermsText } from "./refund-terms";
import type { BuyerTerms } from "./types";

export function useRefundTermsQuery(): UseQueryResult<BuyerTerms> {
  const { client, config } = usePurchase();
  return useQuery({ queryKey: ["returns", config.eventId], queryFn: () => client.refundTerms(), retryOnMount: false });
}

export function RefundTerms(): ReactNode {
  const say = useMessageText();
  const money = useMoney();
  const locale = useLocale();
  const { state } = usePurchase();
  const { currency, digits } = cartOf(state);
  const { data } = useRefundTermsQuery();
  if (data === undefined) return null;
  const share = (bp: number): string =>
    new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 2 }).format(bp / 10_000);
  const said = refundTermsText(data, currency, { share, money: (minor) => money(minor, currency, digits) });
  return <p className="muted small">{said.map(say).join(" ")}</p>;
}
