// One account with its memberships and logins.
import { useQuery, useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { useApi } from "../session/api";
import { PLATFORM_KEY } from "../shell/operator";

export type UserDetail = Schemas["PlatformPersonDetail"];

const keyOf = (id: string): readonly string[] => [PLATFORM_KEY, "user", id];

export function useUser(id: string): UseQueryResult<UserDetail> {
  const api = useApi();
  return useQuery({
    queryKey: keyOf(id),
    enabled: id !== "",
    queryFn: () => answerOf(api.GET("/api/v1/platform/users/{user_id}", { params: { path: { user_id: id } } })),
  });
}

/** Keeps what an act answered, and has the lists asked again. */
export function useKeepUser(): (user: UserDetail) => void {
  const queries = useQueryClient();
  return (user) => {
    queries.setQueryData(keyOf(user.person.id), user);
    void queries.invalidateQueries({ queryKey: [PLATFORM_KEY, "users"] });
  };
}
