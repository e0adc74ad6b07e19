// What the provider delivered about a payment, without its content; a delivery can be read again.
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Failure } from "../../../ui/Failure";
import { ShortMoment, useListZone } from "../parts/ShortMoment";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { DeliveryState } from "./marks";
import { useDeliveries, useMoneyChange } from "./queries";
import { once } from "../session/connection";
import { useMoneyTexts } from "./texts";

export function PaymentDeliveries({ paymentId }: { readonly paymentId: string }): ReactNode {
  const t = useMoneyTexts();
  const zone = useListZone();
  const notify = useNotify();
  const { may } = useOrganization();
  const deliveries = useDeliveries(paymentId).data ?? [];
  const replaying = useMoneyChange((api, id, deliveryId: string) =>
    api.POST("/api/v1/organizations/{organization_id}/payment-deliveries/{delivery_id}/replay", {
      params: { path: { organization_id: id, delivery_id: deliveryId } },
      ...once,
    }),
  );
  if (deliveries.length === 0) return null;
  return (
    <section className="panel stack" aria-labelledby="deliveries-title">
      <h2 id="deliveries-title">{t("deliveries.title")}</h2>
      <p className="muted small">{t("deliveries.text")}</p>
      {replaying.isError && <Failure error={replaying.error} />}
      <ul className="money-lines">
        {deliveries.map((delivery) => (
          <li key={delivery.id}>
            <span className="money-lines__what">
              <DeliveryState state={delivery.state} />{" "}
              <span className="list-name__more">
                <ShortMoment at={delivery.received_at} zone={zone} />
              </span>
              {delivery.detail !== "" && <bdi className="list-name__more">{delivery.detail}</bdi>}
            </span>
            {may("payments.replay") && (
              <Button
                kind="quiet"
                size="small"
                pending={replaying.isPending && replaying.variables === delivery.id}
                onPress={() => replaying.mutate(delivery.id, { onSuccess: () => notify(t("deliveries.replayed")) })}
              >
                {t("deliveries.replay")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
