import { describe, expect, it } from "vitest";
import { bytesOf, creationOf, requestOf, textOf } from "./passkeys";

describe("base64url", () => {
  it.each(["", "AA", "_-8", "AQIDBAU"])("%s comes back as it was", (text) => {
    expect(textOf(bytesOf(text).buffer)).toBe(text);
  });
});

describe("options of the server", () => {
  it("ask for a passkey that knows its person, whatever they say", () => {
    const made = requestOf({ challenge: "AQID", rpId: "turnout.example", userVerification: "discouraged" });
    expect(made.userVerification).toBe("required");
    expect(made.rpId).toBe("turnout.example");
    expect([...(made.challenge as Uint8Array)]).toEqual([1, 2, 3]);
    expect("timeout" in made).toBe(false);
  });

  it("name the passkeys that are there already", () => {
    const made = creationOf({
      challenge: "AQID",
      rp: { name: "Turnout", id: "turnout.example" },
      user: { id: "BAUG", name: "ada@example.com", displayName: "Ada" },
      pubKeyCredParams: [{ type: "public-key", alg: -7 }],
      excludeCredentials: [{ type: "public-key", id: "BwgJ" }],
    });
    expect([...(made.user.id as Uint8Array)]).toEqual([4, 5, 6]);
    expect([...(made.excludeCredentials?.[0]?.id as Uint8Array)]).toEqual([7, 8, 9]);
    expect(made.authenticatorSelection?.residentKey).toBe("required");
  });
});
