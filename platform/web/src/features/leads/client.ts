// What the page of a stand member asks of the server: its setup, scans, uploads, leads and their table.
import { answerOf, connect, type Api } from "../../api/client";
import { Unreachable } from "../../lib/api";
import type { Lead, LeadPage, Link, Marks, Rating, Setup, StoredScan, TableFormat, Verdict } from "./types";

/** Nobody at a stand waits longer: the scan then waits on the phone. */
export const SCAN_MILLISECONDS = 5000;
const BASE = "/api/v1/organizations/{organization_id}/lead-stand";
const LEAD = `${BASE}/leads/{lead_id}` as const;

export class StandClient {
  private readonly api: Api;
  private readonly path: { readonly organization_id: string };

  constructor({ organizationId, token }: Link) {
    this.api = connect(location.origin, { Authorization: `Bearer ${token}` });
    this.path = { organization_id: organizationId };
  }

  setup(): Promise<Setup> {
    return answerOf<Setup>(this.api.GET(BASE, { params: { path: this.path } }));
  }

  /** A lead, or why there is none; Unreachable when no answer comes in the time that a stand has. */
  scan(code: string, scanId: string): Promise<Verdict> {
    const body = { code, scan_id: scanId };
    const asked = answerOf<Verdict>(this.api.POST(`${BASE}/scans`, { params: { path: this.path }, body }));
    return inTime(asked, SCAN_MILLISECONDS);
  }

  async upload(scans: readonly StoredScan[]): Promise<Verdict[]> {
    const body = {
      scans: scans.map(({ scanId, scannedAt, code, rating, tags, note }) => ({
        scan_id: scanId,
        scanned_at: scannedAt,
        code,
        rating,
        tags: [...tags],
        note,
      })),
    };
    return (await answerOf(this.api.POST(`${BASE}/scans/uploads`, { params: { path: this.path }, body }))).items;
  }

  leads(q: string, rating: Rating | null, cursor: string | null): Promise<LeadPage> {
    const query = {
      ...(q === "" ? {} : { q }),
      ...(rating === null ? {} : { rating }),
      ...(cursor === null ? {} : { cursor }),
    };
    return answerOf<LeadPage>(this.api.GET(`${BASE}/leads`, { params: { path: this.path, query } }));
  }

  /** Over the version that was seen: what somebody else of the stand noted meanwhile is not lost. */
  mark(lead: Lead, { rating, tags, note }: Marks): Promise<Lead> {
    const params = { path: { ...this.path, lead_id: lead.id } };
    const headers = { "If-Match": `"${lead.version}"` };
    return answerOf<Lead>(this.api.PUT(LEAD, { params, headers, body: { rating, tags: [...tags], note } }));
  }

  lead(id: string): Promise<Lead> {
    return answerOf<Lead>(this.api.GET(LEAD, { params: { path: { ...this.path, lead_id: id } } }));
  }

  table(format: TableFormat): Promise<Blob> {
    const params = { path: this.path, query: { format } };
    return answerOf<Blob>(this.api.GET(`${BASE}/leads/export`, { params, parseAs: "blob" }));
  }
}

function inTime<T>(asked: Promise<T>, milliseconds: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Unreachable("no answer in time")), milliseconds);
    asked.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
