// Class names out of conditions.

export function joined(...names: readonly (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(" ");
}
