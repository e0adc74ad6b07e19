// The members of an organization by name, for fields that choose among them.
import { useQuery } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { useApi } from "../session/api";
import { useOrganization } from "../shell/organizations";

export type Member = Schemas["IdentityMember"];

const PAGE = 100;

/** All of them; nobody to who may not see members. */
export function useMembers(): readonly Member[] {
  const api = useApi();
  const { id, may } = useOrganization();
  const members = useQuery({
    queryKey: [id, "members", "all"],
    enabled: may("members.read"),
    queryFn: async () => {
      const found: Member[] = [];
      let cursor: string | null = "";
      while (cursor !== null) {
        const query: { limit: number; cursor?: string } = { limit: PAGE, ...(cursor === "" ? {} : { cursor }) };
        const page: Schemas["IdentityMemberPage"] = await answerOf(
          api.GET("/api/v1/organizations/{organization_id}/members", {
            params: { path: { organization_id: id }, query },
          }),
        );
        found.push(...page.items);
        cursor = page.next_cursor;
      }
      return found.toSorted((one, other) => one.display_name.localeCompare(other.display_name));
    },
  });
  return members.data ?? [];
}
