// Things that open something until they end or are revoked: those in force, and the former ones folded away.
import type { UseMutationResult } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { RemoveDialog } from "./RemoveDialog";
import { Row, Rows } from "./Rows";
import { useEventTime } from "../shell/event-api";
import { useConsoleTexts } from "../shell/texts";

export interface Opening {
  readonly id: string;
  readonly label: string;
  readonly created_at: string;
  readonly expires_at: string | null;
  readonly revoked_at: string | null;
}

export interface OpeningListProps<T extends Opening> {
  readonly label: string;
  readonly openings: readonly T[];
  /** What one without a label is called. */
  readonly unnamed: string;
  readonly factOf?: (opening: T) => ReactNode;
  readonly revoke: UseMutationResult<unknown, Error, T>;
  /** What revoking means to who has it. */
  readonly revokeText: string;
}

export function OpeningList<T extends Opening>(props: OpeningListProps<T>): ReactNode {
  const { label, openings, unnamed, revoke, revokeText } = props;
  const t = useConsoleTexts();
  const [removed, setRemoved] = useState<T | null>(null);
  const [now] = useState(() => Date.now());
  const nameOf = (opening: T): string => opening.label || unnamed;
  const isOver = ({ expires_at, revoked_at }: T): boolean =>
    revoked_at !== null || (expires_at !== null && Date.parse(expires_at) <= now);
  const open = openings.filter((each) => !isOver(each));
  const former = openings.filter(isOver);
  return (
    <>
      {open.length > 0 && (
        <Rows label={label}>
          {open.map((each) => (
            <Row
              key={each.id}
              title={nameOf(each)}
              facts={[props.factOf?.(each), <Until key="until" opening={each} />]}
              actions={[{ id: "revoke", label: t("opening.revoke"), danger: true, onAction: () => setRemoved(each) }]}
            />
          ))}
        </Rows>
      )}
      {former.length > 0 && (
        <details className="view-part__more">
          <summary>{t("opening.former", { number: former.length })}</summary>
          <Rows label={t("opening.former", { number: former.length })}>
            {former.map((each) => (
              <Row
                key={each.id}
                title={nameOf(each)}
                tags={<span className="tag">{t(each.revoked_at === null ? "opening.ended" : "opening.revoked")}</span>}
                facts={[<Until key="until" opening={each} />]}
              />
            ))}
          </Rows>
        </details>
      )}
      {removed !== null && (
        <RemoveDialog
          title={t("opening.revokeTitle", { name: nameOf(removed) })}
          text={revokeText}
          confirm={t("opening.revoke")}
          what={removed}
          remove={revoke}
          onDone={t("opening.revokedNow", { name: nameOf(removed) })}
          onClose={() => setRemoved(null)}
        />
      )}
    </>
  );
}

function Until({ opening }: { readonly opening: Opening }): ReactNode {
  const t = useConsoleTexts();
  const when = useEventTime();
  const made = t("opening.madeAt", { at: when(opening.created_at) });
  const until = opening.expires_at === null ? t("opening.noEnd") : t("opening.until", { at: when(opening.expires_at) });
  return `${made} · ${opening.revoked_at === null ? until : t("opening.revokedAt", { at: when(opening.revoked_at) })}`;
}
