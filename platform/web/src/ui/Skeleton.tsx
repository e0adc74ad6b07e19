// Placeholder for content that is being loaded, in its shape and height.
import type { ReactNode } from "react";
import { useWords } from "./language";

export interface SkeletonProps {
  readonly rows?: number;
  /** What is awaited, said once to those who do not see it. */
  readonly label?: string;
}

export function Skeleton({ rows = 3, label }: SkeletonProps): ReactNode {
  const words = useWords();
  return (
    <div className="skeleton">
      <p role="status" className="visually-hidden">
        {label ?? words("loading")}
      </p>
      {Array.from({ length: rows }, (_, index) => (
        <span key={index} aria-hidden="true" />
      ))}
    </div>
  );
}
