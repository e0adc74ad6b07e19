// What the view of an event's plan asks of the API, and what it changes there.
import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { pageLanguage } from "../../../lib/language";
import { useErrorText } from "../../../ui/Failure";
import { saveAs } from "../parts/download";
import { ifMatch } from "../session/connection";
import { useEventApi } from "../shell/event-api";
import { useNotify } from "../shell/notifications";

export type Plan = Schemas["EventPlan"];
export type Task = Schemas["PlanTask"];
export type Supplier = Schemas["PlanSupplier"];
export type Cue = Schemas["PlanCue"];

const PLAN = "/api/v1/organizations/{organization_id}/events/{event_id}/plan";

function useHere() {
  const { api, event, path, key, refresh } = useEventApi();
  const read = (): Promise<Plan> => answerOf(api.GET(PLAN, { params: { path } }));
  return { api, event, path, key: [...key, "plan"], refresh: () => refresh("plan"), read };
}

export function usePlan(): UseQueryResult<Plan> {
  const { key, read } = useHere();
  return useQuery({ queryKey: key, queryFn: read });
}

/** The plan on paper, in the reader's language; a refusal is said at the lower edge. */
export function usePrint(): UseMutationResult<void, Error, void> {
  const { api, event, path } = useHere();
  const notify = useNotify();
  const wordsOf = useErrorText();
  return useMutation({
    mutationFn: async () => {
      const params = { path, query: { language: pageLanguage() } };
      const file: unknown = await answerOf(api.GET(`${PLAN}/print.pdf`, { params, parseAs: "blob" }));
      saveAs(file as Blob, `${event.slug}-plan.pdf`, "application/pdf");
    },
    onError: (error) => notify({ kind: "bad", text: wordsOf(error).join(" ") }),
  });
}

/** How a line of the plan is written, read again and deleted. */
export interface Lines<Line, Body> {
  readonly create: (body: Body) => Promise<Line>;
  readonly update: (line: Line, body: Partial<Body>) => Promise<Line>;
  /** As it is now. */
  readonly current: (line: Line) => Promise<Line>;
  readonly remove: UseMutationResult<unknown, Error, Line>;
}

function useFresh(): <T>(work: Promise<T>) => Promise<T> {
  const { refresh } = useHere();
  return async (work) => {
    try {
      return await work;
    } finally {
      await refresh();
    }
  };
}

function now<Line extends { readonly id: string }>(line: Line, lines: readonly Line[]): Line {
  return lines.find(({ id }) => id === line.id) ?? line;
}

export function useTasks(): Lines<Task, Schemas["Event_plansNewTask"]> {
  const { api, path, read, refresh } = useHere();
  const fresh = useFresh();
  const of = ({ id }: Task) => ({ path: { ...path, task_id: id } });
  return {
    create: (body) => fresh(answerOf(api.POST(`${PLAN}/tasks`, { params: { path }, body }))),
    update: (task, body) =>
      fresh(answerOf(api.PATCH(`${PLAN}/tasks/{task_id}`, { params: of(task), body, headers: ifMatch(task) }))),
    current: async (task) => now(task, (await read()).tasks),
    remove: useMutation({
      mutationFn: (task: Task) => api.DELETE(`${PLAN}/tasks/{task_id}`, { params: of(task) }),
      onSettled: refresh,
    }),
  };
}

export function useSuppliers(): Lines<Supplier, Schemas["Event_plansNewSupplier"]> {
  const { api, path, read, refresh } = useHere();
  const fresh = useFresh();
  const of = ({ id }: Supplier) => ({ path: { ...path, supplier_id: id } });
  return {
    create: (body) => fresh(answerOf(api.POST(`${PLAN}/suppliers`, { params: { path }, body }))),
    update: (supplier, body) =>
      fresh(
        answerOf(
          api.PATCH(`${PLAN}/suppliers/{supplier_id}`, { params: of(supplier), body, headers: ifMatch(supplier) }),
        ),
      ),
    current: async (supplier) => now(supplier, (await read()).suppliers),
    remove: useMutation({
      mutationFn: (supplier: Supplier) => api.DELETE(`${PLAN}/suppliers/{supplier_id}`, { params: of(supplier) }),
      onSettled: refresh,
    }),
  };
}

export function useCues(): Lines<Cue, Schemas["Event_plansNewCue"]> {
  const { api, path, read, refresh } = useHere();
  const fresh = useFresh();
  const of = ({ id }: Cue) => ({ path: { ...path, cue_id: id } });
  return {
    create: (body) => fresh(answerOf(api.POST(`${PLAN}/run-of-show`, { params: { path }, body }))),
    update: (cue, body) =>
      fresh(answerOf(api.PATCH(`${PLAN}/run-of-show/{cue_id}`, { params: of(cue), body, headers: ifMatch(cue) }))),
    current: async (cue) => now(cue, (await read()).run_of_show),
    remove: useMutation({
      mutationFn: (cue: Cue) => api.DELETE(`${PLAN}/run-of-show/{cue_id}`, { params: of(cue) }),
      onSettled: refresh,
    }),
  };
}
