// What the page of a stand member works with: the server's shapes, and what it keeps itself.
import type { Schemas } from "../../api/client";

export type Setup = Schemas["LeadStand"];
export type Lead = Schemas["Lead"];
export type Verdict = Schemas["LeadScanVerdict"];
export type LeadPage = Schemas["LeadPage"];
export type Rating = NonNullable<Lead["rating"]>;
export type Reason = Verdict["reason"];

export const RATINGS = ["hot", "warm", "cold"] as const satisfies readonly Rating[];

/** What the leads are downloaded as. */
export const TABLE_FORMATS = ["csv", "xlsx"] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

/** What a stand member marks a lead with. */
export interface Marks {
  readonly rating: Rating | null;
  readonly tags: readonly string[];
  readonly note: string;
}

export const NO_MARKS: Marks = { rating: null, tags: [], note: "" };

/** The link: it proves who asks, so it is kept sealed. */
export interface Link {
  readonly organizationId: string;
  readonly token: string;
}

/** A scan that was made without a connection. */
export interface StoredScan extends Marks {
  readonly scanId: string;
  readonly scannedAt: string;
  readonly code: string;
}

/** A scan that waited, and gave no lead; of the person there is nothing in it. */
export interface RefusedScan {
  readonly scanId: string;
  readonly scannedAt: string;
  readonly reason: Reason;
  readonly note: string;
}

/** What came of a scan: the server's verdict, or that it waits for a connection. */
export type Outcome =
  { readonly kind: "verdict"; readonly verdict: Verdict } | { readonly kind: "queued"; readonly scanId: string };
