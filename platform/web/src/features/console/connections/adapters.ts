// Installed adapters as they describe themselves: what they ask for, and what they can do.
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { useApi } from "../session/api";
import { readFields, type SettingField } from "./setting-fields";
import type { ConnectionKey } from "./texts";

export type Connection = Schemas["ConnectionsConnection"];
export type Kind = Schemas["ConnectionsConnectionFields"]["kind"];

/** In the order in which an organization needs them. */
export const KINDS = [
  "payments",
  "email",
  "sms",
  "calendar",
  "push",
  "chat",
  "search",
  "crm",
  "challenge",
  "wallet",
  "storage",
] as const satisfies readonly Kind[];

/** Set up by the operator for the whole platform, as are stores that say nothing of organizations. */
const OPERATED: ReadonlySet<Kind> = new Set(["calendar", "push", "search"]);

export interface Adapter {
  readonly key: string;
  readonly kind: Kind;
  readonly title: string;
  /** None, bronze, silver or gold, as the adapter claims and its tests prove. */
  readonly quality: string;
  readonly fields: readonly SettingField[];
  readonly can: Capabilities;
}

export interface Capabilities {
  /** Ways to pay, as buyers read them. */
  readonly methods: readonly string[];
  readonly currencies: readonly string[];
  /** What it can do, by the names of the adapter's own flags. */
  readonly flags: ReadonlySet<string>;
}

/** Those that work, and that an organization may connect. */
export function useAdapters(): UseQueryResult<readonly Adapter[]> {
  const api = useApi();
  return useQuery({
    queryKey: ["adapters"],
    staleTime: Infinity,
    queryFn: async () => (await answerOf(api.GET("/api/v1/adapters"))).items.flatMap(readAdapter),
  });
}

type Described = Readonly<Record<string, unknown>>;

function readAdapter(described: Described): readonly Adapter[] {
  const kind = KINDS.find((each) => each === described["kind"]);
  if (kind === undefined || described["is_working"] !== true || described["is_called"] !== true) return [];
  const can = readCapabilities(described["capabilities"] as Described | null);
  if (OPERATED.has(kind) || (kind === "storage" && !can.flags.has("for_organizations"))) return [];
  const text = (name: string): string => (typeof described[name] === "string" ? described[name] : "");
  return [
    {
      key: text("key"),
      kind,
      title: text("title"),
      quality: text("quality"),
      fields: readFields(described["settings"], described["fields"]),
      can,
    },
  ];
}

function readCapabilities(given: Described | null): Capabilities {
  const list = (name: string): readonly unknown[] => (Array.isArray(given?.[name]) ? (given[name] as unknown[]) : []);
  const flags = Object.entries(given ?? {}).filter(([, value]) => value === true);
  return {
    methods: list("methods").map((each) => String((each as Described)["title"])),
    currencies: list("currencies").map(String),
    flags: new Set(flags.map(([name]) => name)),
  };
}

export function isOn(connection: Connection): boolean {
  return connection.state === "active";
}

export function kindKey(kind: string): ConnectionKey {
  const known = KINDS.find((each) => each === kind);
  switch (known) {
    case "payments":
    case "email":
    case "sms":
    case "wallet":
    case "challenge":
    case "chat":
    case "storage":
      return `kind.${known}`;
    default:
      return "kind.other";
  }
}
