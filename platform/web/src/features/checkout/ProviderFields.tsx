// The payment provider's embedded fields in the payment step: loading, ready, confirming, failed.
import { useCallback, useEffect, useRef, useState, type ReactNode, type RefObject } from "react";
import { useLocale } from "../../ui/language";
import { Notice } from "../../ui/Notice";
import { Skeleton } from "../../ui/Skeleton";
import { orderPath } from "./client";
import { mountOptions, moduleOf, openFields, outcomeOf, type MountedFields } from "./provider-fields";
import type { NextAction } from "./payment";
import { useCheckoutTexts, usePurchase, useMessageText } from "./purchase";
import type { Message } from "./messages";

type Stage = "none" | "loading" | "ready" | "confirming";

export interface ProviderFieldsState {
  readonly stage: Stage;
  /** The error message above the fields. */
  readonly message: Message | null;
  /** Counts attempts, so that the same message is announced again. */
  readonly tries: number;
  readonly place: RefObject<HTMLDivElement | null>;
  readonly heading: RefObject<HTMLHeadingElement | null>;
  readonly open: (action: NextAction) => void;
  readonly close: () => void;
  readonly confirm: () => Promise<void>;
}

/** Manages one set of fields at a time; results of a set that was closed are ignored. */
export function useProviderFields(): ProviderFieldsState {
  const { config, state, actions } = usePurchase();
  const locale = useLocale();
  const place = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const fields = useRef<MountedFields | null>(null);
  const turn = useRef(0);
  const [stage, setStage] = useState<Stage>("none");
  const [failure, setTold] = useState<Message | null>(null);
  const [tries, setTries] = useState(0);
  const showMessage = (words: Message | null): void => {
    setTold(words);
    setTries((before) => before + 1);
  };

  const unmountFields = useCallback((): void => {
    turn.current += 1;
    fields.current?.unmount?.();
    fields.current = null;
    place.current?.replaceChildren();
  }, []);
  useEffect(() => unmountFields, [unmountFields]);

  const close = useCallback((): void => {
    unmountFields();
    setStage("none");
    setTold(null);
  }, [unmountFields]);

  const giveUp = (words: Message): void => {
    unmountFields();
    setStage("none");
    showMessage(words);
  };

  const open = (action: NextAction): void => {
    unmountFields();
    const mine = turn.current;
    const module = moduleOf(action);
    if (module === null || state.order === null || place.current === null) return giveUp({ key: "fields.failed" });
    setTold(null);
    setStage("loading");
    const returnUrl = location.origin + orderPath(config, state.order.id, state.secret);
    void openFields(module, place.current, mountOptions(action, { locale, title: config.eventTitle, returnUrl })).then(
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
    const words: Message =
      message === "" ? { key: outcome === "over" ? "fields.over" : "fields.again" } : { text: message };
    if (outcome === "over") return giveUp(words);
    setStage("ready");
    showMessage(words);
  };

  return { stage, message: failure, tries, place, heading, open, close, confirm };
}

export function ProviderFields({
  fields,
  method,
}: {
  readonly fields: ProviderFieldsState;
  readonly method: string;
}): ReactNode {
  const t = useCheckoutTexts();
  const say = useMessageText();
  const isShown = fields.stage !== "none";
  return (
    <>
      {fields.message !== null && (
        <Notice key={fields.tries} kind="bad" announce>
          {say(fields.message)}
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
