import { describe, expect, it } from "vitest";
import { formAddress, partAddress } from "./programme";

describe("the programme's form", () => {
  it("opens the address that the browser would open, empty fields left out", () => {
    const address = formAddress(
      "/org/event?day=x#programme",
      [
        ["text", "a b"],
        ["track", ""],
        ["room", "3"],
      ],
      "https://here.example/",
    );
    expect(address.href).toBe("https://here.example/org/event?text=a+b&room=3#programme");
  });

  it("asks for the programme alone under the same address", () => {
    expect(partAddress(new URL("https://here.example/o/e?day=all#programme")).href).toBe(
      "https://here.example/o/e?day=all&part=programme",
    );
  });
});
