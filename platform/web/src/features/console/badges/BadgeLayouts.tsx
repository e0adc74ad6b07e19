// The badge layouts of an event: which ticket types each is for, a new one out of a template, and printing many.
import "./badges.css";
import { useState, type ReactNode } from "react";
import { useNavigate } from "react-router";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { Icon } from "../../../ui/Icon";
import { RemoveDialog } from "../parts/RemoveDialog";
import { Row, Rows } from "../parts/Rows";
import { useEvent } from "../shell/event";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { eventPath } from "../shell/places";
import { Loaded } from "../shell/states";
import { useAllTicketTypes } from "../tickets/queries";
import { LayoutPicture } from "./LayoutPicture";
import { PrintManyButton } from "./PrintMany";
import { useDeleteLayout, useLayouts, type Layout } from "./queries";
import { TemplateDialog } from "./TemplateDialog";
import { useBadgeTexts } from "./texts";

export default function BadgeLayouts(): ReactNode {
  const t = useBadgeTexts();
  const { may, slug } = useOrganization();
  const event = useEvent();
  const navigate = useNavigate();
  const list = useLayouts();
  const remove = useDeleteLayout();
  const [isChoosing, setChoosing] = useState(false);
  const [removed, setRemoved] = useState<Layout | null>(null);
  const editable = may("badges.edit");
  const pathOf = (place: string): string => eventPath(slug, event.id, `badges/${place}`);
  const add = editable ? <Button onPress={() => setChoosing(true)}>{t("add")}</Button> : null;
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      help="badges"
      actions={
        <>
          <Button kind="quiet" onPress={() => void navigate(pathOf("prints"))}>
            {t("prints")}
          </Button>
          <Button kind="quiet" onPress={() => void navigate(pathOf("stations"))}>
            {t("stations")}
          </Button>
          <PrintManyButton />
          {add}
        </>
      }
    >
      <Loaded query={list}>
        {(layouts) =>
          layouts.length === 0 ? (
            <Empty icon="ticket" title={t("none")} actions={add}>
              {t("noneText")}
            </Empty>
          ) : (
            <Rows label={t("title")}>
              {layouts.map((layout) => (
                <LayoutRow
                  key={layout.id}
                  layout={layout}
                  to={pathOf(layout.id)}
                  {...(editable ? { onRemove: () => setRemoved(layout) } : {})}
                />
              ))}
            </Rows>
          )
        }
      </Loaded>
      {isChoosing && (
        <TemplateDialog
          taken={(list.data ?? []).map(({ name }) => name)}
          isFirst={(list.data ?? []).length === 0}
          onMade={(layout) => void navigate(pathOf(layout.id))}
          onClose={() => setChoosing(false)}
        />
      )}
      {removed !== null && (
        <RemoveDialog
          title={t("deleteTitle", { name: removed.name })}
          text={t("deleteText")}
          what={removed}
          remove={remove}
          onDone={t("deleted", { name: removed.name })}
          onClose={() => setRemoved(null)}
        />
      )}
    </Page>
  );
}

interface LayoutRowProps {
  readonly layout: Layout;
  readonly to: string;
  readonly onRemove?: () => void;
}

function LayoutRow({ layout, to, onRemove }: LayoutRowProps): ReactNode {
  const t = useBadgeTexts();
  const types = useAllTicketTypes().data ?? [];
  const { design } = layout;
  const names = types.filter(({ id }) => layout.ticket_type_ids.includes(id)).map(({ name }) => name);
  return (
    <Row
      title={layout.name}
      to={to}
      before={<LayoutPicture design={design} alt="" />}
      tags={
        layout.is_default && (
          <span className="tag tag--good">
            <Icon name="check" /> {t("default")}
          </span>
        )
      }
      facts={[
        names.length > 0 ? <bdi key="types">{names.join(", ")}</bdi> : t(layout.is_default ? "allOthers" : "noTypes"),
        t("size", { width: design.width_mm, height: design.height_mm }),
      ]}
      actions={onRemove === undefined ? [] : [{ id: "delete", label: t("delete"), danger: true, onAction: onRemove }]}
    />
  );
}
