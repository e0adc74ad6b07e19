// The members of an organization: as the API lists them, and by name for fields that choose among them.
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { useApi } from "../session/api";
import { useOrganization } from "../shell/organizations";
import { allPages } from "./all-pages";

export type Member = Schemas["IdentityMember"];

const MEMBERS = "/api/v1/organizations/{organization_id}/members";

/** All of them, the oldest first; not asked for by who may not see members. */
export function useMemberList(): UseQueryResult<readonly Member[]> {
  const api = useApi();
  const { id, may } = useOrganization();
  const path = { organization_id: id };
  return useQuery({
    queryKey: [id, "members", "all"],
    enabled: may("members.read"),
    queryFn: () => allPages((query) => answerOf(api.GET(MEMBERS, { params: { path, query } }))),
  });
}

/** All of them by name; nobody to who may not see members. */
export function useMembers(): readonly Member[] {
  const { data = [] } = useMemberList();
  return data.toSorted((one, other) => one.display_name.localeCompare(other.display_name));
}
