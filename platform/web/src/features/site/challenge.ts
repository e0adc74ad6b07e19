// A form that a challenge stands before: it is solved in the background, and the form sent by itself.
import { answerTo } from "../../lib/challenges";

/** Where nothing can be solved the form stays as it is, for whoever sends it by hand later. */
export async function startChallenge(form: HTMLFormElement, solve: typeof answerTo = answerTo): Promise<void> {
  const { challenge, bits } = form.dataset;
  const field = form.querySelector<HTMLInputElement>("input[name=challenge]");
  if (challenge === undefined || bits === undefined || field === null) return;
  try {
    field.value = await solve(challenge, Number(bits));
  } catch {
    return;
  }
  form.submit();
}
