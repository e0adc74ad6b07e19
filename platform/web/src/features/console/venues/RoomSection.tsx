// The rooms of a venue: named, with their places, changed and deleted.
import { useState, type ReactNode } from "react";
import { isWhole } from "../../../lib/typed-numbers";
import { Button } from "../../../ui/Button";
import { Field } from "../../../ui/Field";
import { useEditing } from "../parts/editing";
import { EntityPanel } from "../parts/EntityForm";
import { RemoveDialog } from "../parts/RemoveDialog";
import { Row, Rows } from "../parts/Rows";
import { Section } from "../parts/Section";
import { useNotify } from "../shell/notifications";
import { Loaded } from "../shell/states";
import { useDeleteRoom, useRoomList, useSaveRoom, type Room } from "./queries";
import { useVenueTexts } from "./texts";

export interface RoomSectionProps {
  readonly venueId: string;
  readonly editable: boolean;
}

export function RoomSection({ venueId, editable }: RoomSectionProps): ReactNode {
  const t = useVenueTexts();
  const rooms = useRoomList(venueId);
  const remove = useDeleteRoom();
  const [opened, setOpened] = useState<Room | "new" | null>(null);
  const [removed, setRemoved] = useState<Room | null>(null);
  const add = (
    <Button kind="quiet" size="small" onPress={() => setOpened("new")}>
      {t("room.add")}
    </Button>
  );
  return (
    <Section title={t("rooms")} lead={t("rooms.lead")} {...(editable ? { action: add } : {})}>
      <Loaded query={rooms} rows={2}>
        {(all) =>
          all.length === 0 ? (
            <p className="muted">{t("rooms.none")}</p>
          ) : (
            <Rows label={t("rooms")}>
              {all.map((room) => (
                <Row
                  key={room.id}
                  title={room.name}
                  facts={[room.capacity === null ? "" : t("room.places", { number: room.capacity })]}
                  {...(editable ? { onOpen: () => setOpened(room) } : {})}
                />
              ))}
            </Rows>
          )
        }
      </Loaded>
      {opened !== null && (
        <RoomDialog
          key={opened === "new" ? "new" : opened.id}
          venueId={venueId}
          room={opened === "new" ? null : opened}
          onDelete={() => setRemoved(opened === "new" ? null : opened)}
          onClose={() => setOpened(null)}
        />
      )}
      {removed !== null && (
        <RemoveDialog
          title={t("room.deleteTitle", { name: removed.name })}
          text={t("room.deleteText")}
          what={removed}
          remove={remove}
          onDone={t("room.deleted", { name: removed.name })}
          onRemoved={() => setOpened(null)}
          onClose={() => setRemoved(null)}
        />
      )}
    </Section>
  );
}

interface RoomDialogProps {
  readonly venueId: string;
  /** Null makes one. */
  readonly room: Room | null;
  readonly onDelete: () => void;
  readonly onClose: () => void;
}

interface RoomForm {
  readonly name: string;
  readonly capacity: string;
}

function RoomDialog({ venueId, room, onDelete, onClose }: RoomDialogProps): ReactNode {
  const t = useVenueTexts();
  const notify = useNotify();
  const save = useSaveRoom();
  const rooms = useRoomList(venueId);
  const editing = useEditing<RoomForm, Room>({
    entity: room,
    empty: { name: "", capacity: "" },
    formOf: ({ name, capacity }) => ({ name, capacity: String(capacity ?? "") }),
    prefix: "room",
    problemsOf: ({ name, capacity }) => {
      const found = new Map<string, string>();
      if (name.trim() === "") found.set("name", t("wrong.name"));
      if (capacity !== "" && !isWhole(capacity)) found.set("capacity", t("wrong.capacity"));
      return found;
    },
    fieldOf: (pointer) => pointer.slice(1),
    current: async (before) => (await rooms.refetch()).data?.find(({ id }) => id === before.id) ?? before,
    write: ({ name, capacity }, _changed, over) =>
      save.mutateAsync({ venueId, over, name: name.trim(), capacity: capacity === "" ? null : Number(capacity) }),
    onSaved: ({ name }) => {
      notify(t("saved", { name }));
      onClose();
    },
  });
  const { form, errors, change } = editing;
  return (
    <EntityPanel
      kind="dialog"
      title={room?.name ?? t("room.new")}
      editing={editing}
      {...(room === null ? { submit: t("room.add") } : { onDelete })}
      labelOf={(name) => t(name === "name" ? "field.name" : "field.capacity")}
      onClose={onClose}
    >
      <Field
        id="room-name"
        label={t("field.name")}
        required
        value={form.name}
        error={errors.get("name")}
        onChange={(name) => change({ name })}
      />
      <Field
        id="room-capacity"
        label={t("field.capacity")}
        type="number"
        value={form.capacity}
        error={errors.get("capacity")}
        onChange={(capacity) => change({ capacity })}
      />
    </EntityPanel>
  );
}
