// The query for the event's registration form.
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
