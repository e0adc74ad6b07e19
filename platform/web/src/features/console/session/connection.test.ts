// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from "vitest";
import { answerOf } from "../../../api/client";
import { connectConsole, NotConfirmed } from "./connection";
import { Session } from "./session";

const ACCESS = { access_token: "first", csrf_token: "c", expires_in: 900, token_type: "Bearer", user_id: "u" };
const problem = (status: number, code: string): Response => Response.json({ status, code, title: code }, { status });

interface Sent {
  readonly address: string;
  readonly token: string | null;
  readonly csrf: string | null;
}

let sent: Sent[] = [];

function answering(answers: readonly (() => Response)[]): void {
  const left = [...answers];
  vi.stubGlobal("fetch", (given: RequestInfo | URL, init?: RequestInit) => {
    const request = given instanceof Request ? given : null;
    const headers = request?.headers ?? new Headers(init?.headers);
    const address = request?.url ?? (given as string);
    sent.push({ address, token: headers.get("Authorization"), csrf: headers.get("X-CSRF-Token") });
    const next = left.shift();
    if (next === undefined) throw new Error(`nobody answers ${address}`);
    return Promise.resolve(next());
  });
}

const access = (token: string) => (): Response => Response.json({ ...ACCESS, access_token: token });
const me = (): Response => Response.json({ items: [], next_cursor: null });

function open(confirm = () => Promise.resolve(true)) {
  const signIn = vi.fn();
  const api = connectConsole(new Session("turnout_csrf"), { confirm, signIn });
  return { signIn, ask: () => answerOf(api.GET("/api/v1/me/organizations")) };
}

beforeEach(() => {
  sent = [];
  document.cookie = "turnout_csrf=c%2Fd";
});

describe("the console's connection", () => {
  it("exchanges the login's cookie for a token once, and sends that", async () => {
    answering([access("first"), me, me]);
    const { ask } = open();
    await ask();
    await ask();
    expect(sent.map(({ token }) => token)).toEqual([null, "Bearer first", "Bearer first"]);
    expect(sent[0]?.csrf).toBe("c/d");
  });

  it("asks again with a new token when the server takes the old one no more", async () => {
    answering([access("first"), () => problem(401, "unauthenticated"), access("second"), me]);
    await open().ask();
    expect(sent.at(-1)?.token).toBe("Bearer second");
  });

  it("leads to the sign-in when the login is over", async () => {
    answering([() => problem(401, "identity.login-ended")]);
    const { ask, signIn } = open();
    await expect(ask()).rejects.toThrow();
    expect(signIn).toHaveBeenCalledTimes(1);
  });

  it("repeats what needed a proof once the person has given it", async () => {
    answering([access("first"), () => problem(403, "confirmation-needed"), me]);
    const confirm = vi.fn(() => Promise.resolve(true));
    await open(confirm).ask();
    expect(confirm).toHaveBeenCalledTimes(1);
    expect(sent).toHaveLength(3);
  });

  it("leaves it undone when the person would rather not", async () => {
    answering([access("first"), () => problem(403, "confirmation-needed")]);
    await expect(open(() => Promise.resolve(false)).ask()).rejects.toThrow(NotConfirmed);
    expect(sent).toHaveLength(2);
  });
});
