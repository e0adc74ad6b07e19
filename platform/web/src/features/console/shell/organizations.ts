// Who the person is in which organization, and the organization that the address names.
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import { answerOf, type Schemas } from "../../../api/client";
import { useApi } from "../session/api";
import type { useConsoleTexts } from "./texts";

export type MyOrganization = Schemas["IdentityMyOrganization"];

/** The organization at hand, and what the person may do there. */
export interface Here extends MyOrganization {
  /** Whether a button or a view is worth showing; the server judges again. */
  readonly may: (permission: string | null) => boolean;
  /** The agency through which the person is here, as its members call it. */
  readonly agencyName: string | null;
}

export const OrganizationContext = createContext<Here | null>(null);

export const MY_ORGANIZATIONS = ["me", "organizations"] as const;

/** Every organization that the person may enter, clients of their agencies too, by name. */
export function useMyOrganizations(): UseQueryResult<readonly MyOrganization[]> {
  const api = useApi();
  return useQuery({
    queryKey: MY_ORGANIZATIONS,
    queryFn: async () => (await answerOf(api.GET("/api/v1/me/organizations"))).items,
  });
}

export function useOrganization(): Here {
  const here = useContext(OrganizationContext);
  if (here === null) throw new Error("A view of an organization stands outside of one");
  return here;
}

/** The same outside of organizations: null there. */
export function useOrganizationIfAny(): Here | null {
  return useContext(OrganizationContext);
}

export function hereOf(mine: MyOrganization, all: readonly MyOrganization[]): Here {
  const held = new Set(mine.permissions);
  return {
    ...mine,
    may: (permission) => permission === null || held.has(permission),
    agencyName: mine.agency_id === null ? null : (all.find(({ id }) => id === mine.agency_id)?.name ?? ""),
  };
}

const ROLES = ["owner", "admin", "staff", "partner"] as const;

/** The role in words; one of the organization's own by its key. */
export function roleOf({ role, agency_id: agency }: MyOrganization, t: ReturnType<typeof useConsoleTexts>): string {
  const known = ROLES.find((each) => each === role);
  const said = known === undefined ? role : t(`role.${known}`);
  return agency === null ? said : t("role.client", { role: said });
}
