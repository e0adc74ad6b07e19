// What the views of member lists ask of the API, and what they change there.
import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { usePaged, type Paged } from "../parts/paged";
import { ifMatch } from "../session/connection";
import { ORGANIZATION, useOrganizationApi } from "../shell/organization-api";

export type MemberList = Schemas["MemberList"];
export type MemberNumber = Schemas["MemberListsNumber"];
export type ImportedNumbers = Schemas["MemberListsImportedNumbers"];

const LISTS = `${ORGANIZATION}/member-lists` as const;
const LIST = `${LISTS}/{member_list_id}` as const;

export function useMemberLists(): UseQueryResult<readonly MemberList[]> {
  const { api, path, key } = useOrganizationApi();
  return useQuery({
    queryKey: [...key, "member-lists"],
    queryFn: async () => (await answerOf(api.GET(LISTS, { params: { path } }))).items,
  });
}

export function useMemberList(member_list_id: string): UseQueryResult<MemberList> {
  const { api, path, key } = useOrganizationApi();
  return useQuery({
    queryKey: [...key, "member-lists", member_list_id],
    queryFn: () => answerOf(api.GET(LIST, { params: { path: { ...path, member_list_id } } })),
  });
}

export function useFetchMemberList(): (list: MemberList) => Promise<MemberList> {
  const { api, path } = useOrganizationApi();
  return ({ id }) => answerOf(api.GET(LIST, { params: { path: { ...path, member_list_id: id } } }));
}

export interface ListSaved {
  /** The version that is renamed; null makes a list. */
  readonly over: MemberList | null;
  readonly name: string;
}

export function useSaveMemberList(): UseMutationResult<MemberList, Error, ListSaved> {
  const { api, path, refresh } = useOrganizationApi();
  return useMutation({
    mutationFn: ({ over, name }) =>
      over === null
        ? answerOf(api.POST(LISTS, { params: { path }, body: { name } }))
        : answerOf(
            api.PATCH(LIST, {
              params: { path: { ...path, member_list_id: over.id } },
              body: { name },
              headers: ifMatch(over),
            }),
          ),
    onSettled: () => refresh("member-lists"),
  });
}

export function useDeleteMemberList(): UseMutationResult<unknown, Error, MemberList> {
  const { api, path, refresh } = useOrganizationApi();
  return useMutation({
    mutationFn: (list) =>
      api.DELETE(LIST, { params: { path: { ...path, member_list_id: list.id } }, headers: ifMatch(list) }),
    onSettled: () => refresh("member-lists"),
  });
}

/** The newest first; `text` finds a part of a number. */
export function useNumbers(member_list_id: string, text: string): Paged<MemberNumber> {
  const { api, key, path } = useOrganizationApi();
  const q = text.trim();
  return usePaged<MemberNumber>([...key, "member-lists", member_list_id, "numbers", q], (place) =>
    answerOf(
      api.GET(`${LIST}/numbers`, {
        params: { path: { ...path, member_list_id }, query: { ...place, ...(q === "" ? {} : { q }) } },
      }),
    ),
  );
}

export function useImportNumbers(member_list_id: string): UseMutationResult<ImportedNumbers, Error, string> {
  const { api, path, refresh } = useOrganizationApi();
  return useMutation({
    mutationFn: (table) =>
      answerOf(api.POST(`${LIST}/numbers/import`, { params: { path: { ...path, member_list_id } }, body: { table } })),
    onSettled: () => refresh("member-lists"),
  });
}

export function useDeleteNumber(member_list_id: string): UseMutationResult<unknown, Error, MemberNumber> {
  const { api, path, refresh } = useOrganizationApi();
  return useMutation({
    mutationFn: ({ id }) =>
      api.DELETE(`${LIST}/numbers/{member_number_id}`, {
        params: { path: { ...path, member_list_id, member_number_id: id } },
      }),
    onSettled: () => refresh("member-lists"),
  });
}
