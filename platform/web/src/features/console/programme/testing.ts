// Rooms, sessions and whole programmes for tests, with what matters there changed.
import type { Programme, Session } from "./schedule";

export const HALL = { id: "hall", name: "Hall", slug: "hall", capacity: 120 };
export const LOFT = { id: "loft", name: "Loft", slug: "loft", capacity: null };

export function madeSession(changes: Partial<Session> = {}): Session {
  return {
    abstract: "<p>How light travels.</p>",
    attachments: [],
    capacity: null,
    day: "2026-12-14",
    description: "",
    ends_at: "2026-12-14T09:45:00Z",
    ends_local: "2026-12-14T10:45:00",
    event_id: "0190b1de-0000-7000-8000-0000000000ee",
    feedback_url: null,
    id: "keynote",
    kind: "",
    language: null,
    links: [],
    needs_registration: false,
    room_id: "hall",
    slug: null,
    source_key: null,
    speaker_ids: [],
    speaker_roles: [],
    starts_at: "2026-12-14T09:00:00Z",
    starts_local: "2026-12-14T10:00:00",
    state: "scheduled",
    subtitle: "",
    tags: [],
    title: "Keynote",
    track_id: null,
    url: null,
    version: 1,
    ...changes,
  };
}

export function madeProgramme(changes: Partial<Programme> = {}): Programme {
  return {
    days: ["2026-12-14"],
    event_id: "0190b1de-0000-7000-8000-0000000000ee",
    rooms: [HALL, LOFT],
    sessions: [],
    speakers: [],
    time_zone: "Europe/Brussels",
    title: "Lantern Night",
    tracks: [],
    ...changes,
  };
}
