// Every view of the console: each folder says its own addresses and permissions, and this table has them all.
// A new view: docs/how-to/add-a-view-to-the-console.md.
import { matchRoutes, type RouteObject } from "react-router";
import { accessViews } from "./access/routes";
import { agencyViews } from "./agency/routes";
import { attendanceViews } from "./attendance/routes";
import { badgeViews } from "./badges/routes";
import { brandingViews } from "./branding/routes";
import { certificateViews } from "./certificates/routes";
import { checkinViews } from "./checkin/routes";
import { connectionViews } from "./connections/routes";
import { dashboardViews } from "./dashboard/routes";
import { eventViews } from "./events/routes";
import { fieldViews } from "./fields/routes";
import { fileViews } from "./files/routes";
import { formViews } from "./form/routes";
import { helpViews } from "./help/routes";
import { inboxViews } from "./inbox/routes";
import { leadViews } from "./leads/routes";
import { legalViews } from "./legal/routes";
import { importViews } from "./imports/routes";
import { logViews } from "./logs/routes";
import { membershipViews } from "./membership/routes";
import { messageViews } from "./messages/routes";
import { moderationViews } from "./moderation/routes";
import { moneyViews } from "./money/routes";
import { disputeViews } from "./disputes/routes";
import { announcementViews } from "./announcements/routes";
import { reminderViews } from "./reminders/routes";
import { applicationViews } from "./applications/routes";
import { orderViews } from "./orders/routes";
import { planViews } from "./plan/routes";
import { platformViews } from "./platform/routes";
import { programmeViews } from "./programme/routes";
import { sessionFileViews } from "./session-files/routes";
import { engagementViews } from "./engagement/routes";
import { funnelViews } from "./funnel/routes";
import { salesReportViews } from "./sales-reports/routes";
import { seriesViews } from "./series/routes";
import { EventRoom } from "./shell/EventRoom";
import { Guard } from "./shell/Guard";
import { Home } from "./shell/Home";
import { OrganizationRoom } from "./shell/OrganizationRoom";
import { PlatformRoom } from "./shell/PlatformRoom";
import { Shell } from "./shell/Shell";
import { Broken, NotHere } from "./shell/states";
import type { Room, View } from "./shell/views";
import { shiftViews } from "./shifts/routes";
import { sponsorViews } from "./sponsors/routes";
import { termsViews } from "./terms/routes";
import { ticketViews } from "./tickets/routes";
import { tokenViews } from "./tokens/routes";
import { deliverabilityViews } from "./deliverability/routes";
import { deviceViews } from "./devices/routes";
import { discountViews } from "./discounts/routes";
import { channelViews } from "./sales-channels/routes";
import { embedViews } from "./embeds/routes";
import { savedReportViews } from "./saved-reports/routes";
import { shortLinkViews } from "./short-links/routes";
import { partnerViews } from "./sales-partners/routes";
import { messageTemplateViews } from "./message-templates/routes";
import { sendingDomainViews } from "./sending-domains/routes";
import { suppressionViews } from "./suppressions/routes";
import { blockedViews } from "./blocked-addresses/routes";
import { fraudViews } from "./fraud-rules/routes";
import { reviewViews } from "./reviews/routes";
import { bulkEditViews } from "./bulk-edits/routes";
import { currencyViews } from "./currencies/routes";
import { memberListViews } from "./member-lists/routes";
import { priceViews } from "./price-rules/routes";
import { venueViews } from "./venues/routes";
import { waitingRoomViews } from "./waiting-room/routes";
import { sessionWaitlistViews } from "./session-waitlist/routes";
import { waitlistViews } from "./waitlist/routes";
import { warehouseViews } from "./warehouse-feeds/routes";

export const VIEWS: readonly View[] = [
  ...dashboardViews,
  ...salesReportViews,
  ...engagementViews,
  ...funnelViews,
  ...attendanceViews,
  ...certificateViews,
  ...inboxViews,
  ...leadViews,
  ...eventViews,
  ...ticketViews,
  ...discountViews,
  ...channelViews,
  ...partnerViews,
  ...embedViews,
  ...shortLinkViews,
  ...savedReportViews,
  ...priceViews,
  ...bulkEditViews,
  ...currencyViews,
  ...memberListViews,
  ...sessionWaitlistViews,
  ...waitlistViews,
  ...announcementViews,
  ...reminderViews,
  ...waitingRoomViews,
  ...fraudViews,
  ...reviewViews,
  ...blockedViews,
  ...messageTemplateViews,
  ...deliverabilityViews,
  ...suppressionViews,
  ...sendingDomainViews,
  ...venueViews,
  ...formViews,
  ...programmeViews,
  ...orderViews,
  ...applicationViews,
  ...importViews,
  ...accessViews,
  ...termsViews,
  ...moneyViews,
  ...disputeViews,
  ...agencyViews,
  ...brandingViews,
  ...legalViews,
  ...connectionViews,
  ...warehouseViews,
  ...tokenViews,
  ...membershipViews,
  ...helpViews,
  ...sponsorViews,
  ...fileViews,
  ...fieldViews,
  ...logViews,
  ...moderationViews,
  ...platformViews,
  ...seriesViews,
  ...checkinViews,
  ...deviceViews,
  ...badgeViews,
  ...sessionFileViews,
  ...shiftViews,
  ...planViews,
  ...messageViews,
];

const OPERATORS = "-/platform";

function routesOf(room: Room): RouteObject[] {
  return VIEWS.filter((view) => view.room === room).map((view) => ({
    ...(view.path === "" ? { index: true } : { path: view.path }),
    element: <Guard view={view} />,
    handle: view,
  }));
}

/** Has the view of an address come while the session and the person's organizations are asked for. */
export function preloadAt(address: string, base: string): void {
  const view = matchRoutes(routes, address, base)?.at(-1)?.route.handle as View | undefined;
  view?.preload();
}

export const routes: RouteObject[] = [
  {
    element: <Shell views={VIEWS} />,
    errorElement: <Broken />,
    children: [
      { index: true, element: <Home /> },
      {
        path: OPERATORS,
        element: <PlatformRoom views={VIEWS} />,
        children: [...routesOf("platform"), { path: "*", element: <NotHere /> }],
      },
      {
        path: ":organization",
        element: <OrganizationRoom />,
        children: [
          ...routesOf("organization"),
          {
            path: "events/:event",
            element: <EventRoom />,
            children: [...routesOf("event"), { path: "*", element: <NotHere /> }],
          },
          { path: "*", element: <NotHere /> },
        ],
      },
    ],
  },
] as RouteObject[];
