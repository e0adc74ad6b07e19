// The tracks of a programme: their names and colours, added and deleted, saved at once.
import { useMutation } from "@tanstack/react-query";
import { useState, type FormEvent, type ReactNode } from "react";
import { answerOf } from "../../../api/client";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Failure } from "../../../ui/Failure";
import { Field } from "../../../ui/Field";
import { Icon } from "../../../ui/Icon";
import { useNotify } from "../shell/notifications";
import { useHere } from "./queries";
import type { Programme } from "./schedule";
import { useProgrammeTexts } from "./texts";

const TRACKS = "/api/v1/organizations/{organization_id}/events/{event_id}/tracks";
const ONE_TRACK = "/api/v1/organizations/{organization_id}/events/{event_id}/tracks/{track_id}";
const FORM = "tracks-form";
/** What a track without a colour begins with, where one is chosen. */
const USUAL_COLOUR = "#0b5d56";

interface Line {
  /** Null for one that is not there yet. */
  readonly id: string | null;
  readonly name: string;
  readonly colour: string | null;
}

export interface TracksDialogProps {
  readonly tracks: Programme["tracks"];
  readonly onClose: () => void;
}

export function TracksDialog({ tracks, onClose }: TracksDialogProps): ReactNode {
  const t = useProgrammeTexts();
  const notify = useNotify();
  const [lines, setLines] = useState<readonly Line[]>(() =>
    tracks.map(({ id, name, colour }) => ({ id, name, colour })),
  );
  const [isMissing, setMissing] = useState(false);
  const save = useSaveTracks(tracks);
  const change = (place: number, said: Partial<Line>): void =>
    setLines((now) => now.map((line, index) => (index === place ? { ...line, ...said } : line)));
  const submit = (submitted: FormEvent): void => {
    submitted.preventDefault();
    const isNameless = lines.some(({ name }) => name.trim() === "");
    setMissing(isNameless);
    if (isNameless) return;
    save.mutate(lines, {
      onSuccess: () => {
        notify(t("tracks.saved"));
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
        {t("save")}
      </Button>
    </>
  );
  return (
    <Dialog open title={t("tracks.title")} onClose={onClose} actions={actions}>
      <form id={FORM} className="stack" noValidate onSubmit={submit}>
        {save.isError && <Failure error={save.error} />}
        {lines.map(({ name, colour }, place) => (
          <div key={place} className="track-line">
            <input
              type="color"
              className="track-line__colour"
              aria-label={t("tracks.colour", { number: place + 1 })}
              value={colour ?? USUAL_COLOUR}
              onChange={({ target }) => change(place, { colour: target.value })}
            />
            <Field
              label={t("tracks.name", { number: place + 1 })}
              required
              value={name}
              error={isMissing && name.trim() === "" ? t("wrong.track") : undefined}
              onChange={(said) => change(place, { name: said })}
            />
            <button
              type="button"
              className="icon-button"
              aria-label={t("tracks.delete", { number: place + 1 })}
              onClick={() => setLines((now) => now.filter((_, index) => index !== place))}
            >
              <Icon name="close" />
            </button>
          </div>
        ))}
        <div className="row">
          <Button
            kind="quiet"
            size="small"
            onPress={() => setLines((now) => [...now, { id: null, name: "", colour: null }])}
          >
            {t("tracks.add")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** One after the other; a second try leaves out what the first one did. */
function useSaveTracks(tracks: Programme["tracks"]) {
  const { api, path, refresh } = useHere();
  const [done] = useState(() => new Set<Line>());
  const [gone] = useState(() => new Set<string>());
  return useMutation({
    mutationFn: async (lines: readonly Line[]) => {
      const kept = new Set(lines.map(({ id }) => id));
      for (const { id } of tracks.filter((track) => !kept.has(track.id) && !gone.has(track.id))) {
        await api.DELETE(ONE_TRACK, { params: { path: { ...path, track_id: id } } });
        gone.add(id);
      }
      for (const line of lines.filter((each) => !done.has(each))) {
        const body = { name: line.name.trim(), colour: line.colour };
        const before = tracks.find(({ id }) => id === line.id);
        if (before === undefined) await answerOf(api.POST(TRACKS, { params: { path }, body }));
        else if (before.name !== body.name || before.colour !== body.colour)
          await answerOf(api.PATCH(ONE_TRACK, { params: { path: { ...path, track_id: before.id } }, body }));
        done.add(line);
      }
    },
    onSettled: refresh,
  });
}
