// The menus: what stands in them, in which order. An entry is shown once its view is there and the person may see it.
import type { IconName } from "../../../ui/Icon";
import type { ConsoleKey } from "./texts";
import type { Room } from "./views";

export interface Entry {
  readonly room: Room;
  /** The path of the view, as its route says. */
  readonly path: string;
  readonly label: ConsoleKey;
  readonly icon: IconName;
}

export interface Group {
  readonly title: ConsoleKey | null;
  /** Only organizations of this kind have it. */
  readonly kind?: "agency";
  readonly entries: readonly Entry[];
}

const entry = (room: Room, path: string, label: ConsoleKey, icon: IconName): Entry => ({ room, path, label, icon });

export const ORGANIZATION_MENU: readonly Group[] = [
  {
    title: null,
    entries: [
      entry("organization", "dashboard", "menu.dashboard", "chart"),
      entry("organization", "events", "menu.events", "calendar"),
      entry("organization", "series", "menu.series", "copy"),
      entry("organization", "orders", "menu.orders", "cart"),
      entry("organization", "attendees", "menu.attendees", "people"),
      entry("organization", "sales-reports", "menu.salesReports", "chart"),
      entry("organization", "discounts", "menu.discounts", "ticket"),
      entry("organization", "member-lists", "menu.memberLists", "people"),
      entry("organization", "sales-partners", "menu.salesPartners", "people"),
      entry("organization", "embeds", "menu.embeds", "link"),
      entry("organization", "short-links", "menu.shortLinks", "link"),
      entry("organization", "blocked-addresses", "menu.blockedAddresses", "warning"),
      entry("organization", "messages", "menu.messages", "mail"),
      entry("organization", "message-templates", "menu.messageTemplates", "pencil"),
      entry("organization", "deliverability", "menu.deliverability", "good"),
      entry("organization", "suppressions", "menu.suppressions", "close"),
      entry("organization", "sending-domains", "menu.sendingDomains", "globe"),
      entry("organization", "files", "menu.files", "copy"),
      entry("organization", "jobs", "menu.jobs", "clock"),
    ],
  },
  {
    title: "menu.money",
    entries: [
      entry("organization", "money", "menu.payments", "card"),
      entry("organization", "money/payouts", "menu.payouts", "bank"),
      entry("organization", "money/disputes", "menu.disputes", "warning"),
      entry("organization", "money/invoices", "menu.invoices", "form"),
      entry("organization", "money/reconciliation", "menu.reconciliation", "good"),
      entry("organization", "money/statements", "menu.statements", "bank"),
      entry("organization", "money/reports", "menu.reports", "chart"),
    ],
  },
  {
    title: "menu.agency",
    kind: "agency",
    entries: [
      entry("organization", "clients", "menu.clients", "building"),
      entry("organization", "clients/overview", "menu.overview", "chart"),
      entry("organization", "clients/team", "menu.clientTeam", "people"),
      entry("organization", "clients/templates", "menu.templates", "copy"),
    ],
  },
  {
    title: "menu.settings",
    entries: [
      entry("organization", "settings/profile", "menu.profile", "pencil"),
      entry("organization", "settings/branding", "menu.branding", "copy"),
      entry("organization", "settings/team", "menu.team", "people"),
      entry("organization", "settings/connections", "menu.connections", "link"),
      entry("organization", "settings/warehouse-feeds", "menu.warehouseFeeds", "outside"),
      entry("organization", "settings/venues", "menu.venues", "place"),
      entry("organization", "settings/event-fields", "menu.eventFields", "form"),
      entry("organization", "settings/taxes", "menu.taxes", "form"),
      entry("organization", "settings/terms", "menu.refunds", "card"),
      entry("organization", "settings/legal", "menu.legal", "form"),
      entry("organization", "settings/tokens", "menu.tokens", "gear"),
      entry("organization", "settings/audit", "menu.audit", "clock"),
      entry("organization", "settings/agencies", "menu.agencies", "building"),
      entry("organization", "settings/handover", "menu.handover", "outside"),
      entry("organization", "settings/membership", "menu.membership", "person"),
    ],
  },
];

