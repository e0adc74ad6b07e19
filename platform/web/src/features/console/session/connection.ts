// The console's way to the API: the login's token, one refresh at a 401, and a proof where the server asks for one.
import { connect, onlyOnce, type Api, type Ask } from "../../../api/client";
import { Refused } from "../../../lib/api";
import { LoginEnded, type Session } from "./session";

const UNAUTHENTICATED = 401;
const CONFIRMATION_NEEDED = "confirmation-needed";

export interface Door {
  /** Asks the person to prove that it is them; false when they would rather not. */
  readonly confirm: () => Promise<boolean>;
  /** The login is over: to the sign-in, and back here. */
  readonly signIn: () => void;
}

/** The person would not prove that it is them: what they asked for is left undone, which is no fault. */
export class NotConfirmed extends Error {}

/**
 * A client whose calls are made as the person at this login. A call that is answered "confirmation-needed"
 * waits for the proof and is then made again; a caller sees neither that nor a refreshed token.
 */
export function connectConsole(session: Session, door: Door): Api {
  return connect(location.origin, {}, (request, ask) => askAsPerson(request, ask, session, door));
}

async function tokenOf(session: Session, door: Door): Promise<string> {
  try {
    return await session.token();
  } catch (error) {
    if (error instanceof LoginEnded) door.signIn();
    throw error;
  }
}

async function askAsPerson(request: Request, ask: Ask, session: Session, door: Door): Promise<Response> {
  const once = async (): Promise<Response> => {
    const mine = request.clone();
    mine.headers.set("Authorization", `Bearer ${await tokenOf(session, door)}`);
    return ask(mine);
  };
  const twice = async (): Promise<Response> => {
    try {
      return await once();
    } catch (error) {
      if (!isRefused(error, UNAUTHENTICATED)) throw error;
      await renewed(session, door);
      return once();
    }
  };
  try {
    return await twice();
  } catch (error) {
    if (!(error instanceof Refused) || error.problem.code !== CONFIRMATION_NEEDED) throw error;
    if (!(await door.confirm())) throw new NotConfirmed();
    return twice();
  }
}

async function renewed(session: Session, door: Door): Promise<void> {
  try {
    await session.renew();
  } catch (error) {
    if (error instanceof LoginEnded) door.signIn();
    throw error;
  }
}

export function isRefused(error: unknown, status: number): error is Refused {
  return error instanceof Refused && error.problem.status === status;
}

/** For a POST that makes something: with `...once` it keeps its Idempotency-Key until an answer came. */
export const once = { middleware: [onlyOnce(sessionStorage)] };

/** The header of a change that must not overwrite somebody else's: `headers: ifMatch(event)`. */
export function ifMatch(entity: { readonly version: number }): { readonly "If-Match": string } {
  return { "If-Match": `"${entity.version}"` };
}

/** Whether somebody else changed it meanwhile. */
export function isConflict(error: unknown): error is Refused {
  return isRefused(error, 412);
}
