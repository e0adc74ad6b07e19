// The API at the organization of the address: its path, and the keys of what it answers.
import { useQuery, useQueryClient, type QueryClient, type UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Api, type Schemas } from "../../../api/client";
import { useApi } from "../session/api";
import { ORGANIZATION } from "./event-api";
import { useOrganization } from "./organizations";

export { ORGANIZATION };

/** The organization with all that its members may read of it. */
export type OwnOrganization = Schemas["OrganizationsOrganization"];

export interface OrganizationApi {
  readonly api: Api;
  readonly client: QueryClient;
  readonly id: string;
  readonly path: { readonly organization_id: string };
  /** What the keys of the organization's things begin with. */
  readonly key: readonly string[];
  readonly may: (permission: string | null) => boolean;
  /** Asks anew for what was kept under the organization's key and one of these names. */
  readonly refresh: (...names: string[]) => Promise<void>;
}

export function useOrganizationApi(): OrganizationApi {
  const api = useApi();
  const client = useQueryClient();
  const { id, may } = useOrganization();
  const refresh = async (...names: string[]): Promise<void> => {
    await Promise.all(names.map((name) => client.invalidateQueries({ queryKey: [id, name] })));
  };
  return { api, client, id, path: { organization_id: id }, key: [id], may, refresh };
}

/** The organization itself, for who may read it. */
export function useOwnOrganization({ enabled = true } = {}): UseQueryResult<OwnOrganization> {
  const { api, key, path, may } = useOrganizationApi();
  return useQuery({
    queryKey: [...key, "organization"],
    enabled: enabled && may("organizations.read"),
    queryFn: () => answerOf(api.GET(ORGANIZATION, { params: { path } })),
  });
}
