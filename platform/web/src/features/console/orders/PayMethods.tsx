// By which methods an order can be paid; instructions for a transfer can be mailed to its buyer.
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Failure } from "../../../ui/Failure";
import { useNotify } from "../shell/notifications";
import { Loaded } from "../shell/states";
import { useInstructions, usePaymentOptions, type PaymentMethod } from "./pay-link";
import type { Order } from "./queries";
import { useOrderTexts } from "./texts";

export function PayMethods({ order }: { readonly order: Order }): ReactNode {
  const t = useOrderTexts();
  const notify = useNotify();
  const options = usePaymentOptions(order.id);
  const sending = useInstructions(order);
  const send = (method: PaymentMethod): void =>
    sending.mutate(method, { onSuccess: () => notify(t("payLink.instructed")) });
  return (
    <section className="refund-effect" aria-labelledby="methods-title">
      <h2 id="methods-title">{t("payLink.methods")}</h2>
      {sending.isError && <Failure error={sending.error} />}
      <Loaded query={options} rows={2}>
        {({ items, under_way, last_attempt_failed }) => (
          <>
            {items.length === 0 && <p>{t("payLink.noMethod")}</p>}
            <ul className="order-lines">
              {items.map((method) => (
                <li key={`${method.connection_id} ${method.method}`}>
                  <span>
                    <bdi>{method.title}</bdi>{" "}
                    {method.mode === "test" && <span className="tag">{t("payLink.test")}</span>}
                  </span>
                  {method.flow === "instructions" && (
                    <Button kind="bare" size="small" pending={sending.isPending} onPress={() => send(method)}>
                      {t("payLink.instruct")}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
            {under_way !== null && <p className="small">{t("payLink.underWay")}</p>}
            {last_attempt_failed && <p className="small">{t("payLink.failed")}</p>}
          </>
        )}
      </Loaded>
    </section>
  );
}
