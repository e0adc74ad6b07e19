// What the platform takes of a payment, and by which rule.
import type { ReactNode } from "react";
import { answerOf } from "../../../api/client";
import { percentOf } from "../../../lib/typed-numbers";
import { useAmount } from "../shell/money";
import { useMoney, type Payment } from "./queries";
import { useMoneyTexts } from "./texts";

export function PlatformFee({ payment }: { readonly payment: Payment }): ReactNode {
  const amount = useAmount();
  if (payment.platform_fee_minor === 0) return <PlatformFeeRule currency={payment.currency} />;
  return (
    <>
      <span className="number">{amount(payment.platform_fee_minor, payment.currency)}</span>
      <span className="list-name__more">
        <PlatformFeeRule currency={payment.currency} />
      </span>
    </>
  );
}

/** The rule as the operator set it: of one currency, or of all. */
export function PlatformFeeRule({ currency }: { readonly currency?: string }): ReactNode {
  const t = useMoneyTexts();
  const amount = useAmount();
  const rule = useMoney(["platform-fee"], (api, id) =>
    answerOf(
      api.GET("/api/v1/organizations/{organization_id}/platform-fee", { params: { path: { organization_id: id } } }),
    ),
  ).data;
  if (rule === undefined) return null;
  const fixed = Object.entries(rule.fixed).filter(([of, minor]) => minor > 0 && (currency ?? of) === of);
  const parts = [
    ...(rule.basis_points > 0 ? [`${percentOf(rule.basis_points)} %`] : []),
    ...(fixed.length > 0 ? [fixed.map(([of, minor]) => amount(minor, of)).join(" / ")] : []),
  ];
  return parts.length === 0 ? t("fee.none") : t("fee.rule", { parts: parts.join(" + ") });
}
