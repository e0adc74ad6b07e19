// What the tests of a stand member's page are made of: a stand, a lead, and a server that answers as they say.
import { vi } from "vitest";
import type { Lead, Link, Setup, Verdict } from "./types";

export const LINK: Link = {
  organizationId: "0190b1de-0000-7000-8000-000000000001",
  token: "turnout_lead_abc",
};

export const SETUP: Setup = {
  member_name: "Mo",
  sponsor_name: "Wicks",
  event_title: "Harbour Tech Summit",
  time_zone: "Europe/Brussels",
  ends_at: "2026-12-28T17:00:00Z",
  tags: ["Demo", "Call back"],
  shares_email: true,
  company_label: "Company",
  question_labels: ["Role"],
  leads: 1,
  server_time: "2026-12-14T09:00:00Z",
};

export const ADA: Lead = {
  id: "0190b1de-0000-7000-8000-0000000000a1",
  state: "active",
  name: "Ada Lovelace",
  email: "ada@engine.example",
  company: "Analytical Engines",
  answers: [{ label: "Role", text: "Developer" }],
  rating: null,
  tags: [],
  note: "",
  scanned_at: "2026-12-14T09:05:00Z",
  scanned_by: "Mo",
  version: 1,
};

export const WITHDRAWN: Lead = {
  ...ADA,
  id: "0190b1de-0000-7000-8000-0000000000a2",
  state: "withdrawn",
  name: "",
  email: null,
  company: "",
  answers: [],
};

export function verdictOf(scanId: string, change: Partial<Verdict> = {}): Verdict {
  return { scan_id: scanId, verdict: "collected", reason: "", lead: ADA, ...change };
}

export type Answers = Record<string, (body: unknown, url: URL) => Response | Promise<Response>>;

export interface Asked {
  readonly key: string;
  readonly body: unknown;
  readonly headers: Headers;
}

export interface FakeStand {
  /** By method and what stands behind `lead-stand`: "POST /scans". */
  readonly answers: Answers;
  readonly asked: Asked[];
}

interface SentScan {
  readonly scan_id: string;
}

/** A server with one stand, where everybody agrees; without an answer there is no connection. */
export function fakeStand(): FakeStand {
  const answers: Answers = {
    "GET ": () => Response.json(SETUP),
    "POST /scans": (body) => Response.json(verdictOf((body as SentScan).scan_id)),
    "POST /scans/uploads": (body) =>
      Response.json({ items: (body as { scans: SentScan[] }).scans.map((each) => verdictOf(each.scan_id)) }),
    "GET /leads": () => Response.json({ items: [ADA, WITHDRAWN], next_cursor: null }),
    [`PUT /leads/${ADA.id}`]: (body) => Response.json({ ...ADA, ...(body as object), version: 2 }),
  };
  const asked: Asked[] = [];
  vi.stubGlobal("location", { origin: "https://turnout.example" });
  vi.stubGlobal("fetch", async (to: Request | URL | string, options?: RequestInit): Promise<Response> => {
    const request = new Request(to, options);
    const url = new URL(request.url);
    const key = `${request.method} ${url.pathname.replace(/^.*\/lead-stand/, "")}`;
    const text = await request.text();
    const body: unknown = text === "" ? null : JSON.parse(text);
    asked.push({ key, body, headers: request.headers });
    const answer = answers[key];
    if (answer === undefined) throw new TypeError(`nobody answers ${key}`);
    return answer(body, url);
  });
  return { answers, asked };
}

export function refusal(status: number, code: string): Response {
  return Response.json({ status, code, title: code }, { status });
}
