// Files that answer an order's questions: which question each answers, and replacing one on behalf of a buyer.
import { useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Api, type Schemas } from "../../../api/client";
import type { Answers, Question } from "../../../lib/forms/definition";
import { evaluate } from "../../../lib/forms/evaluation";
import { useApi } from "../session/api";
import { useOrganization } from "../shell/organizations";
import { useOrderAction } from "./order-actions";
import { guarded, type Order, type OrderPath } from "./queries";

export type SentFile = Schemas["OrdersSentFile"];

/** A question for a file, put to the buyer or to one of the attendees. */
export interface FileQuestion {
  /** Null: put about the order as a whole. */
  readonly attendeeId: string | null;
  readonly who: string;
  readonly key: string;
  readonly label: string;
  /** Null while nothing is sent. */
  readonly file: SentFile | null;
}

const FILES = "/api/v1/organizations/{organization_id}/orders/{order_id}/files";

export function useAnswerFiles(orderId: string): UseQueryResult<readonly SentFile[]> {
  const api = useApi();
  const { id } = useOrganization();
  return useQuery({
    queryKey: [id, "order", orderId, "files"],
    queryFn: async () =>
      (await answerOf(api.GET(FILES, { params: { path: { organization_id: id, order_id: orderId } } }))).items,
  });
}

/** What is asked now, and what was answered when something else was asked. */
export function fileQuestions(
  order: Order,
  questions: readonly Question[],
  files: readonly SentFile[],
): readonly FileQuestion[] {
  const subjects = [
    {
      attendeeId: null,
      who: order.buyer_name || order.buyer_email,
      scope: "order" as const,
      answers: order.answers as Answers,
      ticketTypeIds: order.lines.map((line) => line.ticket_type_id),
    },
    ...order.attendees.map((each) => ({
      attendeeId: each.id,
      who: each.name || each.email,
      scope: "attendee" as const,
      answers: each.answers,
      ticketTypeIds: [each.ticket_type_id],
    })),
  ];
  const fileOf = (answer: unknown): SentFile | null => files.find(({ id }) => id === answer) ?? null;
  return subjects.flatMap(({ attendeeId, who, scope, answers, ticketTypeIds }) => {
    const { visible } = evaluate({ questions }, answers, { scope, ticketTypeIds });
    const asked = questions.filter(
      (each) => each.type === "file" && (each.scope ?? "attendee") === scope && visible.includes(each.key),
    );
    const answered = Object.keys(answers).filter((key) => fileOf(answers[key]) !== null);
    return [...new Set([...asked.map(({ key }) => key), ...answered])].map((key) => ({
      attendeeId,
      who,
      key,
      label: questions.find((each) => each.key === key)?.label ?? key,
      file: fileOf(answers[key]),
    }));
  });
}

/** Sends another file, lets it answer, and takes away the one before; the version seen guards the answer. */
export function useFileAnswer(order: Order, question: FileQuestion): UseMutationResult<void, Error, File> {
  return useOrderAction(order, async (api, params, file: File) => {
    const form = new FormData();
    form.set("file", file);
    const call = api.POST(FILES, { params, body: { file: file.name }, bodySerializer: () => form });
    const { id: fileId } = await answerOf(call);
    try {
      await answer(api, params.path, order, question, fileId);
    } catch (error) {
      await takeAway(api, params.path, fileId);
      throw error;
    }
    if (question.file !== null) await takeAway(api, params.path, question.file.id);
  });
}

/** Takes away a file that no answer names. */
export function useFileRemoval(order: Order): UseMutationResult<void, Error, SentFile> {
  return useOrderAction(order, (api, { path }, { id }: SentFile) => takeAway(api, path, id));
}

async function answer(api: Api, path: OrderPath, order: Order, { attendeeId, key }: FileQuestion, fileId: string) {
  const base = "/api/v1/organizations/{organization_id}/orders/{order_id}";
  const headers = guarded(order);
  if (attendeeId === null)
    await api.PATCH(base, { params: { path }, body: { answers: { ...order.answers, [key]: fileId } }, headers });
  else
    await api.PATCH(`${base}/attendees/{attendee_id}`, {
      params: { path: { ...path, attendee_id: attendeeId } },
      body: { answers: { [key]: fileId } },
      headers,
    });
}

async function takeAway(api: Api, path: OrderPath, fileId: string): Promise<void> {
  await api.DELETE(`${FILES}/{file_id}`, { params: { path: { ...path, file_id: fileId } } });
}
