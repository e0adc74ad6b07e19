import type { Rollup } from "vite";

interface Context {
  readonly getModuleInfo: (id: string) => { readonly importers: readonly string[] } | null;
}
export function featuresOf(id: string, context: Context): Set<string>;
export function areaOf(id: string, context: Context): string | null;
export const GROUPS: NonNullable<Exclude<NonNullable<Rollup.OutputOptions["codeSplitting"]>, boolean>["groups"]>;
