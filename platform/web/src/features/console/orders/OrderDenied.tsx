// Why an order is cancelled that began with an application: somebody said no to it.
import type { ReactNode } from "react";
import { formatWhen } from "../../../lib/when";
import { useLocale } from "../../../ui/language";
import { Notice } from "../../../ui/Notice";
import { useApplication } from "../applications/queries";
import { useMemberList } from "../parts/members";
import { useOrderTexts } from "./texts";

/** The name of the member who decided; empty where it was no member, or who is not to be seen. */
export function useDecider(actor: string | undefined): string {
  const { data = [] } = useMemberList();
  const found = data.find(({ user_id }) => actor === `user:${user_id}`);
  return found === undefined ? "" : found.display_name || found.email;
}

export default function OrderDenied({ orderId, zone }: { readonly orderId: string; readonly zone: string }): ReactNode {
  const t = useOrderTexts();
  const locale = useLocale();
  const application = useApplication(orderId).data;
  const decision = application?.state === "denied" ? application.decision : null;
  const who = useDecider(decision?.decided_by);
  if (decision === null) return null;
  const when = formatWhen(decision.decided_at, null, { timeZone: zone, locale });
  return (
    <Notice title={t("application.denied")}>
      {who === "" ? t("application.deniedAt", { when }) : t("application.deniedBy", { when, who })}
    </Notice>
  );
}
