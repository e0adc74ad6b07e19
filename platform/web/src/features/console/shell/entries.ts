// What of a menu somebody sees.
import type { Entry, Group } from "./menu";
import type { View } from "./views";

/** Where somebody is with their rights: an organization, or the platform. */
export interface Holder {
  readonly may: (permission: string | null) => boolean;
  readonly kind?: string;
}

/** The entries whose views are there and may be opened. */
export function entriesOf(group: Group, views: readonly View[], at: Holder): readonly Entry[] {
  if (group.kind !== undefined && at.kind !== group.kind) return [];
  return group.entries.filter((entry) => {
    const view = views.find(({ room, path }) => room === entry.room && path === entry.path);
    return view !== undefined && at.may(view.permission);
  });
}
