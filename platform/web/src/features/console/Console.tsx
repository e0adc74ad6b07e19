// The console: the person's connection to the API, and the router over all views.
import type { i18n } from "i18next";
import { useMemo, type ReactNode } from "react";
import { createBrowserRouter, RouterProvider } from "react-router";
import { routes } from "./routes";
import type { Config } from "./session/config";
import { ConnectionProvider } from "./session/ConnectionProvider";
import { Notifications } from "./shell/notifications";
import { acceptTexts } from "./shell/views";

const BASE = "/console";

export function Console({ config, texts }: { readonly config: Config; readonly texts: i18n }): ReactNode {
  const router = useMemo(() => {
    acceptTexts(texts);
    return createBrowserRouter(routes, { basename: BASE });
  }, [texts]);
  return (
    <ConnectionProvider config={config}>
      <Notifications>
        <RouterProvider router={router} />
      </Notifications>
    </ConnectionProvider>
  );
}
