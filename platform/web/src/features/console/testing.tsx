// Renders views of the console in a test: at an address, as somebody with rights, against answers of the API.
import type { ReactNode } from "react";
import { vi, type MockInstance } from "vitest";
import { createMemoryRouter, RouterProvider, type RouteObject } from "react-router";
import { connect } from "../../api/client";
import { Refused } from "../../lib/api";
import { readProblem } from "../../lib/problems";
import type { Catalogue } from "../../lib/texts";
import { renderUi, type RenderedUi } from "../../ui/testing";
import type { Config } from "./session/config";
import { ConnectionProvider } from "./session/ConnectionProvider";
import { Notifications } from "./shell/notifications";
import english from "./texts/en.json";

export { madeEvent, organization } from "./made";

export const CONFIG: Config = {
  csrfCookie: "turnout_csrf",
  person: { id: "0190b1de-0000-7000-8000-000000000001", name: "Dana", email: "dana@example.org", timeZone: "UTC" },
  operatorRole: null,
  publicUrl: "https://turnout.example",
  realtimeUrl: "",
  currencyDigits: { JPY: 0 },
  permissionGroups: [
    {
      label: "Orders and emails",
      permissions: [
        ["orders.read", "See orders and attendees"],
        ["orders.edit", "Change and cancel orders"],
      ],
    },
    { label: "Events", permissions: [["events.read", "See events, drafts included"]] },
  ],
  servedAt: "2026-03-01T12:00:00Z",
  signInUrl: "/sign-in",
  secondFactorUrl: "/account/second-factors/required",
};

/** What the API answers: "GET /me/organizations" → a body, or what a function makes of the request. */
export type Answers = Readonly<Record<string, unknown>>;

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly body: unknown;
}

export interface RenderedConsole extends RenderedUi {
  /** Every request so far. */
  readonly asked: readonly Asked[];
}

export interface ConsoleOptions {
  readonly at: string;
  readonly answers: Answers;
  /** The person operates the platform, in this role. */
  readonly operatorRole?: string;
  /** The texts of folders, by name. */
  readonly texts?: Readonly<Record<string, Catalogue>>;
}

/** Paths of answers stand below `/api/v1`; one that is missing answers 404. */
export function renderConsole(
  routes: RouteObject[],
  { at, answers, operatorRole, texts = {} }: ConsoleOptions,
): RenderedConsole {
  const asked: Asked[] = [];
  const api = connect("https://turnout.example", {}, async (request) => {
    const url = new URL(request.url);
    const path = url.pathname.replace("/api/v1", "");
    const text = await request.clone().text();
    const isJson = request.headers.get("Content-Type")?.startsWith("application/json") ?? false;
    const body: unknown = text === "" ? null : isJson ? JSON.parse(text) : text;
    const one = { method: request.method, path, query: url.searchParams, headers: request.headers, body };
    asked.push(one);
    const answer = answers[`${request.method} ${path}`];
    if (answer === undefined) throw new Error(`Nobody answers ${request.method} ${path}`);
    const made: unknown = await (typeof answer === "function" ? (answer as (asked: Asked) => unknown)(one) : answer);
    if (!(made instanceof Response)) return Response.json(made);
    if (made.ok) return made;
    throw new Refused(readProblem(made.status, await made.json()));
  });
  const router = createMemoryRouter(routes, { initialEntries: [at] });
  const drawn: ReactNode = (
    <ConnectionProvider config={{ ...CONFIG, operatorRole: operatorRole ?? null }} api={api}>
      <Notifications>
        <RouterProvider router={router} />
      </Notifications>
    </ConnectionProvider>
  );
  return { ...renderUi(drawn, { areas: { console: english, ...texts } }), asked };
}

/** Keeps files from the browser; the mock is called with each that would be saved. */
export function catchDownloads(): MockInstance<typeof URL.createObjectURL> {
  vi.spyOn(URL, "revokeObjectURL").mockReturnValue();
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockReturnValue();
  return vi.spyOn(URL, "createObjectURL").mockReset().mockReturnValue("blob:made");
}
