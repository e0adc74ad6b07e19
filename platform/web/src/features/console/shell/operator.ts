// Who the person is as an operator of the platform, and what their role may do.
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import { answerOf, type Schemas } from "../../../api/client";
import { useApi, useConnection } from "../session/api";

export const PLATFORM = "/-/platform";
/** What queries of the platform's room begin with, as others begin with an organization's id. */
export const PLATFORM_KEY = "platform";

export type PlatformPermission = Schemas["PlatformPermission"];

export interface Operator extends Omit<Schemas["PlatformMe"], "permissions"> {
  readonly permissions: readonly PlatformPermission[];
  readonly may: (permission: string | null) => boolean;
}

export const OperatorContext = createContext<Operator | null>(null);

export function platformPath(path = ""): string {
  return path === "" ? PLATFORM : `${PLATFORM}/${path}`;
}

/** Whether the page was made for an operator; the API says what they may, once they proved a second factor. */
export function useIsOperator(): boolean {
  return useConnection().config.operatorRole !== null;
}

export function useOperatorQuery(): UseQueryResult<Operator> {
  const api = useApi();
  const isOperator = useIsOperator();
  return useQuery({
    queryKey: [PLATFORM_KEY, "me"],
    enabled: isOperator,
    queryFn: async () => operatorOf(await answerOf(api.GET("/api/v1/platform/me"))),
  });
}

export function operatorOf(me: Schemas["PlatformMe"]): Operator {
  const held = new Set(me.permissions.map(({ key }) => key));
  return { ...me, may: (permission) => permission === null || held.has(permission) };
}

/** In the views of the platform's room. */
export function useOperator(): Operator {
  const operator = useContext(OperatorContext);
  if (operator === null) throw new Error("A view of the platform stands outside of its room");
  return operator;
}