export const EVENT_MENU: readonly Group[] = [
  {
    title: null,
    entries: [
      entry("event", "", "menu.event", "home"),
      entry("event", "dashboard", "menu.dashboard", "chart"),
      entry("event", "sales-report", "menu.salesReports", "chart"),
      entry("event", "funnel", "menu.funnel", "chart"),
      entry("event", "engagement", "menu.engagement", "chart"),
      entry("event", "details", "menu.details", "pencil"),
      entry("event", "tickets", "menu.tickets", "ticket"),
      entry("event", "prices", "menu.prices", "card"),
      entry("event", "channels", "menu.channels", "cart"),
      entry("event", "discounts", "menu.discounts", "ticket"),
      entry("event", "form", "menu.form", "form"),
      entry("event", "programme", "menu.programme", "calendar"),
      entry("event", "speakers", "menu.speakers", "person"),
      entry("event", "sponsors", "menu.sponsors", "building"),
      entry("event", "files", "menu.files", "copy"),
      entry("event", "access", "menu.access", "link"),
      entry("event", "terms", "menu.terms", "card"),
    ],
  },
  {
    title: "menu.people",
    entries: [
      entry("event", "orders", "menu.orders", "cart"),
      entry("event", "applications", "menu.applications", "good"),
      entry("event", "waiting-room", "menu.waitingRoom", "clock"),
      entry("event", "fraud-rules", "menu.fraudRules", "warning"),
      entry("event", "reviews", "menu.reviews", "warning"),
      entry("event", "waitlist", "menu.waitlist", "clock"),
      entry("event", "session-waitlist", "menu.sessionWaitlist", "clock"),
      entry("event", "attendees", "menu.attendees", "people"),
      entry("event", "checkin", "menu.checkin", "scan"),
      entry("event", "badges", "menu.eventBadges", "form"),
      entry("event", "announcements", "menu.announcements", "mail"),
      entry("event", "reminders", "menu.reminders", "clock"),
      entry("event", "message-templates", "menu.messageTemplates", "pencil"),
      entry("event", "messages", "menu.messages", "mail"),
      entry("event", "shifts", "menu.shifts", "clock"),
      entry("event", "plan", "menu.plan", "form"),
      entry("event", "shared-figures", "menu.sharedFigures", "chart"),
    ],
  },
];

export const PLATFORM_MENU: readonly Group[] = [
  {
    title: "menu.moderation",
    entries: [
      entry("platform", "approvals", "menu.approvals", "calendar"),
      entry("platform", "badges", "menu.badges", "good"),
      entry("platform", "reports", "menu.abuse", "warning"),
    ],
  },
  {
    title: "menu.customers",
    entries: [
      entry("platform", "organizations", "menu.organizations", "building"),
      entry("platform", "users", "menu.users", "people"),
      entry("platform", "merges", "menu.merges", "copy"),
      entry("platform", "erasures", "menu.erasures", "trash"),
      entry("platform", "payments", "menu.findPayment", "card"),
      entry("platform", "support", "menu.support", "info"),
    ],
  },
  {
    title: "menu.platform",
    entries: [
      entry("platform", "health", "menu.health", "clock"),
      entry("platform", "statistics", "menu.statistics", "chart"),
      entry("platform", "operators", "menu.operators", "person"),
      entry("platform", "tokens", "menu.operatorTokens", "gear"),
      entry("platform", "security", "menu.securityEvents", "bell"),
      entry("platform", "audit", "menu.audit", "form"),
      entry("platform", "streams", "menu.auditStreams", "link"),
    ],
  },
];

/** What the server's pages do until a view of the console does: the section, and the permission that opens it. */
export const SERVER_PAGES: readonly { path: string; permission: string; label: ConsoleKey; icon: IconName }[] = [
  { path: "", permission: "organizations.read", label: "menu.profile", icon: "gear" },
  { path: "/members", permission: "members.read", label: "menu.team", icon: "people" },
  { path: "/roles", permission: "roles.read", label: "menu.roles", icon: "person" },
  { path: "/domains", permission: "domains.read", label: "menu.domains", icon: "globe" },
  { path: "/sso", permission: "sso.manage", label: "menu.sso", icon: "link" },
  { path: "/plan", permission: "quotas.read", label: "menu.quota", icon: "chart" },
  { path: "/support", permission: "support-access.read", label: "menu.support", icon: "info" },
];

/** Views of the console that stand in for a server's page, so that the menu has each once. */
export const REPLACED: Readonly<Record<string, string>> = {
  "": "settings/profile",
  "/members": "settings/team",
  "/roles": "settings/roles",
  "/domains": "settings/domains",
  "/sso": "settings/sso",
  "/plan": "settings/plan",
  "/support": "settings/support",
};
