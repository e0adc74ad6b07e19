// Permissions that an operator's token may carry, as far as they have words here; new ones come with the API's.
export const TOKEN_PERMISSIONS = [
  "platform.abuse-reports.decide",
  "platform.abuse-reports.read",
  "platform.audit.read",
  "platform.event-approvals.decide",
  "platform.event-approvals.read",
  "platform.organizations.read",
  "platform.organizations.suspend",
  "platform.ownership-claims.manage",
  "platform.payments.read",
  "platform.security-events.read",
  "platform.self.read",
  "platform.users.read",
  "platform.users.suspend",
  "platform.users.unlock",
  "platform.verifications.decide",
  "platform.verifications.read",
] as const;
