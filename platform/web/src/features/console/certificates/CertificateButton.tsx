// Downloads the certificate of who came in with a ticket, from where the ticket stands.
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Failure } from "../../../ui/Failure";
import { useDownload } from "../parts/download";
import { useOrganization } from "../shell/organizations";
import { useCertificateTexts } from "./texts";

export interface CertificateButtonProps {
  readonly orderId: string;
  readonly ticketId: string;
  readonly name: string;
}

const FILE = "/api/v1/organizations/{organization_id}/orders/{order_id}/tickets/{ticket_id}/certificate.pdf";

export function CertificateButton({ orderId, ticketId, name }: CertificateButtonProps): ReactNode {
  const t = useCertificateTexts();
  const { may } = useOrganization();
  const file = useDownload<void>((api, organization_id) =>
    api.GET(FILE, { params: { path: { organization_id, order_id: orderId, ticket_id: ticketId } }, parseAs: "blob" }),
  );
  if (!may("checkin.manage")) return null;
  return (
    <>
      {file.isError && <Failure error={file.error} />}
      <Button
        kind="quiet"
        size="small"
        aria-label={t("downloadFor", { name })}
        pending={file.isPending}
        onPress={() => file.mutate()}
      >
        {t("one")}
      </Button>
    </>
  );
}
