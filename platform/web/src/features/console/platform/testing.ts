// Somebody of the platform for tests, and what they look at.
import { screen, waitFor, within } from "@testing-library/react";
import { expect } from "vitest";
import type { Catalogue } from "../../../lib/texts";
import { routes } from "../routes";
import { renderConsole, type Answers, type RenderedConsole } from "../testing";
import records from "../records/texts/en.json";
import texts from "./texts/en.json";

export const ME = "0190b1de-0000-7000-8000-000000000001";

/** An operator with these permissions at an address of the platform's room. */
export function visitPlatform(
  at: string,
  permissions: readonly string[],
  answers: Answers,
  more: Readonly<Record<string, Catalogue>> = {},
): RenderedConsole {
  return renderConsole(routes, {
    at: `/-/platform/${at}`,
    texts: { platform: texts, records, ...more },
    operatorRole: "operator",
    answers: {
      "GET /me/organizations": { items: [], next_cursor: null },
      "GET /platform/me": {
        id: "0190b1de-0000-7000-8000-0000000000a1",
        user_id: ME,
        role: "operator",
        permissions: permissions.map((key) => ({ key, says: "", is_personal: false })),
      },
      ...answers,
    },
  });
}

export const ORGANIZATION = {
  id: "0190b1de-0000-7000-8000-0000000000b1",
  slug: "harbour-jazz",
  name: "Harbour Jazz",
  kind: "organization",
  state: "active",
  created_at: "2026-01-02T10:00:00Z",
  members: 3,
  owners: 1,
  is_verified: false,
  has_claim_link: false,
};

export const PERSON = {
  id: "0190b1de-0000-7000-8000-0000000000c1",
  email: "ines@harbour-jazz.example",
  display_name: "Inês Duarte",
  is_verified: true,
  is_suspended: false,
  created_at: "2026-01-02T10:00:00Z",
};

export const OTHER = { ...PERSON, id: "0190b1de-0000-7000-8000-0000000000c2", email: "ines@old.example" };

/** A refusal of the API. */
export function refused(status: number, problem: object): Response {
  return Response.json(problem, { status });
}

/** Opens what a button of the view asks, gives a reason, and sends it by the button of the same name. */
export async function giveReason({ user }: RenderedConsole, button: string, reason: string): Promise<void> {
  await user.click(await screen.findByRole("button", { name: button }));
  const dialog = await screen.findByRole("dialog");
  await user.click(within(dialog).getByLabelText(/Reason/));
  await user.paste(reason);
  await user.click(within(dialog).getByRole("button", { name: button }));
}

export async function dialogIsGone(): Promise<void> {
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
}
