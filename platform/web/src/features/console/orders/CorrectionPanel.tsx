// A correction beside the order: its fields, what it does before it is saved, and both sides of a conflict.
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { SidePanel } from "../../../ui/Dialog";
import { ErrorSummary } from "../../../ui/ErrorSummary";
import { Failure } from "../../../ui/Failure";
import { BothSides } from "../shell/BothSides";
import { changedAnswers, changedFields, textOf, type Correction, type Draft } from "./correction";
import { said } from "./marks";
import { useOrderTexts } from "./texts";

export interface CorrectionPanelProps {
  readonly title: string;
  readonly correction: Correction;
  /** How the panel calls a field or a question. */
  readonly labelOf: (name: string) => string;
  /** What saving does besides. */
  readonly effects: readonly string[];
  /** Nothing of what stands there now stays. */
  readonly replaces?: boolean;
  readonly draftOf: (order: Correction["over"]) => Draft;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

const FORM = "correction-form";

export function CorrectionPanel(props: CorrectionPanelProps): ReactNode {
  const { title, correction, labelOf, effects, replaces = false, draftOf, onClose, children } = props;
  const t = useOrderTexts();
  const { base, draft, theirs } = correction;
  const changes = differencesOf(base, draft);
  const isChanged = changes.length > 0 || replaces;
  const actions = (
    <>
      <Button kind="quiet" onPress={onClose}>
        {t("cancel")}
      </Button>
      <Button type="submit" form={FORM} pending={correction.pending} isDisabled={!isChanged}>
        {t("save")}
      </Button>
    </>
  );
  return (
    <SidePanel open title={title} onClose={onClose} actions={actions}>
      <form
        id={FORM}
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (isChanged) correction.save();
        }}
      >
        <ErrorSummary errors={correction.summary} attempt={correction.attempt} />
        {correction.failure !== null && <Failure error={correction.failure} />}
        {children}
        {isChanged && (
          <section className="refund-effect" aria-labelledby="effect-title">
            <h2 id="effect-title">{t("refund.effect")}</h2>
            <dl className="order-facts">
              {changes.map(({ name, before, after }) => (
                <div key={name}>
                  <dt>
                    <bdi>{labelOf(name)}</bdi>
                  </dt>
                  <dd>
                    {before !== "" && (
                      <>
                        <del className="muted">
                          <bdi>{before}</bdi>
                        </del>{" "}
                      </>
                    )}
                    <bdi>{after || "–"}</bdi>
                  </dd>
                </div>
              ))}
            </dl>
            {effects.map((effect) => (
              <p key={effect}>{effect}</p>
            ))}
          </section>
        )}
      </form>
      {theirs !== null && (
        <BothSides
          differences={differencesOf(draftOf(theirs), draft)
            .filter(({ name }) => changes.some((change) => change.name === name))
            .map(({ name, before, after }) => ({ id: name, label: labelOf(name), mine: after, theirs: before }))}
          onKeepMine={correction.keepMine}
          onTakeTheirs={correction.takeTheirs}
          onClose={correction.forgetTheirs}
        />
      )}
    </SidePanel>
  );
}

function differencesOf(before: Draft, after: Draft) {
  return [
    ...changedFields(before, after).map((name) => ({ name, before: textOf(before, name), after: textOf(after, name) })),
    ...Object.entries(changedAnswers(before, after)).map(([key, value]) => ({
      name: key,
      before: said(before.answers[key] ?? ""),
      after: said(value ?? ""),
    })),
  ];
}
