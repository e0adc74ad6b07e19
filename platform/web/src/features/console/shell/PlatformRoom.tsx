// The platform's own room: for its operators, at a login with a second factor; to others nothing is here.
import type { ReactNode } from "react";
import { Outlet, useLocation } from "react-router";
import { entriesOf } from "./entries";
import { PLATFORM_MENU } from "./menu";
import { OperatorContext, PLATFORM, platformPath, useIsOperator, useOperatorQuery } from "./operator";
import { GoTo, Loaded, NoPermission, NotHere } from "./states";
import type { View } from "./views";

export function PlatformRoom({ views }: { readonly views: readonly View[] }): ReactNode {
  const { pathname } = useLocation();
  const isOperator = useIsOperator();
  const query = useOperatorQuery();
  if (!isOperator) return <NotHere />;
  return (
    <Loaded query={query}>
      {(operator) => {
        if (pathname.replace(/\/$/, "") === PLATFORM) {
          const [first] = PLATFORM_MENU.flatMap((group) => entriesOf(group, views, operator));
          return first === undefined ? <NoPermission /> : <GoTo to={platformPath(first.path)} />;
        }
        return (
          <OperatorContext value={operator}>
            <Outlet />
          </OperatorContext>
        );
      }}
    </Loaded>
  );
}
