// Notice in the page: a warning, an error or a success.
import type { ReactNode } from "react";
import { Icon } from "./Icon";
import { classNames } from "./class-names";

export interface NoticeProps {
  readonly kind?: "warm" | "bad" | "good";
  readonly title?: string;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  /** Read out when it appears; for what comes as an answer to an action. */
  readonly announce?: boolean;
}

const ICONS = { warm: "info", bad: "warning", good: "good" } as const;

export function Notice({ kind = "warm", title, children, actions, announce = false }: NoticeProps): ReactNode {
  const role = announce ? (kind === "bad" ? "alert" : "status") : undefined;
  return (
    <div
      className={classNames("notice", kind !== "warm" && `notice--${kind}`)}
      {...(role === undefined ? {} : { role })}
    >
      <Icon name={ICONS[kind]} />
      <div className="notice__text">
        {title !== undefined && <p className="notice__title">{title}</p>}
        <div>{children}</div>
        {actions !== undefined && <div className="row notice__actions">{actions}</div>}
      </div>
    </div>
  );
}
