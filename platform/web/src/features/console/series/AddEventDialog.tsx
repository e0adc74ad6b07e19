// Puts an event of the organization into a series.
import { useState, type ReactNode } from "react";
import { formatWhen } from "../../../lib/when";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Failure } from "../../../ui/Failure";
import { useLocale } from "../../../ui/language";
import { useEvents } from "../events/queries";
import { Row, Rows } from "../parts/Rows";
import { ListSearch } from "../shell/ListSearch";
import { useNotify } from "../shell/notifications";
import { useMembership, type Series } from "./queries";
import { useSeriesTexts } from "./texts";

const SHOWN = 8;

export function AddEventDialog({
  series,
  onClose,
}: {
  readonly series: Series;
  readonly onClose: () => void;
}): ReactNode {
  const t = useSeriesTexts();
  const locale = useLocale();
  const notify = useNotify();
  const [text, setText] = useState("");
  const joining = useMembership(series);
  const list = useEvents("all", text.trim());
  const free = list.data?.pages
    .flatMap((page) => page.items)
    .filter((event) => event.series_id === null && !event.is_template && event.state !== "archived");
  return (
    <Dialog open title={t("addEvent.title")} onClose={onClose}>
      <div className="stack">
        {joining.isError && <Failure error={joining.error} />}
        <ListSearch label={t("addEvent.find")} value={text} onChange={setText} />
        {free?.length === 0 && <p className="muted">{t("addEvent.none")}</p>}
        {free !== undefined && free.length > 0 && (
          <Rows label={t("addEvent.title")}>
            {free.slice(0, SHOWN).map((event) => (
              <Row
                key={event.id}
                title={event.title}
                facts={[
                  event.starts_at === null
                    ? t("noDate")
                    : formatWhen(event.starts_at, event.ends_at, { timeZone: event.time_zone, locale }),
                ]}
                end={
                  <Button
                    kind="quiet"
                    size="small"
                    aria-label={t("addEvent.add", { name: event.title })}
                    pending={joining.isPending && joining.variables.event === event.id}
                    onPress={() =>
                      joining.mutate(
                        { event: event.id, isIn: true },
                        { onSuccess: () => notify(t("addEvent.done", { name: event.title })) },
                      )
                    }
                  >
                    {t("addEvent.button")}
                  </Button>
                }
              />
            ))}
          </Rows>
        )}
      </div>
    </Dialog>
  );
}
