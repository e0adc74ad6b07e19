// The provider's own fields in the payment step: loading, ready, confirming, and what went wrong with them.
import { useCallback, useEffect, useRef, useState, type ReactNode, type RefObject } from "react";
import { useLocale } from "../../ui/language";
import { Notice } from "../../ui/Notice";
import { Skeleton } from "../../ui/Skeleton";
import { orderPath } from "./client";
import { givenFor, moduleOf, openFields, outcomeOf, type Fields } from "./embedded";
import type { NextAction } from "./payment";
import { useCheckoutTexts, usePurchase, useSay } from "./purchase";
import type { Words } from "./words";

type Stage = "none" | "loading" | "ready" | "confirming";

export interface FieldsState {
  readonly stage: Stage;
  /** What went wrong, said at the fields. */
  readonly told: Words | null;
  /** Counts tries, so that the same words are said again. */
  readonly tries: number;
  readonly place: RefObject<HTMLDivElement | null>;
  readonly heading: RefObject<HTMLHeadingElement | null>;
  readonly open: (action: NextAction) => void;
  readonly close: () => void;
  readonly confirm: () => Promise<void>;
}

/** One set of fields at a time; whatever comes from one that was closed is not heard. */
export function useFields(): FieldsState {
  const { config, state, actions } = usePurchase();
  const locale = useLocale();
  const place = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const fields = useRef<Fields | null>(null);
  const turn = useRef(0);
  const [stage, setStage] = useState<Stage>("none");
  const [told, setTold] = useState<Words | null>(null);
  const [tries, setTries] = useState(0);
  const tell = (words: Words | null): void => {
    setTold(words);
    setTries((before) => before + 1);
  };

  const put = useCallback((): void => {
    turn.current += 1;
    fields.current?.unmount?.();
    fields.current = null;
    place.current?.replaceChildren();
  }, []);
  useEffect(() => put, [put]);

  const close = useCallback((): void => {
    put();
    setStage("none");
    setTold(null);
  }, [put]);

  const giveUp = (words: Words): void => {
    put();
    setStage("none");
    tell(words);
  };

  const open = (action: NextAction): void => {
    put();
    const mine = turn.current;
    const module = moduleOf(action);
    if (module === null || state.order === null || place.current === null) return giveUp({ key: "fields.failed" });
    setTold(null);
    setStage("loading");
    const returnUrl = location.origin + orderPath(config, state.order.id, state.secret);
    void openFields(module, place.current, givenFor(action, { locale, title: config.eventTitle, returnUrl })).then(
      (opening) => {
        if (mine !== turn.current) return opening.kind === "ready" ? opening.fields.unmount?.() : undefined;
        if (opening.kind !== "ready") return giveUp({ key: opening.kind === "late" ? "fields.late" : "fields.failed" });
        fields.current = opening.fields;
        setStage("ready");
        heading.current?.focus();
      },
    );
  };

  const confirm = async (): Promise<void> => {
    const mine = turn.current;
    if (stage !== "ready" || fields.current === null) return;
    setTold(null);
    setStage("confirming");
    const { outcome, message } = await fields.current.confirm().then(outcomeOf, () => outcomeOf(null));
    if (mine !== turn.current) return;
    if (outcome === "done") return actions.finish();
    const words: Words =
      message === "" ? { key: outcome === "over" ? "fields.over" : "fields.again" } : { text: message };
    if (outcome === "over") return giveUp(words);
    setStage("ready");
    tell(words);
  };

  return { stage, told, tries, place, heading, open, close, confirm };
}

export function FieldsPart({ fields, method }: { readonly fields: FieldsState; readonly method: string }): ReactNode {
  const t = useCheckoutTexts();
  const say = useSay();
  const isShown = fields.stage !== "none";
  return (
    <>
      {fields.told !== null && (
        <Notice key={fields.tries} kind="bad" announce>
          {say(fields.told)}
        </Notice>
      )}
      <section
        className="provider-fields panel"
        aria-labelledby="fields-title"
        aria-busy={fields.stage === "loading"}
        hidden={!isShown}
      >
        <h2 id="fields-title" ref={fields.heading} tabIndex={-1}>
          {t("fields.title", { method })}
        </h2>
        <p className="muted small">{t("fields.safe")}</p>
        {fields.stage === "loading" && <Skeleton rows={3} label={t("fields.loading")} />}
        <div className="provider-fields__place" ref={fields.place} />
      </section>
    </>
  );
}
