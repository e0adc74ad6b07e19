// How an event's waiting room works: when it opens, how fast and how many people are admitted, for how long.
import type { ReactNode } from "react";
import { Field } from "../../../ui/Field";
import { EntityForm } from "../parts/EntityForm";
import { useEditing } from "../parts/editing";
import { Section } from "../parts/Section";
import { useEvent } from "../shell/event";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { useFetchRoom, useSaveRoom, type Room } from "./queries";
import { bodyOf, fieldOf, formOf, problemsOf, type RoomField, type RoomForm } from "./room-form";
import { useWaitingRoomTexts } from "./texts";

const TIMES: readonly RoomField[] = ["lobby", "opens"];
const ORDER: readonly RoomField[] = ["lobby", "opens", "least", "most", "shopping", "minutes", "target", "automatic"];

export function RoomSettings({ room }: { readonly room: Room }): ReactNode {
  const t = useWaitingRoomTexts();
  const notify = useNotify();
  const editable = useOrganization().may("waiting_room.edit");
  const { time_zone: zone } = useEvent();
  const save = useSaveRoom();
  const editing = useEditing<RoomForm, Room>({
    prefix: "waiting-room",
    entity: room,
    empty: formOf(zone)(room),
    formOf: formOf(zone),
    problemsOf: (form) => new Map([...problemsOf(form)].map(([field, wrong]) => [field, t(`error.${wrong}`)])),
    fieldOf,
    current: useFetchRoom(),
    write: (form, _changed, over) => save.mutateAsync({ body: bodyOf(form, over ?? room, zone), over: over ?? room }),
    onSaved: () => notify(t("settings.saved")),
  });
  const { form, errors, change } = editing;
  return (
    <Section title={t("settings.title")} lead={t("settings.lead", { zone })} boxed>
      <EntityForm editing={editing} editable={editable} labelOf={(field) => t(`field.${field}`)}>
        {ORDER.map((name) => (
          <Field
            key={name}
            id={`waiting-room-${name}`}
            label={t(`field.${name}`)}
            hint={t(`hint.${name}`)}
            required={name !== "lobby" && name !== "automatic"}
            readOnly={!editable}
            type={TIMES.includes(name) ? "datetime-local" : "number"}
            value={form[name]}
            onChange={(value) => change({ [name]: value })}
            error={errors.get(name)}
          />
        ))}
      </EntityForm>
    </Section>
  );
}
