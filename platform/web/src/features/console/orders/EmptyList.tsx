// What a list of orders or attendees says when nothing is in it.
import type { ReactNode } from "react";
import { Link } from "react-router";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import type { IconName } from "../../../ui/Icon";
import { useEventIfAny } from "../shell/event";
import { useOrganization } from "../shell/organizations";
import { organizationPath } from "../shell/places";
import { usePathHere } from "./places";
import { useOrderTexts } from "./texts";

export interface EmptyListProps {
  readonly icon: IconName;
  /** Said when nobody has ordered yet. */
  readonly title: string;
  /** Said when the filter leaves nothing. */
  readonly filteredTitle: string;
  readonly isFiltered: boolean;
  readonly onClear: () => void;
}

export function EmptyList({ icon, title, filteredTitle, isFiltered, onClear }: EmptyListProps): ReactNode {
  const t = useOrderTexts();
  const { slug } = useOrganization();
  const event = useEventIfAny();
  const pathHere = usePathHere();
  if (isFiltered) {
    return (
      <Empty
        icon="search"
        title={filteredTitle}
        actions={
          <Button kind="quiet" onPress={onClear}>
            {t("filter.clear")}
          </Button>
        }
      >
        {t("none.filteredText")}
      </Empty>
    );
  }
  return (
    <Empty
      icon={icon}
      title={title}
      actions={
        <Link className="button" to={event === null ? organizationPath(slug, "events") : pathHere("")}>
          {t(event === null ? "none.toEvents" : "none.toShare")}
        </Link>
      }
    >
      {t("none.text")}
    </Empty>
  );
}
