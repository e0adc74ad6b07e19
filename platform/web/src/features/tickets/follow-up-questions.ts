// Shows and hides questions whose condition depends on answers before them; without a script all are shown.
import { isMet } from "../../lib/forms/conditions";
import type { Condition } from "../../lib/forms/definition";

export function startFollowUpQuestions(root: ParentNode): void {
  for (const form of root.querySelectorAll<HTMLFormElement>("form:has([data-if])")) {
    const update = () => {
      showMet(form);
    };
    form.addEventListener("input", update);
    update();
  }
}

/** Each question sees the answers before it; what is hidden answers nothing. */
function showMet(form: HTMLFormElement): void {
  const answers = new Map<string, unknown>();
  for (const asked of form.querySelectorAll<HTMLElement>("[data-question]")) {
    const { question = "", if: condition } = asked.dataset;
    const isShown = condition === undefined || isMet(JSON.parse(condition) as Condition, answers);
    asked.toggleAttribute("data-off", !isShown);
    const answer = isShown ? answerIn(asked) : undefined;
    if (answer !== undefined) answers.set(question, answer);
  }
}

/** The answer as the server would read it; undefined without one. */
function answerIn(asked: HTMLElement): unknown {
  const shape = asked.dataset["shape"];
  const controls = [...asked.querySelectorAll<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>("[name]")];
  const given = controls.filter((each) => !isUnticked(each)).map((each) => each.value.trim());
  if (shape === "list") return given.length > 0 ? given : undefined;
  const [first = ""] = given;
  if (shape === "none" || first === "") return undefined;
  if (shape === "yes-no" || shape === "consent") return first === "yes";
  return first;
}

function isUnticked(control: HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement): boolean {
  return control instanceof HTMLInputElement && /radio|checkbox/.test(control.type) && !control.checked;
}
