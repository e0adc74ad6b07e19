// The list as it is filtered, as a file for a spreadsheet.
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Failure } from "../../../ui/Failure";
import { useDownload } from "../parts/download";
import { NotConfirmed } from "../session/connection";
import { useNotify } from "../shell/notifications";
import type { AttendeeFilter } from "./attendees";
import type { OrderFilter } from "./list-filter";
import { useOrderTexts } from "./texts";

const BASE = "/api/v1/organizations/{organization_id}";

export function ExportOrders({ filter }: { readonly filter: OrderFilter }): ReactNode {
  const exporting = useDownload((api, organization_id, query: OrderFilter) =>
    api.GET(`${BASE}/orders/search/export`, { params: { path: { organization_id }, query }, parseAs: "blob" }),
  );
  return <ExportButton exporting={exporting} filter={filter} />;
}

export function ExportAttendees({ filter }: { readonly filter: AttendeeFilter }): ReactNode {
  const exporting = useDownload((api, organization_id, query: AttendeeFilter) =>
    api.GET(`${BASE}/attendees/export`, { params: { path: { organization_id }, query }, parseAs: "blob" }),
  );
  return <ExportButton exporting={exporting} filter={filter} />;
}

interface ExportButtonProps<Filter> {
  readonly exporting: ReturnType<typeof useDownload<Filter>>;
  readonly filter: Filter;
}

function ExportButton<Filter>({ exporting, filter }: ExportButtonProps<Filter>): ReactNode {
  const t = useOrderTexts();
  const notify = useNotify();
  return (
    <>
      {exporting.isError && !(exporting.error instanceof NotConfirmed) && <Failure error={exporting.error} />}
      <Button
        kind="quiet"
        pending={exporting.isPending}
        onPress={() => exporting.mutate(filter, { onSuccess: () => notify(t("export.done")) })}
      >
        {t("export")}
      </Button>
    </>
  );
}
