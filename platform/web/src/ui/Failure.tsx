// Error notice: what failed, a button to retry, and the request id to quote to support.
import type { ReactNode } from "react";
import { Refused, Unreachable } from "../lib/api";
import { Button } from "./Button";
import { useWords } from "./language";
import { Notice } from "./Notice";

/** The sentences that explain an error; the server's own come in the reader's language already. */
export function useErrorText(): (error: unknown) => readonly string[] {
  const words = useWords();
  return (error) => {
    if (error instanceof Unreachable) return [words("unreachable")];
    if (!(error instanceof Refused)) return [words("failedText")];
    const { problem } = error;
    const said = [problem.detail || problem.title || words("failedText")];
    if (problem.retryAfterSeconds !== null) said.push(words("waitSeconds", { count: problem.retryAfterSeconds }));
    if (problem.status >= 500 && problem.requestId) said.push(words("requestId", { id: problem.requestId }));
    return said;
  };
}

export function Failure({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }): ReactNode {
  const words = useWords();
  const explain = useErrorText();
  return (
    <Notice
      kind="bad"
      announce
      title={words("failedTitle")}
      actions={
        onRetry && (
          <Button kind="quiet" size="small" onPress={onRetry}>
            {words("retry")}
          </Button>
        )
      }
    >
      {explain(error).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </Notice>
  );
}
