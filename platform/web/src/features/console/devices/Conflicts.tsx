// Whom devices without a connection let in against the rules: where, when, and which check-in counts.
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { useCheckinTexts } from "../checkin/texts";
import { Row, Rows } from "../parts/Rows";
import { Section } from "../parts/Section";
import { useEventTime } from "../shell/event-api";
import { useConflicts, type Conflict } from "./queries";
import { useDeviceTexts } from "./texts";

/** Nothing at all while there are none: then nobody came in twice. */
export function Conflicts(): ReactNode {
  const t = useDeviceTexts();
  const reasonOf = useCheckinTexts();
  const line = useEntryLine();
  const found = useConflicts();
  const conflicts = found.data?.pages.flatMap((page) => page.items) ?? [];
  if (conflicts.length === 0) return null;
  return (
    <Section title={t("conflicts.title")} lead={t("conflicts.lead")}>
      <Rows label={t("conflicts.title")}>
        {conflicts.map((conflict) => (
          <Row
            key={conflict.id}
            title={conflict.name === "" ? t("conflicts.nobody") : conflict.name}
            tags={
              <span className="tag tag--warm">
                {conflict.reason === "already_admitted" ? t("conflicts.twice") : reasonOf(wordOf(conflict))}
              </span>
            }
            facts={[
              t("conflicts.letIn", { entry: line(conflict.happened_at, conflict.gate, conflict.device) }),
              conflict.admitted_at === null
                ? ""
                : t("conflicts.counts", {
                    entry: line(conflict.admitted_at, conflict.admitted_gate ?? "", conflict.admitted_device ?? ""),
                  }),
            ]}
          />
        ))}
      </Rows>
      {found.hasNextPage && (
        <Button kind="quiet" pending={found.isFetchingNextPage} onPress={() => void found.fetchNextPage()}>
          {t("conflicts.more")}
        </Button>
      )}
    </Section>
  );
}

function wordOf({ reason }: Conflict): `reason.${Conflict["reason"]}` {
  return `reason.${reason}`;
}

/** When, at which gate, by which device. */
function useEntryLine(): (at: string, gate: string, device: string) => string {
  const moment = useEventTime();
  return (at, gate, device) => [moment(at), gate, device].filter((each) => each !== "").join(" · ");
}
