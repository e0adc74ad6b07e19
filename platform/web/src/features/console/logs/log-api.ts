// What the views of logs ask of an API: the platform's, or an organization's. Each keeps its own answers.
import type { ReactNode } from "react";
import type { Schemas } from "../../../api/client";
import type { PageOf, Place } from "../parts/paged";

export type AuditEntry = Schemas["AuditEntry"];
export type SecurityEvent = Schemas["SecurityEvent"];
export type AuditStream = Schemas["AuditStream"];
export type NewAuditStream = Schemas["Audit_streamsNewAuditStream"];

export interface Person {
  readonly id: string;
  readonly name: string;
}

/** What the views say of the log that they show. */
export interface LogRoom {
  readonly title: string;
  readonly lead: string;
  /** To the other logs of the room, where its menu has them in one entry. */
  readonly tabs?: ReactNode;
  /** Those whose names may be told; null where nobody has a list of them. */
  readonly people: readonly Person[] | null;
}

export interface AuditFilter {
  readonly table?: string;
  readonly row_id?: string;
  readonly actor?: string;
  readonly action?: AuditEntry["action"];
  readonly request_id?: string;
  readonly since?: string;
  readonly until?: string;
}

export const LOG_FORMATS = ["csv", "xlsx", "jsonl"] as const;

export interface AuditPeriod {
  readonly since?: string;
  readonly until?: string;
  readonly format: (typeof LOG_FORMATS)[number];
}

export interface AuditApi {
  /** What the answers are kept under. */
  readonly key: readonly unknown[];
  readonly search: (filter: AuditFilter, place: Place) => Promise<PageOf<AuditEntry>>;
  /** The reason is empty where none is asked for. */
  readonly exportLog: (period: AuditPeriod, reason: string) => Promise<Blob>;
  readonly needsReason: boolean;
}

export interface SecurityFilter {
  readonly kind?: SecurityKind;
  readonly user_id?: string;
  readonly actor?: string;
  readonly since?: string;
  readonly until?: string;
}

export interface SecurityApi {
  readonly key: readonly unknown[];
  readonly search: (filter: SecurityFilter, place: Place) => Promise<PageOf<SecurityEvent>>;
}

export interface StreamApi {
  readonly key: readonly unknown[];
  readonly list: () => Promise<readonly AuditStream[]>;
  /** As it is doing now. */
  readonly fetch: (stream: AuditStream) => Promise<AuditStream>;
  /** Answers with the secret that signs a webhook; empty for the other kinds. */
  readonly create: (stream: NewAuditStream) => Promise<string>;
  readonly update: (stream: AuditStream, changes: { name?: string; is_active?: boolean }) => Promise<AuditStream>;
  readonly remove: (stream: AuditStream) => Promise<unknown>;
}

export const ACTIONS = ["insert", "update", "delete"] as const;

export const SECURITY_KINDS = [
  "sign-in.succeeded",
  "sign-in.new-device",
  "sign-in.denied",
  "sign-in.failed",
  "second-factor.failed",
  "login.refresh-token-reused",
  "login.ended-by-operator",
  "password.changed",
  "password.reset",
  "email.change-asked",
  "email.changed",
  "email.change-stopped",
  "email.change-undone",
  "erasure.asked",
  "erasure.cancelled",
  "erasure.done",
  "personal-data.copy-asked",
  "api-token.refused",
  "api-token.used-elsewhere",
  "sso.refused",
  "sso.bypassed",
  "sso.signed-in",
  "agency.refused",
  "scim.refused",
  "scim.deprovisioned",
  "webhook.refused",
  "webhook.replayed",
  "webhook.read-again",
  "export.downloaded",
  "check-in.overridden",
  "check-in-device.joined",
  "check-in-device.revoked",
  "check-in-device.refused",
  "audit-stream.changed",
  "operator.act",
  "operator-token.refused",
] as const;
export type SecurityKind = (typeof SECURITY_KINDS)[number];
