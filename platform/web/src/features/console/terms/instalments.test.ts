import { describe, expect, it } from "vitest";
import { instalmentsFor } from "./instalments";
import { emptyPlan, type PlanForm } from "./plan-form";
import { deadlinesOf, refundOf } from "./terms-form";

const ORDER = { minor: 10_000, digits: 2, today: "2026-11-20", starts: "2027-03-01" };

function plan(changes: Partial<PlanForm> = {}): PlanForm {
  const instalments = [
    { kind: "days", days: "30", on: "" },
    { kind: "days", days: "60", on: "" },
  ] as const;
  return { ...emptyPlan("EUR"), deposit: "20", lastDays: "0", instalments, ...changes };
}

describe("what a buyer pays when", () => {
  it("is a deposit and equal parts that add up, each on its day", () => {
    expect(instalmentsFor(plan({ deposit: "33.33" }), { ...ORDER, minor: 10_001 })).toEqual([
      { minor: 3334, on: null },
      { minor: 3334, on: "2026-12-20" },
      { minor: 3333, on: "2027-01-19" },
    ]);
  });

  it("is never later than the last day, and parts of one day are one", () => {
    expect(instalmentsFor(plan(), { ...ORDER, starts: "2026-12-10" })).toEqual([
      { minor: 2000, on: null },
      { minor: 8000, on: "2026-12-10" },
    ]);
  });

  it("belongs to the deposit where its day has come, and without a later part there is no plan", () => {
    const late = plan({ instalments: [{ kind: "on", days: "", on: "2026-11-20" }, ...plan().instalments.slice(1)] });
    expect(instalmentsFor(late, ORDER)).toEqual([
      { minor: 6000, on: null },
      { minor: 4000, on: "2027-01-19" },
    ]);
    expect(instalmentsFor(plan(), { ...ORDER, starts: "2026-11-20" })).toEqual([]);
  });

  it("is nothing below the least amount, or where the deposit takes it all", () => {
    expect(instalmentsFor(plan({ minimum: "100.01" }), ORDER)).toEqual([]);
    expect(instalmentsFor(plan({ depositKind: "amount", deposit: "100" }), ORDER)).toEqual([]);
  });

  it("is cut in tens of the smallest unit where providers move no less", () => {
    const parts = instalmentsFor(plan(), { ...ORDER, minor: 100_010, digits: 3 });
    expect(parts.map(({ minor }) => minor)).toEqual([20_000, 40_010, 40_000]);
  });
});

describe("what comes back until when", () => {
  const tiers = [
    { days_before: 7, share_bp: 5000 },
    { days_before: 30, share_bp: 10_000 },
  ];
  const terms = { refund: "tiers", tiers, fee_minor: 250, fee_currency: "EUR" } as const;

  it("is less the nearer the start, less the fee in its currency", () => {
    const deadlines = deadlinesOf({ ...terms, tiers: [...tiers] });
    expect(deadlines.map(({ days }) => days)).toEqual([30, 7]);
    const back = (currency: string) =>
      deadlines.map((each) => refundOf({ ...terms, tiers: [...tiers] }, each, { minor: 2001, currency, digits: 2 }));
    expect(back("EUR")).toEqual([1751, 751]);
    expect(back("CHF")).toEqual([2001, 1001]);
  });

  it("is the best that a day reaches", () => {
    const odd = { refund: "tiers", tiers: [...tiers, { days_before: 60, share_bp: 1000 }] } as const;
    expect(deadlinesOf({ ...odd, tiers: [...odd.tiers] })[0]).toEqual({ days: 60, share_bp: 10_000 });
    expect(deadlinesOf({ refund: "none" })).toEqual([]);
    expect(deadlinesOf({ refund: "full" })).toEqual([{ days: null, share_bp: 10_000 }]);
  });
});
