// The platform's health: a plain word for every part, and what is away hides nothing else.
import { screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { refused, visitPlatform } from "./testing";
import "./HealthPage";

const READ = ["platform.health.read"];
const HEALTH = {
  checked_at: "2026-03-01T12:00:00Z",
  state: "bad",
  queues: [
    { name: "critical", state: "good", waiting: 0, oldest_seconds: null },
    { name: "exports", state: "bad", waiting: 1_200, oldest_seconds: 420 },
    { name: "default", state: "bad", waiting: null, oldest_seconds: null },
  ],
  outbox: { state: "warning", waiting: 2, oldest_seconds: 7, unfinished: 4, dead: 1 },
  database: { state: "good", connections: 12, most_connections: 100, pool_size: 15, pool_used: 1 },
  cache: {
    state: "good",
    answer_milliseconds: 0.4,
    hits: 3,
    misses: 1,
    hit_rate: 0.75,
    memory_bytes: 2_500_000,
    nodes: 3,
    nodes_away: 1,
  },
  roles: [{ name: "scheduler", state: "bad", instances: 0, last_beat_at: "2026-03-01T11:00:00Z" }],
  realtime: { state: "good", instances: 2 },
  adapters: [
    {
      kind: "payments",
      key: "acme",
      title: "Acme Pay",
      state: "warning",
      problem: "",
      connections: 3,
      healthy: 2,
      unhealthy: 1,
      last_checked_at: "2026-03-01T11:30:00Z",
    },
    {
      kind: "email",
      key: "smtp",
      title: "SMTP",
      state: "unknown",
      problem: "",
      connections: 0,
      healthy: 0,
      unhealthy: 0,
      last_checked_at: null,
    },
  ],
};

const row = (name: string): HTMLElement => {
  const found = screen.getByText(name).closest("li");
  if (found === null) throw new Error(`${name} is in no row`);
  return found;
};

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

describe("the platform's health", () => {
  it("says of every part in a word how it is, and what stands behind it", async () => {
    visitPlatform("health", READ, { "GET /platform/health": HEALTH });
    expect(await screen.findByText("Something does not work")).toBeTruthy();
    expect(within(row("Exports")).getByText("Does not work")).toBeTruthy();
    expect(within(row("Exports")).getByText("The oldest waits for 7 minutes")).toBeTruthy();
    expect(within(row("Everything else")).getByText("It does not answer.")).toBeTruthy();
    expect(within(row("Outbox")).getByText("Given up: 1")).toBeTruthy();
    expect(within(row("PostgreSQL")).getByText("Connections: 12 of 100")).toBeTruthy();
    expect(within(row("Redis")).getByText("75% of 4 reads found something")).toBeTruthy();
    expect(within(row("Redis")).getByText("Nodes away: 1 of 3")).toBeTruthy();
    expect(within(row("Live numbers")).getByText("Running: 2")).toBeTruthy();
    expect(within(row("Acme Pay")).getByText("Look at it")).toBeTruthy();
    expect(screen.getByText("Installed, and used by nobody: SMTP (Email)")).toBeTruthy();
  });

  it("is asked again when somebody wants to know now", async () => {
    const { user, asked } = visitPlatform("health", READ, { "GET /platform/health": HEALTH });
    await user.click(await screen.findByRole("button", { name: "Ask again" }));
    expect(asked.filter(({ path }) => path === "/platform/health")).toHaveLength(2);
  });

  it("says what went wrong where it cannot be asked", async () => {
    visitPlatform("health", READ, { "GET /platform/health": () => refused(503, { title: "Out of order" }) });
    expect(await screen.findByText("Out of order")).toBeTruthy();
  });
});
