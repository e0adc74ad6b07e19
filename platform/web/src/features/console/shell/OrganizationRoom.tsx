// The organization that the address names, for all views below it.
import { useEffect, type ReactNode } from "react";
import { Outlet, useLocation, useParams } from "react-router";
import { hereOf, OrganizationContext, useMyOrganizations } from "./organizations";
import { organizationPath, rememberPlace } from "./places";
import { GoTo, Loaded, NotHere } from "./states";

const FIRST = "events";

export function OrganizationRoom(): ReactNode {
  const { organization: slug = "" } = useParams();
  const { pathname } = useLocation();
  const mine = useMyOrganizations();
  const isMine = mine.data?.some((each) => each.slug === slug) === true;
  useEffect(() => {
    if (isMine) rememberPlace(slug, pathname);
  }, [isMine, slug, pathname]);
  return (
    <Loaded query={mine}>
      {(all) => {
        const found = all.find((each) => each.slug === slug);
        if (found === undefined) return <NotHere />;
        if (pathname.replace(/\/$/, "") === `/${slug}`) return <GoTo to={organizationPath(slug, FIRST)} />;
        return (
          <OrganizationContext value={hereOf(found, all)}>
            <Outlet key={found.id} />
          </OrganizationContext>
        );
      }}
    </Loaded>
  );
}
