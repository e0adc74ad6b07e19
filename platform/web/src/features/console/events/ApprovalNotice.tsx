// How it stands with the platform's approval of an event that nobody sees yet.
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { answerOf, type Schemas } from "../../../api/client";
import { Refused } from "../../../lib/api";
import { Notice } from "../../../ui/Notice";
import { useInstant } from "../parts/Instant";
import { useEventApi } from "../shell/event-api";
import { useOrganization } from "../shell/organizations";
import { useEventTexts } from "./texts";

type Approval = Schemas["EventApproval"];

const NOT_FOUND = 404;
const APPROVAL = "/api/v1/organizations/{organization_id}/events/{event_id}/approval";

/** Null where no moderator was ever asked. */
function useApproval(): UseQueryResult<Approval | null> {
  const { api, path, key, event } = useEventApi();
  const may = useOrganization().may("event-approvals.read");
  // A draft that came back says why; one that was never sent off has nobody's word on it.
  const isAsked = event.state === "review" || (event.state === "draft" && event.state_reason !== "");
  return useQuery({
    queryKey: [...key, "approval", event.version],
    enabled: may && isAsked,
    queryFn: async () => {
      try {
        return await answerOf(api.GET(APPROVAL, { params: { path } }));
      } catch (error) {
        if (error instanceof Refused && error.problem.status === NOT_FOUND) return null;
        throw error;
      }
    },
  });
}

export function ApprovalNotice(): ReactNode {
  const t = useEventTexts();
  const instant = useInstant();
  const approval = useApproval().data ?? null;
  if (approval === null || approval.state === "withdrawn") return null;
  const { state, reason, requested_at: requested, decided_at: decided } = approval;
  const kind = state === "approved" ? "good" : state === "waiting" ? "warm" : "bad";
  return (
    <Notice kind={kind} title={t(`approval.${state}`)}>
      {t(`approvalText.${state}`, { at: instant(decided ?? requested) })}
      {reason !== "" && (
        <>
          {" "}
          <bdi>{reason}</bdi>
        </>
      )}
    </Notice>
  );
}
