// A new room for the programme; where the event has no venue yet, that is chosen or made along with it.
import { useMutation, useQuery } from "@tanstack/react-query";
import { useRef, useState, type FormEvent, type ReactNode } from "react";
import { answerOf } from "../../../api/client";
import { Refused } from "../../../lib/api";
import { placeErrors } from "../../../lib/problems";
import { isWhole } from "../../../lib/typed-numbers";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Failure } from "../../../ui/Failure";
import { Field } from "../../../ui/Field";
import { NativeSelect } from "../../../ui/NativeSelect";
import { ifMatch } from "../session/connection";
import { eventKey } from "../shell/event";
import { useNotify } from "../shell/notifications";
import { useHere } from "./queries";
import { useProgrammeTexts } from "./texts";

const VENUES = "/api/v1/organizations/{organization_id}/venues";
const EVENT = "/api/v1/organizations/{organization_id}/events/{event_id}";
const NEW = "new";
const FORM = "room-form";
const FIELDS: Readonly<Record<string, "name" | "capacity">> = { "/name": "name", "/capacity": "capacity" };

interface RoomForm {
  readonly name: string;
  readonly capacity: string;
  /** A venue's id, or `NEW`. */
  readonly venue: string;
  readonly venueName: string;
}

export function RoomDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useProgrammeTexts();
  const notify = useNotify();
  const { event } = useHere();
  const [form, setForm] = useState<RoomForm>({
    name: "",
    capacity: "",
    venue: NEW,
    venueName: event.location?.name ?? "",
  });
  const [wrong, setWrong] = useState<ReadonlyMap<string, string>>(new Map());
  const save = useSaveRoom();
  const isPlaceless = event.venue_id === null;
  const change = (changes: Partial<RoomForm>): void => setForm((now) => ({ ...now, ...changes }));
  const placed = save.error instanceof Refused ? placeErrors(save.error.problem, (at) => FIELDS[at] ?? null) : null;
  const errorOf = (name: string): string | undefined => wrong.get(name) ?? placed?.fields.get(name);
  const submit = (submitted: FormEvent): void => {
    submitted.preventDefault();
    const found = new Map<string, string>();
    if (form.name.trim() === "") found.set("name", t("wrong.name"));
    if (form.capacity !== "" && !isWhole(form.capacity)) found.set("capacity", t("wrong.capacity"));
    if (isPlaceless && form.venue === NEW && form.venueName.trim() === "") found.set("venueName", t("wrong.name"));
    setWrong(found);
    if (found.size > 0) return;
    save.mutate(form, {
      onSuccess: ({ room: { name }, isElsewhere }) => {
        notify(t(isElsewhere ? "room.made_elsewhere" : "room.made", { name }));
        onClose();
      },
    });
  };
  const actions = (
    <>
      <Button kind="quiet" onPress={onClose}>
        {t("cancel")}
      </Button>
      <Button type="submit" form={FORM} pending={save.isPending}>
        {t("room.add")}
      </Button>
    </>
  );
  return (
    <Dialog open title={t("room.new")} onClose={onClose} actions={actions}>
      <form id={FORM} className="stack" noValidate onSubmit={submit}>
        {save.isError && (placed?.fields.size ?? 0) === 0 && <Failure error={save.error} />}
        {isPlaceless && <Venue form={form} error={errorOf("venueName")} change={change} />}
        <Field
          label={t("room.name")}
          required
          value={form.name}
          error={errorOf("name")}
          onChange={(name) => change({ name })}
        />
        <Field
          label={t("field.capacity")}
          type="number"
          value={form.capacity}
          error={errorOf("capacity")}
          onChange={(capacity) => change({ capacity })}
        />
      </form>
    </Dialog>
  );
}

interface VenueProps {
  readonly form: RoomForm;
  readonly error: string | undefined;
  readonly change: (changes: Partial<RoomForm>) => void;
}

function Venue({ form, error, change }: VenueProps): ReactNode {
  const t = useProgrammeTexts();
  const { api, path } = useHere();
  const { organization_id } = path;
  const { data = [] } = useQuery({
    queryKey: [organization_id, "venues"],
    queryFn: async () =>
      (await answerOf(api.GET(VENUES, { params: { path: { organization_id }, query: { limit: 100 } } }))).items,
  });
  return (
    <>
      <p className="muted">{t("venue.text")}</p>
      {data.length > 0 && (
        <NativeSelect
          label={t("venue")}
          required
          options={[{ value: NEW, label: t("venue.new") }, ...data.map(({ id, name }) => ({ value: id, label: name }))]}
          value={form.venue}
          onChange={(venue) => change({ venue: venue || NEW })}
        />
      )}
      {form.venue === NEW && (
        <Field
          label={t("venue.name")}
          required
          value={form.venueName}
          error={error}
          onChange={(venueName) => change({ venueName })}
        />
      )}
    </>
  );
}

/** What was made before something failed is not made again; a venue that somebody else has chosen meanwhile stays. */
function useSaveRoom() {
  const { api, client, event, path } = useHere();
  const { organization_id } = path;
  const made = useRef<string | null>(null);
  const chosen = async ({ venue, venueName }: RoomForm): Promise<string> => {
    if (venue !== NEW) return venue;
    const body = { name: venueName.trim() };
    made.current ??= (await answerOf(api.POST(VENUES, { params: { path: { organization_id } }, body }))).id;
    return made.current;
  };
  return useMutation({
    mutationFn: async (form: RoomForm) => {
      let { venue_id } = event;
      let isElsewhere = false;
      if (venue_id === null) {
        let now = await answerOf(api.GET(EVENT, { params: { path } }));
        isElsewhere = now.venue_id !== null && now.venue_id !== made.current;
        if (now.venue_id === null) {
          const body = { venue_id: await chosen(form) };
          now = await answerOf(api.PATCH(EVENT, { params: { path }, body, headers: ifMatch(now) }));
        }
        client.setQueryData(eventKey(organization_id, event.id), now);
        venue_id = now.venue_id ?? "";
      }
      const { name, capacity } = form;
      const room = await answerOf(
        api.POST(`${VENUES}/{venue_id}/rooms`, {
          params: { path: { organization_id, venue_id } },
          body: { name: name.trim(), capacity: capacity === "" ? null : Number(capacity) },
        }),
      );
      await client.invalidateQueries({ queryKey: [organization_id, "venue", venue_id, "rooms"] });
      return { room, isElsewhere };
    },
  });
}
