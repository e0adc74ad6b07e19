// What was decided over the event's orders when it was cancelled, postponed or moved, and how far that has come.
import type { ReactNode } from "react";
import { Section } from "../parts/Section";
import { useEventTime } from "../shell/event-api";
import { useOrderActions, type OrderAction } from "./life";
import { useEventTexts } from "./texts";

export function OrderActions(): ReactNode {
  const t = useEventTexts();
  const actions = useOrderActions();
  if (actions.data === undefined || actions.data.length === 0) return null;
  return (
    <Section title={t("orderActions.title")} boxed>
      <ul className="stack">
        {actions.data.map((action) => (
          <OneAction key={action.id} action={action} />
        ))}
      </ul>
    </Section>
  );
}

function OneAction({ action }: { readonly action: OrderAction }): ReactNode {
  const t = useEventTexts();
  const when = useEventTime();
  const { step, orders, reason, created_at: created, done_at: done, handled, failed, total } = action;
  const far = t("orderActions.far", { handled, total });
  return (
    <li>
      <p>
        <b>{t(`orderActions.${step}`, { at: when(created) })}</b> · {t(`orders.${orders}`)}
      </p>
      {reason !== "" && (
        <p className="muted">
          <bdi>{reason}</bdi>
        </p>
      )}
      {done === null && total > 0 && <progress aria-label={far} value={handled} max={total} />}
      <p className="muted small">
        {done === null ? far : t("orderActions.done", { at: when(done), handled })}
        {failed > 0 && ` · ${t("orderActions.failed", { number: failed })}`}
      </p>
    </li>
  );
}
