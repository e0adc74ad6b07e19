// The organization's own fields of events, as the API has them: all of them together.
import {
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { useApi } from "../session/api";
import { ifMatch } from "../session/connection";
import { ORGANIZATION } from "../shell/event-api";
import { useOrganization } from "../shell/organizations";

export type OwnField = Schemas["EventsCustomField"];
export type FieldSet = Schemas["EventsFieldSchema"];
type Stated = Schemas["EventsCustomFieldFields"];

const FIELDS = `${ORGANIZATION}/event-fields` as const;

function useHere() {
  const api = useApi();
  const client = useQueryClient();
  const { id } = useOrganization();
  return {
    api,
    client,
    params: { path: { organization_id: id } },
    key: [id, "event-fields"],
  };
}

export function useOwnFields(): UseQueryResult<FieldSet> {
  const { api, params, key } = useHere();
  return useQuery({
    queryKey: key,
    queryFn: () => answerOf(api.GET(FIELDS, { params })),
  });
}

export function useFetchOwnFields(): () => Promise<FieldSet> {
  const { api, params } = useHere();
  return () => answerOf(api.GET(FIELDS, { params }));
}

export interface FieldsStated {
  readonly fields: readonly OwnField[];
  /** The version that was seen. */
  readonly over: FieldSet;
}

/** States all fields anew. */
export function useStateFields(): UseMutationResult<FieldSet, Error, FieldsStated> {
  const { api, client, params, key } = useHere();
  return useMutation({
    mutationFn: ({ fields, over }) =>
      answerOf(
        api.PUT(FIELDS, {
          params,
          body: { fields: fields as Stated[] },
          headers: ifMatch(over),
        }),
      ),
    onSuccess: (saved) => client.setQueryData(key, saved),
    onError: () => client.invalidateQueries({ queryKey: key }),
  });
}
