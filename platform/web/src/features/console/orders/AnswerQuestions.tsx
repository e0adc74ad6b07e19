// The questions of an order or an attendee, with the checkout's own controls; they come when there are any.
import { Suspense, type ReactNode } from "react";
import { Skeleton } from "../../../ui/Skeleton";
import { lazyWithTexts } from "../shell/views";
import type { AnswerFieldsProps } from "./AnswerFields";
import { useQuestions } from "./useQuestions";

const AnswerFields = lazyWithTexts(
  "checkout",
  import.meta.glob("../../checkout/texts/*.json"),
  () => import("./AnswerFields"),
);

export interface QuestionsProps extends Omit<AnswerFieldsProps, "questions"> {
  readonly eventId: string;
}

export function Questions({ eventId, ...rest }: QuestionsProps): ReactNode {
  const questions = useQuestions(eventId);
  if (questions.every(({ scope = "attendee" }) => scope !== rest.scope)) return null;
  return (
    <Suspense fallback={<Skeleton rows={2} />}>
      <AnswerFields questions={questions} {...rest} />
    </Suspense>
  );
}
