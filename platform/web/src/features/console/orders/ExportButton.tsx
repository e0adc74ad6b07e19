// The list as it is filtered, as a file for a spreadsheet.
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Failure } from "../../../ui/Failure";
import { useDownload } from "../parts/download";
import { NotConfirmed } from "../session/connection";
import { useNotify } from "../shell/notifications";
import type { AttendeeFilter } from "./attendees";
import type { Chosen } from "./bulk";
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

/** Those that are selected in the list: one by one, or all that its filter finds. */
export function ExportChosen({ chosen }: { readonly chosen: Chosen }): ReactNode {
  const exporting = useDownload((api, organization_id, asked: Chosen) => {
    const path = { organization_id };
    return "filter" in asked
      ? api.GET(`${BASE}/orders/search/export`, { params: { path, query: asked.filter }, parseAs: "blob" })
      : api.POST(`${BASE}/orders/search/export`, { params: { path }, body: asked, parseAs: "blob" });
  });
  return <ExportButton exporting={exporting} filter={chosen} size="small" />;
}

interface ExportButtonProps<Filter> {
  readonly exporting: ReturnType<typeof useDownload<Filter>>;
  readonly filter: Filter;
  readonly size?: "small";
}

function ExportButton<Filter>({ exporting, filter, size }: ExportButtonProps<Filter>): ReactNode {
  const t = useOrderTexts();
  const notify = useNotify();
  return (
    <>
      {exporting.isError && !(exporting.error instanceof NotConfirmed) && <Failure error={exporting.error} />}
      <Button
        kind="quiet"
        {...(size === undefined ? {} : { size })}
        pending={exporting.isPending}
        onPress={() => exporting.mutate(filter, { onSuccess: () => notify(t("export.done")) })}
      >
        {t("export")}
      </Button>
    </>
  );
}
