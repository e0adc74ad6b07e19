// A form that a challenge stands before: it is answered, and the form sent by itself.
import { tryWidget, type Widget } from "../../lib/challenge-widget";
import { answerTo } from "../../lib/challenges";

/** What the server writes of the organization's challenge service. */
interface Drawn extends Widget {
  readonly action: string;
  readonly binding: string;
  /** Where tokens are judged. */
  readonly answers: string;
}

/** Where nothing can be answered the form stays as it is, for whoever sends it by hand later. */
export async function startChallenge(
  form: HTMLFormElement,
  solve: typeof answerTo = answerTo,
  attempt: typeof tryWidget = tryWidget,
): Promise<void> {
  const { challenge, bits, widget } = form.dataset;
  const field = form.querySelector<HTMLInputElement>("input[name=challenge]");
  if (challenge === undefined || bits === undefined || field === null) return;
  if (widget !== undefined) return askPerson(form, field, challenge, JSON.parse(widget) as Drawn, attempt);
  try {
    field.value = await solve(challenge, Number(bits));
  } catch {
    return;
  }
  form.submit();
}

/** Shows the widget in the form until it has an answer; its button stays for later. */
async function askPerson(
  form: HTMLFormElement,
  field: HTMLInputElement,
  challenge: string,
  drawn: Drawn,
  attempt: typeof tryWidget,
): Promise<void> {
  const part = <T extends HTMLElement>(name: string): T | null => form.querySelector<T>(`[data-challenge-${name}]`);
  const [place, widget, says, again] = [part("place"), part("widget"), part("says"), part("again")];
  if (place === null || widget === null || says === null || again === null) return;
  place.hidden = false;
  again.hidden = true;
  says.textContent = "";
  const asked = { challenge, action: drawn.action, binding: drawn.binding };
  try {
    const ended = await attempt(widget, drawn, asked, drawn.answers);
    if (ended.kind === "answer") {
      field.value = ended.answer;
      return form.submit();
    }
    says.textContent = place.dataset[ended.kind] ?? "";
  } catch {
    says.textContent = place.dataset["refused"] ?? "";
  }
  again.hidden = false;
  again.addEventListener("click", () => void askPerson(form, field, challenge, drawn, attempt), { once: true });
}
