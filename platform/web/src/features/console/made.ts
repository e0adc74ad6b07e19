// An organization and an event for tests, with what matters there changed.
import type { Event } from "./shell/event";
import type { MyOrganization } from "./shell/organizations";

export function organization(changes: Partial<MyOrganization> = {}): MyOrganization {
  return {
    id: "0190b1de-0000-7000-8000-0000000000aa",
    slug: "meridian",
    name: "Meridian",
    kind: "organization",
    state: "active",
    role: "owner",
    agency_id: null,
    second_factor_minutes: null,
    second_factor_from: null,
    agency_sign_in: null,
    event_ids: null,
    permissions: ["events.read", "events.write", "events.publish"],
    ...changes,
  };
}

export function madeEvent(changes: Partial<Event> = {}): Event {
  return {
    category: "",
    contact_email: null,
    contact_name: "",
    contact_phone: "",
    cover_file_id: null,
    cover_focus_x: 50,
    cover_focus_y: 50,
    created_at: "2026-02-01T12:00:00Z",
    custom: {},
    description: "",
    ends_at: "2026-12-14T20:30:00Z",
    ends_local: "2026-12-14T21:30:00",
    id: "0190b1de-0000-7000-8000-0000000000ee",
    is_detached: false,
    is_template: false,
    kind: "in_person",
    language: "en",
    location: null,
    occurrence_local: null,
    online_url: null,
    published_at: null,
    series_id: null,
    slug: "lantern-night",
    starts_at: "2026-12-14T17:00:00Z",
    starts_local: "2026-12-14T18:00:00",
    state: "draft",
    state_reason: "",
    summary: "",
    tags: [],
    time_zone: "Europe/Brussels",
    title: "Lantern Night",
    translations: {},
    updated_at: "2026-02-01T12:00:00Z",
    venue_id: null,
    version: 3,
    visibility: "public",
    ...changes,
  };
}
