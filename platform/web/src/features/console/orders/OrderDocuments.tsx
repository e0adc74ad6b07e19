// The tickets of a confirmed order, to hand over or to print.
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Failure } from "../../../ui/Failure";
import { useDownload } from "../parts/download";
import { useOrganization } from "../shell/organizations";
import type { Order } from "./queries";
import { useOrderTexts } from "./texts";

const BASE = "/api/v1/organizations/{organization_id}/orders/{order_id}";

export function OrderDocuments({ order }: { readonly order: Order }): ReactNode {
  const t = useOrderTexts();
  const { may } = useOrganization();
  const printing = useDownload((api, organization_id, order_id: string) =>
    api.GET(`${BASE}/tickets.pdf`, { params: { path: { organization_id, order_id } }, parseAs: "blob" }),
  );
  const noting = useDownload((api, organization_id, order_id: string) =>
    api.GET(`${BASE}/tickets.ics`, { params: { path: { organization_id, order_id } }, parseAs: "blob" }),
  );
  if (order.state !== "confirmed" || !may("orders.edit")) return null;
  const failed = printing.error ?? noting.error;
  return (
    <section className="panel stack" aria-labelledby="documents-title">
      <h2 id="documents-title">{t("documents.title")}</h2>
      {failed !== null && <Failure error={failed} />}
      <div className="toolbar">
        <Button kind="quiet" size="small" pending={printing.isPending} onPress={() => printing.mutate(order.id)}>
          {t("documents.pdf")}
        </Button>
        <Button kind="quiet" size="small" pending={noting.isPending} onPress={() => noting.mutate(order.id)}>
          {t("documents.calendar")}
        </Button>
      </div>
    </section>
  );
}
