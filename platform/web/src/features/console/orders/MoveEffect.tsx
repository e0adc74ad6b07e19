// What a move would do, once it was asked: its effect, or why it cannot be.
import type { ReactNode } from "react";
import type { UseQueryResult } from "@tanstack/react-query";
import { Refused } from "../../../lib/api";
import { Failure } from "../../../ui/Failure";
import { Skeleton } from "../../../ui/Skeleton";
import { useOrderTexts, type OrderKey } from "./texts";

export type Obstacles = Readonly<Record<string, OrderKey>>;

export interface MoveEffectProps<Move> {
  readonly preview: UseQueryResult<Move>;
  /** Lines while nothing is known yet. */
  readonly rows: number;
  /** The reason that the API names → what is said of it. */
  readonly obstacles: Obstacles;
  readonly children: (move: Move) => ReactNode;
}

export function MoveEffect<Move>({ preview, rows, obstacles, children }: MoveEffectProps<Move>): ReactNode {
  const t = useOrderTexts();
  return (
    <section className="refund-effect" aria-labelledby="move-effect" aria-live="polite" aria-busy={preview.isPending}>
      <h2 id="move-effect">{t("refund.effect")}</h2>
      {preview.isPending && <Skeleton rows={rows} />}
      {preview.isError && <Obstacle error={preview.error} obstacles={obstacles} />}
      {preview.data !== undefined && children(preview.data)}
    </section>
  );
}

function Obstacle({ error, obstacles }: { readonly error: Error; readonly obstacles: Obstacles }): ReactNode {
  const t = useOrderTexts();
  const reason = error instanceof Refused ? error.problem.given["reason"] : undefined;
  if (typeof reason !== "string") return <Failure error={error} />;
  return <p>{t(obstacles[reason] ?? "move.not.other")}</p>;
}
