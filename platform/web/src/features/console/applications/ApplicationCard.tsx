// One application: who wants to come, with which tickets, what they answered, and the two buttons.
import type { KeyboardEvent, ReactNode } from "react";
import { Link } from "react-router";
import { Button } from "../../../ui/Button";
import { Checkbox } from "../../../ui/Checkbox";
import type { Question } from "../../../lib/forms/definition";
import { ShortMoment } from "../parts/ShortMoment";
import { said } from "../orders/marks";
import { usePathHere } from "../orders/places";
import { useEvent } from "../shell/event";
import { useAmount } from "../shell/money";
import type { Application, Verdict } from "./queries";
import { useApplicationTexts } from "./texts";

export interface ApplicationCardProps {
  readonly application: Application;
  readonly questions: readonly Question[];
  readonly isChosen: boolean;
  readonly onChoose: (isChosen: boolean) => void;
  /** Left out where nothing may be decided. */
  readonly onDecide?: ((verdict: Verdict) => void) | undefined;
}

export const nameOf = ({ buyer_name, buyer_email, number }: Application): string => buyer_name || buyer_email || number;

export function ApplicationCard(props: ApplicationCardProps): ReactNode {
  const { application, questions, isChosen, onChoose, onDecide } = props;
  const t = useApplicationTexts();
  const pathHere = usePathHere();
  const { time_zone: zone } = useEvent();
  const name = nameOf(application);
  /** Keys of the card's own controls, whichever of them has the focus. */
  const onKeyDown = (event: KeyboardEvent): void => {
    const isTyped = event.target instanceof HTMLInputElement && event.target.type !== "checkbox";
    if (onDecide === undefined || isTyped || event.metaKey || event.ctrlKey || event.altKey) return;
    const verdict = { a: "approve", d: "deny" }[event.key] as Verdict | undefined;
    if (verdict !== undefined) {
      event.preventDefault();
      onDecide(verdict);
    }
  };
  const keys = { onKeyDown };
  return (
    <li className="panel application" {...keys}>
      <div className="application__who">
        {onDecide !== undefined && (
          <Checkbox checked={isChosen} onChange={onChoose}>
            <span className="visually-hidden">{t("choose", { name })}</span>
          </Checkbox>
        )}
        <div>
          <h2 className="application__name">
            <Link to={pathHere(`orders/${application.order_id}`)}>
              <bdi>{name}</bdi>
            </Link>
          </h2>
          <p className="muted small">
            <bdi>{application.buyer_email}</bdi> · <ShortMoment at={application.applied_at} zone={zone} />
          </p>
          <p className="small">
            <bdi>{application.lines.map((line) => `${line.quantity} × ${line.name}`).join(", ")}</bdi>
            {" · "}
            <Price application={application} />
          </p>
        </div>
      </div>
      <Answers application={application} questions={questions} />
      {application.decision !== null && application.decision.message !== "" && (
        <p className="application__words">
          <bdi>{application.decision.message}</bdi>
        </p>
      )}
      {onDecide !== undefined && (
        <div className="row">
          <Button size="small" aria-label={t("approve.one", { name })} onPress={() => onDecide("approve")}>
            {t("approve.button")}
          </Button>
          <Button kind="quiet" size="small" aria-label={t("deny.one", { name })} onPress={() => onDecide("deny")}>
            {t("deny.button")}
          </Button>
        </div>
      )}
    </li>
  );
}

function Price({ application: { total_minor, currency } }: { readonly application: Application }): ReactNode {
  const t = useApplicationTexts();
  const amount = useAmount();
  return total_minor === 0 ? t("free") : <bdi className="number">{amount(total_minor, currency)}</bdi>;
}

/** The answers about the order, then those of each attendee whose name or answers say something new. */
function Answers({ application, questions }: Pick<ApplicationCardProps, "application" | "questions">): ReactNode {
  const own = Object.entries(application.answers);
  const people = application.attendees.filter(
    ({ name, answers }) => Object.keys(answers).length > 0 || name !== application.buyer_name,
  );
  if (own.length + people.length === 0) return null;
  return (
    <div className="application__answers">
      <Pairs answers={own} questions={questions} />
      {people.map(({ id, name, answers }) => (
        <div key={id}>
          <p className="application__person">
            <bdi>{name}</bdi>
          </p>
          <Pairs answers={Object.entries(answers)} questions={questions} />
        </div>
      ))}
    </div>
  );
}

interface PairsProps {
  readonly answers: readonly (readonly [string, unknown])[];
  readonly questions: readonly Question[];
}

function Pairs({ answers, questions }: PairsProps): ReactNode {
  if (answers.length === 0) return null;
  const labelOf = (key: string): string => {
    const label = questions.find((question) => question.key === key)?.label;
    return typeof label === "string" && label !== "" ? label : key;
  };
  return (
    <dl className="application__pairs">
      {answers.map(([key, answer]) => (
        <div key={key}>
          <dt>
            <bdi>{labelOf(key)}</bdi>
          </dt>
          <dd>
            <bdi>{said(answer)}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}
