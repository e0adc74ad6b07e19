// What a payment's provider says of the risk of fraud: a mark beside its state, and the reasons in words.
import "./parts.css";
import type { ReactNode } from "react";
import type { Schemas } from "../../../api/client";
import { useConsoleTexts, type ConsoleKey } from "../shell/texts";

export type Risk = Schemas["PaymentsRisk"];
type Level = Risk["level"];

/** The providers' codes that say more than the level; those that repeat it are left out. */
const REASONS: Readonly<Record<string, ConsoleKey | null>> = {
  elevated_risk_level: null,
  highest_risk_level: null,
  approved: null,
  refunded: null,
  refunded_as_fraud: null,
  disputed: null,
  rule: "risk.reason.rule",
  manual: "risk.reason.manual",
  pending_review: "risk.reason.pending",
  card_never_received: "risk.reason.issuer",
  fraudulent_card_application: "risk.reason.issuer",
  made_with_counterfeit_card: "risk.reason.issuer",
  made_with_lost_card: "risk.reason.issuer",
  made_with_stolen_card: "risk.reason.issuer",
  misc: "risk.reason.issuer",
  unauthorized_use_of_card: "risk.reason.issuer",
};
const LEVELS = ["normal", "elevated", "highest", "blocked"] as const;

/** A warning in its colour; nothing beside a payment whose risk is as usual. */
export function RiskMark({ risk }: { readonly risk: Risk | null | undefined }): ReactNode {
  const t = useConsoleTexts();
  if (risk === null || risk === undefined || risk.level === "normal") return null;
  return (
    <span className={risk.level === "elevated" ? "tag tag--warm" : "tag tag--bad"}>{t(`risk.${risk.level}`)}</span>
  );
}

export interface RiskWordsProps {
  readonly level: string;
  readonly score: number | null;
  readonly codes: readonly string[];
  /** The provider's own sentence, in the language that it writes. */
  readonly message: string;
  readonly review?: Risk["review"];
}

/** "Elevated risk, score 68 of 100, by a rule of your account there", and what the provider says itself. */
export function RiskWords({ level, score, codes, message, review = null }: RiskWordsProps): ReactNode {
  const t = useConsoleTexts();
  const known: Level = LEVELS.find((each) => each === level) ?? "elevated";
  const words: ReactNode[] = [t(`risk.${known}`)];
  if (score !== null) words.push(t("risk.score", { score }));
  const said = new Set<string>();
  for (const code of codes) {
    const key = REASONS[code.toLowerCase()];
    if (key !== null) said.add(key === undefined ? code.replaceAll(/[_-]+/g, " ").toLowerCase() : t(key));
  }
  for (const each of said) words.push(<bdi>{each}</bdi>);
  if (review !== null) words.push(t(`risk.review.${review}`));
  return (
    <>
      {words.map((word, place) => (
        <span key={place}>
          {place > 0 && " · "}
          {word}
        </span>
      ))}
      {message !== "" && <bdi className="payment-risk__said muted small">{message}</bdi>}
    </>
  );
}

export function PaymentRisk({ risk }: { readonly risk: Risk }): ReactNode {
  return (
    <RiskWords level={risk.level} score={risk.score} codes={risk.reasons} message={risk.message} review={risk.review} />
  );
}
