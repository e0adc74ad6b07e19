// The waiting room before an event's checkout: how it stands now, what is done with it, and how it works.
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { useLocale } from "../../../ui/language";
import { Notice } from "../../../ui/Notice";
import { useNotSaved } from "../parts/state-change";
import { useEvent } from "../shell/event";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { Loaded } from "../shell/states";
import { secondsShown } from "../terms/durations";
import { useFigures, useRoom, useSaveRoom, type Figures, type Room, type RoomBody } from "./queries";
import { changedBody, openedAt } from "./room-form";
import { RoomSettings } from "./RoomSettings";
import { useWaitingRoomTexts, type WaitingRoomKey } from "./texts";
import "./waiting-room.css";

export default function WaitingRoomPage(): ReactNode {
  const t = useWaitingRoomTexts();
  const query = useRoom();
  return (
    <Page title={t("title")} lead={t("lead")} help="waiting-room">
      <Loaded query={query} rows={6}>
        {(room) => (
          <div className="stack">
            <Running room={room} />
            <div className="page--narrow">
              <RoomSettings room={room} />
            </div>
          </div>
        )}
      </Loaded>
    </Page>
  );
}

/** Whether it is on, its numbers, and the buttons that change it at once. */
function Running({ room }: { readonly room: Room }): ReactNode {
  const t = useWaitingRoomTexts();
  const figures = useFigures().data;
  const editable = useOrganization().may("waiting_room.edit");
  return (
    <section className="panel stack stack--tight" aria-labelledby="waiting-room-now">
      <h2 id="waiting-room-now">{t(stateOf(room))}</h2>
      {room.opens_at === null && <p className="muted">{t("unset")}</p>}
      {room.is_automatic && <p className="muted">{t("automatic")}</p>}
      {room.is_on && figures !== undefined && <Numbers figures={figures} />}
      {!room.is_on && figures !== undefined && figures.arrivals_per_minute !== null && (
        <Arrivals of={figures.arrivals_per_minute} above={room.automatic_above_per_minute} />
      )}
      {editable && room.opens_at !== null && <Acts room={room} />}
    </section>
  );
}

function stateOf(room: Room): WaitingRoomKey {
  if (!room.is_on) return room.automatic_above_per_minute === null ? "state.off" : "state.armed";
  if (room.is_paused) return "state.paused";
  return room.draw_seed === null ? "state.lobby" : "state.open";
}

function Numbers({ figures }: { readonly figures: Figures }): ReactNode {
  const t = useWaitingRoomTexts();
  const locale = useLocale();
  const shown = new Intl.NumberFormat(locale);
  const { estimate_seconds: estimate } = figures;
  if (!figures.is_reachable) {
    return (
      <Notice kind="bad" announce>
        {t("away")}
      </Notice>
    );
  }
  const lines: readonly (readonly [WaitingRoomKey, string])[] = [
    ["figure.waiting", shown.format(figures.waiting)],
    ["figure.shopping", shown.format(figures.shopping)],
    ["figure.admitted", shown.format(figures.admitted)],
    ["figure.rate", shown.format(figures.per_minute)],
    ["figure.estimate", estimate === null ? t("unknown") : secondsShown(estimate, locale)],
  ];
  return (
    <>
      {figures.is_sold_out && <Notice>{t("soldOut")}</Notice>}
      <dl className="room-figures">
        {lines.map(([name, value]) => (
          <div key={name}>
            <dt className="muted small">{t(name)}</dt>
            <dd className="number">{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** How many come to the checkout now, and from how many on the waiting room switches itself on. */
function Arrivals({ of, above }: { readonly of: number; readonly above: number | null }): ReactNode {
  const t = useWaitingRoomTexts();
  const shown = new Intl.NumberFormat(useLocale());
  return (
    <dl className="room-figures">
      <div>
        <dt className="muted small">{t("figure.arrivals")}</dt>
        <dd className="number">{shown.format(of)}</dd>
      </div>
      {above !== null && (
        <div>
          <dt className="muted small">{t("figure.above")}</dt>
          <dd className="number">{shown.format(above)}</dd>
        </div>
      )}
    </dl>
  );
}

function Acts({ room }: { readonly room: Room }): ReactNode {
  const t = useWaitingRoomTexts();
  const notify = useNotify();
  const notSaved = useNotSaved();
  const { title } = useEvent();
  const save = useSaveRoom();
  const act = (changes: Partial<RoomBody>, done: WaitingRoomKey): void =>
    save.mutate(
      { body: changedBody(room, changes), over: room },
      { onSuccess: () => notify(t(done, { title })), onError: notSaved },
    );
  if (!room.is_on) {
    return (
      <div className="row">
        <Button pending={save.isPending} onPress={() => act({ is_on: true, is_paused: false }, "done.on")}>
          {t("act.on")}
        </Button>
      </div>
    );
  }
  return (
    <div className="row">
      {room.draw_seed === null && (
        <Button pending={save.isPending} onPress={() => act(openedAt(room, new Date()), "done.open")}>
          {t("act.open")}
        </Button>
      )}
      {room.is_paused ? (
        <Button pending={save.isPending} onPress={() => act({ is_paused: false }, "done.resumed")}>
          {t("act.resume")}
        </Button>
      ) : (
        <Button kind="quiet" pending={save.isPending} onPress={() => act({ is_paused: true }, "done.paused")}>
          {t("act.pause")}
        </Button>
      )}
      <Button
        kind="danger"
        pending={save.isPending}
        onPress={() => act({ is_on: false, is_paused: false }, "done.off")}
      >
        {t("act.off")}
      </Button>
    </div>
  );
}
