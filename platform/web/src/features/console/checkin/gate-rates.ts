// How many came in by each gate in the last minutes, from counts as they were heard one after the other. Pure.
import type { Figures } from "./queries";

/** What stood in the counts at a moment: entries of one list by gate. */
export interface Sample {
  readonly at: number;
  readonly list: string;
  readonly entries: ReadonlyMap<string, number>;
}

export interface GateRate {
  readonly gate: string;
  /** In the last minutes. */
  readonly entries: number;
}

export const MINUTES = 5;
const SPAN_MILLISECONDS = MINUTES * 60_000;

export function sampleOf(figures: Figures, list: string, at: number): Sample {
  const entries = new Map<string, number>();
  for (const part of figures.lists.find(({ list_id: id }) => id === list)?.parts ?? [])
    entries.set(part.gate, (entries.get(part.gate) ?? 0) + part.entries);
  return { at, list, entries };
}

/** The samples with one more: the latest that is older than the last minutes stays, to count from. */
export function withSample(before: readonly Sample[], sample: Sample): readonly Sample[] {
  const same = before.filter(({ list }) => list === sample.list);
  const from = same.findLastIndex(({ at }) => at <= sample.at - SPAN_MILLISECONDS);
  return [...same.slice(Math.max(from, 0)), sample];
}

/** Each gate that was heard of, by name; a check-in that was taken back makes none less than none. */
export function gateRates(samples: readonly Sample[], now: number): readonly GateRate[] {
  const latest = samples.at(-1);
  if (latest === undefined) return [];
  const from = samples.findLast(({ at }) => at <= now - SPAN_MILLISECONDS) ?? samples[0];
  return [...latest.entries]
    .map(([gate, count]) => ({ gate, entries: Math.max(0, count - (from?.entries.get(gate) ?? 0)) }))
    .sort((a, b) => a.gate.localeCompare(b.gate));
}
