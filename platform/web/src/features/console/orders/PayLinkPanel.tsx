// The link by which an order is paid: copied or mailed, for longer if that is needed, and what it can be paid by.
import { useState, type ReactNode } from "react";
import { instantIn, localIn } from "../../../lib/zoned";
import { Checkbox } from "../../../ui/Checkbox";
import { Field } from "../../../ui/Field";
import { useEditing } from "../parts/editing";
import { EntityPanel } from "../parts/EntityForm";
import { Copyable } from "../parts/SecretOnce";
import { ShortMoment } from "../parts/ShortMoment";
import { useAmount } from "../shell/money";
import { useNotify } from "../shell/notifications";
import { usePayLink, type PayLink } from "./pay-link";
import { PayMethods } from "./PayMethods";
import type { Order } from "./queries";
import { missingOf } from "./received";
import { useOrderTexts } from "./texts";

export interface PayLinkPanelProps {
  readonly order: Order;
  /** Of the order's event. */
  readonly zone: string;
  readonly onClose: () => void;
}

interface LinkForm {
  /** A wall-clock time. */
  readonly until: string;
  readonly sendsMail: boolean;
}

export default function PayLinkPanel({ order, zone, onClose }: PayLinkPanelProps): ReactNode {
  const t = useOrderTexts();
  const amount = useAmount();
  const notify = useNotify();
  const [link, setLink] = useState<PayLink | null>(null);
  const making = usePayLink(order);
  const first: LinkForm = { until: localIn(order.expires_at, zone), sendsMail: false };
  const editing = useEditing<LinkForm, Order>({
    entity: null,
    empty: first,
    prefix: "link",
    formOf: () => first,
    problemsOf: () => new Map(),
    fieldOf: (pointer) => (pointer === "/pay_until" ? "until" : null),
    write: async ({ until, sendsMail }) => {
      const pay_until = until === first.until ? null : instantIn(until, zone);
      setLink(await making.mutateAsync({ pay_until, sends_mail: sendsMail }));
      return order;
    },
    current: (now) => Promise.resolve(now),
    onSaved: (_, { sendsMail }) => notify(t(sendsMail ? "payLink.mailed" : "payLink.made")),
  });
  const { form, change, errors } = editing;
  return (
    <EntityPanel
      editing={editing}
      title={t("payLink.title")}
      submit={t("payLink.button")}
      labelOf={() => null}
      onClose={onClose}
    >
      <p>
        {t("received.missing", { amount: amount(missingOf(order), order.currency) })}{" "}
        {order.expires_at !== null && (
          <>
            {t("payLink.kept")} <ShortMoment at={order.expires_at} zone={zone} />
          </>
        )}
      </p>
      {link !== null && (
        <div className="stack">
          <Copyable label={t("payLink.link")} value={link.url} />
          <p className="muted small">{t("payLink.secret")}</p>
        </div>
      )}
      <Field
        id="link-until"
        label={t("desk.until")}
        hint={t("payLink.untilHint", { zone: zone.replaceAll("_", " ") })}
        type="datetime-local"
        value={form.until}
        onChange={(until) => change({ until })}
        error={errors.get("until")}
      />
      <Checkbox checked={form.sendsMail} onChange={(sendsMail) => change({ sendsMail })}>
        {t("payLink.mail", { email: order.buyer_email })}
      </Checkbox>
      <PayMethods order={order} />
    </EntityPanel>
  );
}
