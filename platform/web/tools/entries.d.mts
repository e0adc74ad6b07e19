export function entries(folder?: string): Record<string, string>;

export interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}
export function filesOf(
  manifest: Readonly<Record<string, Chunk>>,
  entry: string,
): { readonly scripts: string[]; readonly styles: string[] };
