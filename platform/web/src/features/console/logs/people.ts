// The members of the organization, for who may see them: who did it is then told by name.
import { useMemberList } from "../parts/members";
import type { Person } from "./log-api";

export function usePeople(): readonly Person[] {
  const { data = [] } = useMemberList();
  return data.map(({ user_id: id, display_name: name, email }) => ({ id, name: name || email }));
}
