// Saved views of a list, and the one that opens first in this browser.
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
import { useOrganization } from "../shell/organizations";

export type SavedView = Schemas["Order_searchSavedView"];
export type NewView = Schemas["Order_searchNewView"];
export type ListKind = SavedView["kind"];

const FRESH = 60_000;

export function useSavedViews(kind: ListKind): UseQueryResult<readonly SavedView[]> {
  const api = useApi();
  const { id } = useOrganization();
  return useQuery({
    queryKey: [id, "saved-views", kind],
    staleTime: FRESH,
    queryFn: async () =>
      (
        await answerOf(
          api.GET("/api/v1/organizations/{organization_id}/saved-views", {
            params: { path: { organization_id: id }, query: { kind } },
          }),
        )
      ).items,
  });
}

/** Saves a view: a new one, or over the one that is named. */
export function useSavingView(
  kind: ListKind,
): UseMutationResult<SavedView, Error, { readonly view: NewView; readonly over?: SavedView }> {
  const api = useApi();
  const client = useQueryClient();
  const { id } = useOrganization();
  return useMutation({
    mutationFn: ({ view, over }) =>
      answerOf(
        over === undefined
          ? api.POST("/api/v1/organizations/{organization_id}/saved-views", {
              params: { path: { organization_id: id } },
              body: view,
            })
          : api.PUT("/api/v1/organizations/{organization_id}/saved-views/{saved_view_id}", {
              params: { path: { organization_id: id, saved_view_id: over.id } },
              headers: ifMatch(over),
              body: view,
            }),
      ),
    onSuccess: (saved) => {
      client.setQueryData<readonly SavedView[]>([id, "saved-views", kind], (before = []) =>
        [...before.filter((each) => each.id !== saved.id), saved].sort((one, other) =>
          one.name.localeCompare(other.name),
        ),
      );
    },
  });
}

export function useDeletingView(kind: ListKind): UseMutationResult<void, Error, SavedView> {
  const api = useApi();
  const client = useQueryClient();
  const { id } = useOrganization();
  return useMutation({
    mutationFn: async (view) => {
      await api.DELETE("/api/v1/organizations/{organization_id}/saved-views/{saved_view_id}", {
        params: { path: { organization_id: id, saved_view_id: view.id } },
      });
    },
    onSuccess: (_, view) => {
      client.setQueryData<readonly SavedView[]>([id, "saved-views", kind], (before = []) =>
        before.filter((each) => each.id !== view.id),
      );
    },
  });
}

/** The id of the view with which a list opens in this browser; empty for none. */
export function firstView(list: string): string {
  try {
    return localStorage.getItem(`turnout-first-view-${list}`) ?? "";
  } catch {
    return "";
  }
}

export function keepFirstView(list: string, viewId: string): void {
  try {
    localStorage.setItem(`turnout-first-view-${list}`, viewId);
  } catch {
    // A browser that keeps nothing opens the whole list.
  }
}
