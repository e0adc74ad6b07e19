// The login of the console: its access token stays in memory and is refreshed by the login's cookie.
import { Refused, send } from "../../../lib/api";
import type { Schemas } from "../../../api/client";

/** A token is exchanged this long before it ends, so that no request meets its end. */
const EARLY_MILLISECONDS = 60_000;
const SIGNED_OUT = [401, 403];

/** The login is over: the person has to sign in again. */
export class LoginEnded extends Error {}

interface Held {
  readonly token: string;
  readonly until: number;
}

export class Session {
  #held: Held | null = null;
  #refresh: Promise<string> | null = null;

  constructor(
    private readonly csrfCookie: string,
    private readonly now: () => number = Date.now,
  ) {}

  /** A token that counts for a while yet; several askers share one refresh. */
  async token(): Promise<string> {
    if (this.#held !== null && this.now() < this.#held.until) return this.#held.token;
    return this.renew();
  }

  /** Another token, whatever is held: the server would not take that. */
  renew(): Promise<string> {
    this.#refresh ??= this.#ask().finally(() => {
      this.#refresh = null;
    });
    return this.#refresh;
  }

  async #ask(): Promise<string> {
    try {
      const headers = { "X-CSRF-Token": cookie(this.csrfCookie) };
      const access = await send<Schemas["IdentityAccess"]>("/api/v1/auth/refresh", { method: "POST", headers });
      this.#held = { token: access.access_token, until: this.now() + access.expires_in * 1000 - EARLY_MILLISECONDS };
      return access.access_token;
    } catch (error) {
      this.#held = null;
      if (error instanceof Refused && SIGNED_OUT.includes(error.problem.status)) throw new LoginEnded();
      throw error;
    }
  }
}

export function cookie(name: string): string {
  const pairs = document.cookie.split("; ").map((pair) => pair.split("="));
  return decodeURIComponent(
    pairs
      .find(([each]) => each === name)
      ?.slice(1)
      .join("=") ?? "",
  );
}
