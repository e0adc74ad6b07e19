// What the event asks of those who register.
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import type { Form } from "../../lib/forms/definition";
import { usePurchase } from "./purchase";

/** The event's questions, in the page's language. */
export function useFormQuery(): UseQueryResult<Form> {
  const { config, client, state } = usePurchase();
  return useQuery({
    queryKey: ["form", config.eventId],
    queryFn: () => client.form(state.buyer.locale),
    staleTime: Infinity,
    retry: 1,
  });
}
