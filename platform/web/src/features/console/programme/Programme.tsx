// The programme of an event, a day at a time: on a grid of rooms and times, or as a list; what clashes stands above.
import "./programme.css";
import { useMemo, useState, type ReactNode } from "react";
import { Link, useSearchParams } from "react-router";
import { formatDay } from "../../../lib/when";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { useLocale } from "../../../ui/language";
import { RemoveDialog } from "../parts/RemoveDialog";
import { useEvent } from "../shell/event";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { eventPath } from "../shell/places";
import { Loaded } from "../shell/states";
import { Conflicts } from "./Conflicts";
import { useMoving } from "./moving";
import { useConflicts, useDeleteSession, useProgramme, useRooms } from "./queries";
import { RoomDialog } from "./RoomDialog";
import {
  clashesOf,
  columnsOf,
  daysOf,
  localAt,
  nextStart,
  type Conflict,
  type Programme as Whole,
  type Session,
} from "./schedule";
import { emptyForm, formOf } from "./session-form";
import { SessionConflict } from "./SessionConflict";
import { SessionGrid } from "./SessionGrid";
import { SessionList } from "./SessionList";
import { SessionPanel } from "./SessionPanel";
import { useProgrammeTexts } from "./texts";
import { TracksDialog } from "./TracksDialog";
import { useWide } from "./wide";

const USUAL_MINUTES = 45;
const NONE: readonly Conflict[] = [];

export default function Programme(): ReactNode {
  const t = useProgrammeTexts();
  const here = useOrganization();
  const event = useEvent();
  const editable = here.may("events.write");
  const { open } = useAddress();
  const programme = useProgramme();
  const add = (
    <>
      <Link className="button button--quiet" to={eventPath(here.slug, event.id, "programme/import")}>
        {t("import.title")}
      </Link>
      <Button onPress={() => open("new")}>{t("add")}</Button>
    </>
  );
  const hasSome = (programme.data?.sessions.length ?? 0) > 0;
  return (
    <Page
      title={t("title")}
      help="arrange-the-programme"
      lead={t("lead")}
      {...(editable && hasSome ? { actions: add } : {})}
    >
      <Loaded query={programme} rows={6}>
        {(whole) => <Days programme={whole} editable={editable} add={editable ? add : null} />}
      </Loaded>
    </Page>
  );
}

/** What the address says: the day, the session that is open, and grid or list. */
function useAddress() {
  const [address, setAddress] = useSearchParams();
  const set = (changes: Readonly<Record<string, string | null>>): void =>
    setAddress(
      (now) => {
        const next = new URLSearchParams(now);
        for (const [name, value] of Object.entries(changes)) {
          if (value === null) next.delete(name);
          else next.set(name, value);
        }
        return next;
      },
      { replace: true },
    );
  return {
    day: address.get("day"),
    session: address.get("session"),
    isList: address.get("view") === "list",
    show: (day: string) => set({ day }),
    open: (session: string | null) => set({ session }),
    /** A session of any day, with its day. */
    visit: ({ id, day }: Session) => set({ session: id, day }),
    look: (view: "grid" | "list") => set({ view: view === "list" ? view : null }),
  };
}

interface DaysProps {
  readonly programme: Whole;
  readonly editable: boolean;
  readonly add: ReactNode;
}

