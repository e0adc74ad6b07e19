// Empty state: says that nothing is here yet, and what to do about it.
import type { ReactNode } from "react";
import { Icon, type IconName } from "./Icon";

export interface EmptyProps {
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  readonly icon?: IconName;
}

export function Empty({ title, children, actions, icon = "info" }: EmptyProps): ReactNode {
  return (
    <div className="empty">
      <Icon name={icon} />
      <h2>{title}</h2>
      {children !== undefined && <p className="muted">{children}</p>}
      {actions}
    </div>
  );
}
