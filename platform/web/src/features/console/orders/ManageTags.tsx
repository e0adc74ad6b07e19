// The organization's tags: renamed, recoloured, and deleted wherever they are.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { answerOf } from "../../../api/client";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Field } from "../../../ui/Field";
import { NativeSelect } from "../../../ui/NativeSelect";
import { EntityPanel } from "../parts/EntityForm";
import { useEditing } from "../parts/editing";
import { RemoveDialog } from "../parts/RemoveDialog";
import { Row, Rows } from "../parts/Rows";
import { useApi } from "../session/api";
import { ifMatch } from "../session/connection";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { useOrderTags, type OrderTag } from "./queries";
import { useOrderTexts } from "./texts";

export const COLORS = ["grey", "red", "orange", "yellow", "green", "teal", "blue", "purple"] as const;
const TAG = "/api/v1/organizations/{organization_id}/order-tags/{tag_id}";

function useTagChanged(): () => Promise<unknown> {
  const client = useQueryClient();
  const { id } = useOrganization();
  return () =>
    Promise.all(
      ["order-tags", "order", "orders", "attendees"].map((what) => client.invalidateQueries({ queryKey: [id, what] })),
    );
}

export function ManageTags(): ReactNode {
  const t = useOrderTexts();
  const api = useApi();
  const { id } = useOrganization();
  const changed = useTagChanged();
  const tags = useOrderTags().data ?? [];
  const [isOpen, setOpen] = useState(false);
  const [edited, setEdited] = useState<OrderTag | null>(null);
  const [removed, setRemoved] = useState<OrderTag | null>(null);
  const remove = useMutation({
    mutationFn: (tag: OrderTag) => api.DELETE(TAG, { params: { path: { organization_id: id, tag_id: tag.id } } }),
    onSuccess: changed,
  });
  if (tags.length === 0) return null;
  return (
    <>
      <Button kind="bare" size="small" onPress={() => setOpen(true)}>
        {t("tags.manage")}
      </Button>
      <Dialog open={isOpen} title={t("tags.manage")} onClose={() => setOpen(false)}>
        <Rows label={t("column.tags")}>
          {tags.map((tag) => (
            <Row
              key={tag.id}
              title={tag.name}
              before={<span className="order-tag" data-color={tag.color} aria-hidden="true" />}
              onOpen={() => setEdited(tag)}
              actions={[
                { id: "edit", label: t("tags.edit"), onAction: () => setEdited(tag) },
                { id: "delete", label: t("notes.delete"), danger: true, onAction: () => setRemoved(tag) },
              ]}
            />
          ))}
        </Rows>
      </Dialog>
      {edited !== null && <EditTag key={edited.id} tag={edited} onClose={() => setEdited(null)} />}
      {removed !== null && (
        <RemoveDialog
          title={t("tags.deleteTitle", { name: removed.name })}
          text={t("tags.deleteText")}
          what={removed}
          remove={remove}
          onDone={t("tags.deleted", { name: removed.name })}
          onClose={() => setRemoved(null)}
        />
      )}
    </>
  );
}

type TagForm = Pick<OrderTag, "name" | "color">;

function EditTag({ tag, onClose }: { readonly tag: OrderTag; readonly onClose: () => void }): ReactNode {
  const t = useOrderTexts();
  const api = useApi();
  const notify = useNotify();
  const { id } = useOrganization();
  const changed = useTagChanged();
  const tags = useOrderTags();
  const editing = useEditing<TagForm, OrderTag>({
    entity: tag,
    empty: { name: "", color: "grey" },
    prefix: "tag",
    formOf: ({ name, color }) => ({ name, color }),
    problemsOf: ({ name }) => new Map(name.trim() === "" ? [["name", t("wrong.tag")]] : []),
    fieldOf: (pointer) => (pointer === "/name" ? "name" : pointer === "/color" ? "color" : null),
    write: ({ name, color }, _, over) => {
      const of = over ?? tag;
      const params = { path: { organization_id: id, tag_id: of.id } };
      const known = COLORS.find((each) => each === color) ?? "grey";
      return answerOf(api.PATCH(TAG, { params, body: { name: name.trim(), color: known }, headers: ifMatch(of) }));
    },
    current: async (over) => (await tags.refetch()).data?.find((each) => each.id === over.id) ?? over,
    onSaved: ({ name }) => {
      void changed();
      notify(t("tags.saved", { name }));
      onClose();
    },
  });
  const { form, change, errors } = editing;
  return (
    <EntityPanel
      kind="dialog"
      editing={editing}
      title={t("tags.edit")}
      labelOf={(name) => t(name === "name" ? "tags.name" : "tags.color")}
      onClose={onClose}
    >
      <Field
        id="tag-name"
        label={t("tags.name")}
        required
        maxLength={40}
        value={form.name}
        error={errors.get("name")}
        onChange={(name) => change({ name })}
      />
      <NativeSelect
        id="tag-color"
        label={t("tags.color")}
        required
        options={COLORS.map((value) => ({ value, label: t(`color.${value}`) }))}
        value={form.color}
        error={errors.get("color")}
        onChange={(value) => change({ color: COLORS.find((each) => each === value) ?? form.color })}
      />
    </EntityPanel>
  );
}
