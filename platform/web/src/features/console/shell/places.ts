// Addresses in the console, and the last place in each organization.

const KEPT = "turnout-console-places";

interface Places {
  readonly last: string;
  readonly paths: Readonly<Record<string, string>>;
}

export function organizationPath(slug: string, path = ""): string {
  return path === "" ? `/${slug}` : `/${slug}/${path}`;
}

export function eventPath(slug: string, eventId: string, path = ""): string {
  return organizationPath(slug, path === "" ? `events/${eventId}` : `events/${eventId}/${path}`);
}

export function rememberPlace(slug: string, path: string): void {
  const { paths } = read();
  try {
    localStorage.setItem(KEPT, JSON.stringify({ last: slug, paths: { ...paths, [slug]: path } }));
  } catch {
    // A browser that keeps nothing begins at the first organization.
  }
}

/** Where the person was last in an organization. */
export function lastPlace(slug: string): string {
  const path = read().paths[slug];
  return path?.startsWith(`/${slug}`) ? path : organizationPath(slug);
}

/** The organization that the person was in last; empty for none. */
export function lastOrganization(): string {
  return read().last;
}

function read(): Places {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEPT) ?? "null");
    if (typeof value === "object" && value !== null && "last" in value && "paths" in value) return value as Places;
  } catch {
    // What cannot be read is as good as nothing.
  }
  return { last: "", paths: {} };
}
