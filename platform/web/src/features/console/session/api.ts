// The API as the person at this login, for every view.
import { createContext, useContext } from "react";
import type { Api } from "../../../api/client";
import type { Config } from "./config";

export interface Connection {
  readonly api: Api;
  readonly config: Config;
  /** To the sign-in, and back to where one is. */
  readonly signIn: () => void;
}

export const ConnectionContext = createContext<Connection | null>(null);

export function useConnection(): Connection {
  const connection = useContext(ConnectionContext);
  if (connection === null) throw new Error("A view stands outside of ConnectionProvider");
  return connection;
}

export function useApi(): Api {
  return useConnection().api;
}
