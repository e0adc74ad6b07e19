// What the page of a dispute asks of the API.
import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { ifMatch, once } from "../session/connection";
import { ORGANIZATION, useOrganizationApi } from "../shell/organization-api";

export type DisputeCase = Schemas["DisputesCase"];
export type DisputeResponse = Schemas["DisputesResponse"];
export type EvidenceFact = Schemas["DisputesFact"];
export type EvidenceFile = Schemas["DisputesFile"];
export type EvidenceTopic = EvidenceFact["topic"];
export type FileKind = EvidenceFile["kind"];
export type Step = "submit" | "accept";

const ONE = `${ORGANIZATION}/payment-disputes/{dispute_id}` as const;
const SOON = 3_000;
const UNDER_WAY: readonly DisputeResponse["state"][] = ["planned", "sending"];

/** Whether an answer is on its way to the provider. */
export function isUnderWay(responses: readonly DisputeResponse[]): boolean {
  return responses.some(({ state }) => UNDER_WAY.includes(state));
}

export function useDisputeCase(disputeId: string): UseQueryResult<DisputeCase> {
  const { api, id, path } = useOrganizationApi();
  return useQuery({
    queryKey: [id, "money", "dispute", disputeId],
    queryFn: () => answerOf(api.GET(ONE, { params: { path: { ...path, dispute_id: disputeId } } })),
    refetchInterval: ({ state }) => (isUnderWay(state.data?.responses ?? []) ? SOON : false),
  });
}

export interface Draft {
  readonly text: string;
  readonly topics: readonly EvidenceTopic[];
  readonly files: readonly EvidenceFile[];
}

export function useDraft(disputeId: string) {
  const { api, client, id, path } = useOrganizationApi();
  const params = { path: { ...path, dispute_id: disputeId } };
  const keep = (saved: DisputeCase): DisputeCase => {
    client.setQueryData([id, "money", "dispute", disputeId], saved);
    return saved;
  };
  return {
    current: () => answerOf(api.GET(ONE, { params })),
    write: async ({ text, topics, files }: Draft, over: DisputeCase): Promise<DisputeCase> => {
      const body = {
        text,
        topics: [...topics],
        files: files.map(({ file_id, kind }) => ({ file_id, kind })),
      };
      return keep(await answerOf(api.PUT(`${ONE}/evidence`, { params, body, headers: ifMatch(over) })));
    },
  };
}

/** Sends the draft that was seen, or lets the dispute go. */
export function useAnswer(found: DisputeCase, step: Step): UseMutationResult<DisputeResponse, Error, void> {
  const { api, path, refresh } = useOrganizationApi();
  const params = { path: { ...path, dispute_id: found.dispute.id } };
  return useMutation({
    mutationFn: () =>
      step === "submit"
        ? answerOf(api.POST(`${ONE}/submit`, { params, headers: ifMatch(found), ...once }))
        : answerOf(api.POST(`${ONE}/accept`, { params, ...once })),
    onSuccess: () => refresh("money"),
  });
}
