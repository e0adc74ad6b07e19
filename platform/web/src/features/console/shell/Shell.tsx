// The frame of every view: menu at the side or in a drawer, banners, the palette, and the view itself.
import { lazy, Suspense, useCallback, useEffect, useMemo, useState, type ReactNode } from "react";
import { RouterProvider as LinkProvider } from "react-aria-components";
import { Outlet, useHref, useLocation, useMatch, useNavigate } from "react-router";
import { Icon } from "../../../ui/Icon";
import { Banners, TourOffer } from "./Banners";
import { Drawer } from "./Drawer";
import { InboxButton } from "./InboxBell";
import { PLATFORM } from "./operator";
import { hereOf, OrganizationContext, useMyOrganizations, type Here } from "./organizations";
import { useRefreshWhenOnline } from "./offline";
import { useRightsAsTheyAre } from "./rights";
import { Sidebar } from "./Sidebar";
import { useConsoleTexts } from "./texts";
import { useTour } from "./tour";
import { lazyWithTexts, type View } from "./views";

const Palette = lazy(() => import("./Palette"));
const TourSteps = lazyWithTexts("tour", import.meta.glob("../tour/texts/*.json"), () => import("../tour/TourSteps"));

export function Shell({ views }: { readonly views: readonly View[] }): ReactNode {
  const t = useConsoleTexts();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const { here, eventId } = usePlace();
  const isPlatform = useMatch(`${PLATFORM}/*`) !== null;
  const [drawerIsOpen, setDrawer] = useState(false);
  const [paletteIsOpen, setPalette] = useState(false);
  const tour = useTour();
  const openPalette = useCallback(() => setPalette(true), []);
  useRefreshWhenOnline();
  useRightsAsTheyAre(pathname);
  useShortcut(openPalette);
  useEffect(() => setDrawer(false), [pathname]);
  const sidebar = <Sidebar views={views} eventId={eventId} onSearch={openPalette} />;
  return (
    <LinkProvider navigate={(to) => void navigate(to)} useHref={useHref}>
      <OrganizationContext value={here}>
        <div className="shell">
          <div className="shell__side">{sidebar}</div>
          <header className="shell__bar">
            <button type="button" className="shell__button" aria-haspopup="dialog" onClick={() => setDrawer(true)}>
              <Icon name="menu" />
              <span className="visually-hidden">{t("menu")}</span>
            </button>
            <p className="shell__where">
              <bdi>{isPlatform ? t("platform.name") : (here?.name ?? "Turnout")}</bdi>
            </p>
            {here !== null && <InboxButton key={here.id} />}
            <button type="button" className="shell__button" aria-haspopup="dialog" onClick={openPalette}>
              <Icon name="search" />
              <span className="visually-hidden">{t("search")}</span>
            </button>
          </header>
          <div className="shell__main">
            <Banners here={here} />
            {here !== null && tour.isOffered && <TourOffer onTake={tour.open} onDecline={tour.decline} />}
            <Outlet />
          </div>
        </div>
        <Drawer open={drawerIsOpen} onClose={() => setDrawer(false)}>
          {sidebar}
        </Drawer>
        {tour.isOpen && here !== null && (
          <Suspense>
            <TourSteps onClose={tour.close} />
          </Suspense>
        )}
        {paletteIsOpen && (
          <Suspense>
            <Palette views={views} eventId={eventId} onClose={() => setPalette(false)} />
          </Suspense>
        )}
      </OrganizationContext>
    </LinkProvider>
  );
}

/** The address of an event that is not there yet. */
const NEW = "new";

/** The organization and event that the address names, for what stands around the view. */
function usePlace(): { readonly here: Here | null; readonly eventId: string | null } {
  const slug = useMatch("/:organization/*")?.params.organization;
  const event = useMatch("/:organization/events/:event/*")?.params.event ?? null;
  const { data } = useMyOrganizations();
  const here = useMemo(() => {
    const found = data?.find((each) => each.slug === slug);
    return found === undefined || data === undefined ? null : hereOf(found, data);
  }, [data, slug]);
  return { here, eventId: event === NEW ? null : event };
}

/** ⌘K and Ctrl+K, wherever one is. */
function useShortcut(open: () => void): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey) || event.altKey || event.shiftKey)
        return;
      event.preventDefault();
      open();
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, [open]);
}
