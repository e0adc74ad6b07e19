import { describe, expect, it } from "vitest";
import { Refused } from "../../lib/api";
import { readProblem } from "../../lib/problems";
import { byPartner, orderedBy, soldBy, type SoldBy } from "./sold-by";

describe("Where a purchase comes from", () => {
  it("stands in the address of the page", () => {
    expect(soldBy("?code=K7&step=attendees")).toEqual({});
    expect(soldBy("?partner=%20HOTEL4%20")).toEqual({ partner: "HOTEL4" });
    expect(soldBy("?partner=HOTEL4&embed=1")).toEqual({ partner: "HOTEL4", is_embedded: true });
    expect(soldBy(`?embed=yes&partner=${"A".repeat(41)}`)).toEqual({});
  });

  it("is the partner whose prices the page shows, and the web where it shows those", () => {
    expect(byPartner({ partner: "HOTEL4", is_embedded: true }, "")).toEqual({ is_embedded: true });
    expect(byPartner({ partner: "hotel-4" }, "HOTEL4")).toEqual({ partner: "HOTEL4" });
    expect(byPartner({ partner: "HOTEL4" }, undefined)).toEqual({ partner: "HOTEL4" });
    expect(byPartner({}, "")).toEqual({});
  });

  it("is left out once the partner sells no more, and keeps nobody from buying", async () => {
    const sent: SoldBy[] = [];
    const order = (said: SoldBy): Promise<string> => {
      sent.push(said);
      return said.partner === undefined
        ? Promise.resolve("held")
        : Promise.reject(refusal("sales-partners.code-refused"));
    };
    expect(await orderedBy({ partner: "ENDED1", is_embedded: true }, order)).toBe("held");
    expect(sent).toEqual([{ partner: "ENDED1", is_embedded: true }, { is_embedded: true }]);
  });

  it("changes nothing about other refusals", async () => {
    const order = (): Promise<string> => Promise.reject(refusal("inventory.sold-out"));
    await expect(orderedBy({ partner: "HOTEL4" }, order)).rejects.toMatchObject({
      problem: { code: "inventory.sold-out" },
    });
  });
});

function refusal(code: string): Refused {
  return new Refused(readProblem(422, { title: "No", code }));
}
