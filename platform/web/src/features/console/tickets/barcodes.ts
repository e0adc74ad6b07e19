// The bar codes of an event's PDF tickets: what is chosen, and choosing over the version that was seen.
import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { ifMatch } from "../session/connection";
import { EVENT, useEventApi } from "../shell/event-api";

export type Barcodes = Schemas["TicketsBarcodes"];
type Body = Schemas["TicketsBarcodesFields"];

const BARCODES = `${EVENT}/ticket-barcodes` as const;
const NAME = "ticket-barcodes";

export function useBarcodes(): UseQueryResult<Barcodes> {
  const { api, path, key } = useEventApi();
  return useQuery({
    queryKey: [...key, NAME],
    queryFn: () => answerOf(api.GET(BARCODES, { params: { path } })),
  });
}

export interface ChosenBarcodes {
  readonly body: Body;
  readonly over: Barcodes;
}

export function useSaveBarcodes(): UseMutationResult<Barcodes, Error, ChosenBarcodes> {
  const { api, client, path, key, refresh } = useEventApi();
  return useMutation({
    mutationFn: ({ body, over }) => answerOf(api.PUT(BARCODES, { params: { path }, body, headers: ifMatch(over) })),
    onSuccess: (saved) => client.setQueryData([...key, NAME], saved),
    onError: () => refresh(NAME),
  });
}
