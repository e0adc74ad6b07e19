// The console: the person's connection to the API, and the router over all views.
import type { i18n } from "i18next";
import { useMemo, type ReactNode } from "react";
import { createBrowserRouter, RouterProvider } from "react-router";
import { preloadAt, routes } from "./routes";
import type { Config } from "./session/config";
import { ConnectionProvider } from "./session/ConnectionProvider";
import type { Session } from "./session/session";
import { Notifications } from "./shell/notifications";
import { acceptTexts } from "./shell/views";

const BASE = "/console";

interface ConsoleProps {
  readonly config: Config;
  readonly session: Session;
  readonly texts: i18n;
}

export function Console({ config, session, texts }: ConsoleProps): ReactNode {
  const router = useMemo(() => {
    acceptTexts(texts);
    preloadAt(location.pathname, BASE);
    return createBrowserRouter(routes, { basename: BASE });
  }, [texts]);
  return (
    <ConnectionProvider config={config} session={session}>
      <Notifications>
        <RouterProvider router={router} />
      </Notifications>
    </ConnectionProvider>
  );
}
