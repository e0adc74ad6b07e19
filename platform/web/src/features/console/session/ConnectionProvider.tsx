// Gives every view the API as the person at this login, and asks for their proof where the server wants one.
import { lazy, Suspense, useMemo, useRef, useState, type ReactNode } from "react";
import type { Api } from "../../../api/client";
import { ConnectionContext, type Connection } from "./api";
import type { Config } from "./config";
import { connectConsole } from "./connection";
import { Session } from "./session";

const ConfirmDialog = lazy(() => import("./ConfirmDialog"));

export interface ConnectionProviderProps {
  readonly config: Config;
  /** The login that the page has begun to ask for; without it one is asked for by the first request. */
  readonly session?: Session;
  /** Another client, for tests. */
  readonly api?: Api;
  readonly children: ReactNode;
}

export function ConnectionProvider({ config, session, api, children }: ConnectionProviderProps): ReactNode {
  const [isAsking, setAsking] = useState(false);
  const answers = useRef<((confirmed: boolean) => void)[]>([]);
  const connection = useMemo((): Connection => {
    const signIn = (): void => {
      const here = location.pathname + location.search;
      location.assign(`${config.signInUrl}?next=${encodeURIComponent(here)}`);
    };
    const confirm = (): Promise<boolean> => {
      setAsking(true);
      return new Promise((resolve) => answers.current.push(resolve));
    };
    return {
      api: api ?? connectConsole(session ?? new Session(config.csrfCookie), { confirm, signIn }),
      config,
      signIn,
    };
  }, [config, session, api]);
  const answer = (confirmed: boolean): void => {
    setAsking(false);
    for (const each of answers.current.splice(0)) each(confirmed);
  };
  return (
    <ConnectionContext value={connection}>
      {children}
      {isAsking && (
        <Suspense>
          <ConfirmDialog onAnswer={answer} />
        </Suspense>
      )}
    </ConnectionContext>
  );
}
