// What among the payments waits for a person: disputes with their deadline, and payments to decide about.
import type { ReactNode } from "react";
import { Link } from "react-router";
import { Notice } from "../../../ui/Notice";
import { ShortMoment, useListZone } from "../parts/ShortMoment";
import { useOrganization } from "../shell/organizations";
import { organizationPath } from "../shell/places";
import { rowsOf, useDisputes, useHeldPayments, type Dispute } from "./queries";
import { useMoneyTexts } from "./texts";

export function PaymentAlerts(): ReactNode {
  const t = useMoneyTexts();
  const { slug } = useOrganization();
  const held = useHeldPayments().data ?? [];
  return (
    <>
      <OpenDisputes />
      {held.length > 0 && (
        <Notice
          title={t("review.waiting", { number: held.length })}
          actions={
            <Link className="button button--quiet button--small" to={organizationPath(slug, "money?is_held=true")}>
              {t("review.look")}
            </Link>
          }
        >
          {t("review.waitingText")}
        </Notice>
      )}
    </>
  );
}

/** The same with the way to them, for other views. */
export function OpenDisputes(): ReactNode {
  const t = useMoneyTexts();
  const { slug } = useOrganization();
  return (
    <DisputeAlert
      actions={
        <Link className="button button--quiet button--small" to={organizationPath(slug, "money/disputes?state=open")}>
          {t("disputes.look")}
        </Link>
      }
    />
  );
}

/** How many disputes are open, and until when the first of them has to be answered. */
export function DisputeAlert({ actions }: { readonly actions?: ReactNode }): ReactNode {
  const t = useMoneyTexts();
  const zone = useListZone();
  const open = rowsOf(useDisputes("open"));
  if (open.length === 0) return null;
  const first = firstDeadline(open);
  return (
    <Notice kind="bad" title={t("disputes.waiting", { number: open.length })} actions={actions}>
      {first !== null && (
        <p>
          {t("disputes.first")} <ShortMoment at={first} zone={zone} />
        </p>
      )}
      <p>{t("disputes.evidence")}</p>
    </Notice>
  );
}

function firstDeadline(disputes: readonly Dispute[]): string | null {
  const deadlines = disputes.flatMap(({ respond_by }) => (respond_by === null ? [] : [respond_by]));
  return deadlines.sort()[0] ?? null;
}
