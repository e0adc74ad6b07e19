interface Chunk {
  readonly file: string;
  readonly name?: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
  readonly css?: readonly string[];
}
export interface Size {
  readonly name: string;
  readonly scripts: number;
  readonly styles: number;
  readonly budget: number;
}
export function sizes(manifest: Readonly<Record<string, Chunk>>, sizeOf: (file: string) => number): Size[];
export function breaches(measured: readonly Size[]): string[];
