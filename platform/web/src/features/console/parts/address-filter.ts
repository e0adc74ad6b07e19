// The filter of a list as it stands in the address: under the names that the API has for it.

/** A filter, before it is known to be that of a list. */
export type Said = Readonly<Record<string, string | number | boolean | readonly string[]>>;

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const WHOLE = /^\d{1,15}$/;

export type Reader = (values: readonly string[]) => Said[string] | null;

export const several =
  (known: readonly string[]): Reader =>
  (values) => {
    const kept = values.filter((each) => known.includes(each));
    return kept.length === 0 ? null : kept;
  };
export const one =
  (fits: (value: string) => boolean): Reader =>
  ([value = ""]) =>
    value !== "" && fits(value) ? value : null;
export const id = one((value) => ID.test(value));
export const moment = one((value) => !Number.isNaN(Date.parse(value)));
export const amount: Reader = ([value = ""]) => (WHOLE.test(value) ? Number(value) : null);
export const flag: Reader = ([value]) => (value === "true" ? true : value === "false" ? false : null);
export const text = one(() => true);

/** What the address says; what makes no sense there is left out. */
export function readFilter(address: URLSearchParams, readers: Readonly<Record<string, Reader>>): Said {
  const read = Object.entries(readers).map(([name, reader]) => [name, reader(address.getAll(name))] as const);
  return Object.fromEntries(read.filter((pair): pair is [string, Said[string]] => pair[1] !== null));
}

/** The same as a part of an address. */
export function writeFilter(filter: Said): URLSearchParams {
  const address = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) {
    for (const each of typeof value === "object" ? value : [String(value)]) address.append(name, each);
  }
  return address;
}

/** Whether two filters ask for the same. */
export function isSameFilter(mine: Said, theirs: Said): boolean {
  const sorted = (filter: Said): string => writeFilter(filter).toString().split("&").sort().join("&");
  return sorted(mine) === sorted(theirs);
}