function Days({ programme, editable, add }: DaysProps): ReactNode {
  const t = useProgrammeTexts();
  const event = useEvent();
  const here = useOrganization();
  const address = useAddress();
  const isWide = useWide();
  const rooms = useRooms(programme.rooms);
  const { data: conflicts = NONE } = useConflicts();
  const days = useMemo(
    () => daysOf(programme.sessions, event.starts_local, event.ends_local),
    [programme.sessions, event.starts_local, event.ends_local],
  );
  const asked = days.find((each) => each === address.day) ?? programme.days[0] ?? days[0] ?? "";
  const columns = columnsOf(rooms, programme.sessions);
  const moving = useMoving({ programme, rooms, columns, days, onDay: address.show });
  const [removed, setRemoved] = useState<Session | null>(null);
  const [isAddingRoom, setAddingRoom] = useState(false);
  const [hasOpenTracks, setOpenTracks] = useState(false);
  const remove = useDeleteSession();
  const addRoom = editable && here.may("venues.write") && (
    <Button kind="quiet" onPress={() => setAddingRoom(true)}>
      {t("room.add")}
    </Button>
  );
  const { preview } = moving;
  /** The address follows a moment later, when what is moved would have lost the focus. */
  const day = preview?.day ?? asked;
  const all = programme.sessions.map((session) => (session.id === preview?.id ? preview : session));
  const shown = all.filter((session) => session.day === day);
  const clashing = clashingOf(conflicts, preview, all);
  const opened = programme.sessions.find(({ id }) => id === address.session) ?? null;
  const start = nextStart(programme.sessions, day, event.starts_local);
  const empty = emptyForm(localAt(day, start), localAt(day, start + USUAL_MINUTES), rooms[0]?.id ?? null);
  const isGrid = isWide && !address.isList;
  const close = (): void => address.open(null);
  const { overtaken } = moving;
  return (
    <div className="stack">
      {programme.sessions.length === 0 ? (
        <Empty
          icon="calendar"
          title={t("none.title")}
          actions={
            <div className="row">
              {addRoom}
              {add}
            </div>
          }
        >
          {t("none.text")}
        </Empty>
      ) : (
        <>
          <Conflicts conflicts={conflicts} programme={programme} rooms={rooms} onOpen={address.visit} />
          <div className="programme-bar">
            <DayTabs days={days} day={day} onDay={address.show} />
            <div className="row">
              {addRoom}
              {editable && (
                <Button kind="quiet" onPress={() => setOpenTracks(true)}>
                  {t("tracks.title")}
                </Button>
              )}
              {isWide && (
                <Button kind="quiet" onPress={() => address.look(isGrid ? "list" : "grid")}>
                  {t(isGrid ? "asList" : "asGrid")}
                </Button>
              )}
            </div>
          </div>
          {shown.length === 0 && <p className="muted">{t("day.empty")}</p>}
          {isGrid ? (
            <SessionGrid
              programme={programme}
              sessions={shown}
              columns={columns}
              clashing={clashing}
              moving={moving}
              editable={editable}
              onOpen={({ id }) => address.open(id)}
            />
          ) : (
            <SessionList
              programme={programme}
              sessions={shown}
              rooms={rooms}
              clashing={clashing}
              onOpen={({ id }) => address.open(id)}
            />
          )}
        </>
      )}
      {(opened !== null || (address.session === "new" && editable)) && (
        <SessionPanel
          key={opened?.id ?? "new"}
          session={opened}
          empty={empty}
          programme={programme}
          rooms={rooms}
          editable={editable}
          onDelete={setRemoved}
          onClose={close}
        />
      )}
      {removed !== null && (
        <RemoveDialog
          title={t("deleteTitle", { name: removed.title })}
          text={t("deleteText")}
          what={removed}
          remove={remove}
          onDone={t("deleted", { name: removed.title })}
          onRemoved={close}
          onClose={() => setRemoved(null)}
        />
      )}
      {hasOpenTracks && <TracksDialog tracks={programme.tracks} onClose={() => setOpenTracks(false)} />}
      {isAddingRoom && <RoomDialog onClose={() => setAddingRoom(false)} />}
      {overtaken !== null && (
        <SessionConflict
          mine={formOf(overtaken.moved, event.time_zone)}
          theirs={formOf(overtaken.theirs, event.time_zone)}
          changed={["starts", "ends", "room"]}
          programme={programme}
          rooms={rooms}
          onKeepMine={moving.keepMine}
          onTakeTheirs={moving.forget}
          onClose={moving.forget}
        />
      )}
    </div>
  );
}

/** Sessions in a conflict: as the API says, and of the one that is moved as it would be where it is now. */
function clashingOf(
  conflicts: readonly Conflict[],
  preview: Session | null,
  all: readonly Session[],
): ReadonlySet<string> {
  const others = conflicts.filter(
    ({ first_session_id, second_session_id }) => ![first_session_id, second_session_id].includes(preview?.id ?? ""),
  );
  const own = preview === null ? NONE : clashesOf(preview, all);
  return new Set([...others, ...own].flatMap((each) => [each.first_session_id, each.second_session_id]));
}

interface DayTabsProps {
  readonly days: readonly string[];
  readonly day: string;
  readonly onDay: (day: string) => void;
}

function DayTabs({ days, day, onDay }: DayTabsProps): ReactNode {
  const t = useProgrammeTexts();
  const locale = useLocale();
  return (
    <div role="group" aria-label={t("day.choose")} className="programme-days">
      {days.map((each) => (
        <button
          key={each}
          type="button"
          className="programme-days__day"
          aria-pressed={each === day}
          onClick={() => onDay(each)}
        >
          {formatDay(`${each}T12:00:00Z`, "UTC", locale)}
        </button>
      ))}
    </div>
  );
}
