import { describe, expect, it, vi } from "vitest";
import { checkCode, codeHash, identityOf, nonceOfBarcode, readClaims, shortCodeOf } from "./code";
import vector from "./code-vector.json";
import { isSignedBy, signedByBrowser, signedByLibrary } from "./ed25519";

// The vector is made by the server's own code: tests/modules/tickets/test_codes.py holds it to that.
const KEYS = new Map([[vector.key_id, vector.public_key]]);
const turned = (text: string, place: number): string =>
  text.slice(0, place) + (text[place] === "A" ? "B" : "A") + text.slice(place + 1);

describe("a ticket code", () => {
  it("that the server signed is genuine here, and says the same", async () => {
    const { claims, reason } = await checkCode(vector.code, KEYS, vector.event_id);
    expect(reason).toBeNull();
    expect(claims).toMatchObject({ eventId: vector.event_id, ticketId: vector.ticket_id });
    expect(await codeHash(claims?.nonce ?? new Uint8Array())).toBe(vector.code_hash);
  });

  it.each([
    ["of another event", vector.code, KEYS, "0190a7c0-0000-7000-8000-000000000002", "wrong_event"],
    ["signed by a key that is not here", vector.code, new Map<string, string>(), vector.event_id, "unknown_key"],
    ["with another ticket", turned(vector.code, 30), KEYS, vector.event_id, "forged"],
    ["with another signature", turned(vector.code, 80), KEYS, vector.event_id, "forged"],
    ["cut short", vector.code.slice(0, -1), KEYS, vector.event_id, "malformed"],
    ["with something behind it", `${vector.code}A`, KEYS, vector.event_id, "malformed"],
    ["that is a link", "https://turnout.example/door", KEYS, vector.event_id, "malformed"],
    ["that is nothing", "", KEYS, vector.event_id, "malformed"],
  ])("%s is refused", async (_what, text, keys, event, expected) => {
    expect((await checkCode(text, keys, event)).reason).toBe(expected);
  });

  it("has one spelling: the spare bits of its last letter change nothing that is signed", () => {
    const last = vector.code.at(-1) ?? "";
    const others = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"].filter(
      (letter) => letter !== last && readClaims(vector.code.slice(0, -1) + letter) !== null,
    );
    expect(others).toHaveLength(3); // 4 of 64 letters have no spare bit set
  });

  it("is proved alike by the browser and by the library that stands in for it", async () => {
    const bytes = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text, "base64"));
    const [key, message] = [bytes(vector.public_key), new TextEncoder().encode(vector.code.slice(0, 63))];
    const signed = new TextEncoder().encode(vector.code.slice(0, vector.code.lastIndexOf(".")));
    const proof = new Uint8Array(Buffer.from(vector.code.slice(vector.code.lastIndexOf(".") + 1), "base64url"));
    for (const check of [signedByBrowser, signedByLibrary, isSignedBy]) {
      expect(await check(key, proof, signed)).toBe(true);
      expect(await check(key, proof, message)).toBe(false);
    }
  });

  it("is refused, not stumbled over, where a key is no key", async () => {
    expect(await isSignedBy(new Uint8Array(3), new Uint8Array(64), new Uint8Array(1))).toBe(false);
  });

  it("is checked where the browser has no Ed25519", async () => {
    vi.resetModules();
    vi.spyOn(crypto.subtle, "generateKey").mockRejectedValue(new DOMException("", "NotSupportedError"));
    const imported = vi.spyOn(crypto.subtle, "importKey").mockRejectedValue(new DOMException("", "NotSupportedError"));
    const fresh = await import("./code");
    expect((await fresh.checkCode(vector.code, KEYS, vector.event_id)).reason).toBeNull();
    expect(imported).not.toHaveBeenCalled();
  });
});

describe("a code that is read out", () => {
  it.each([
    [vector.short_code, vector.short_code],
    [vector.short_code.toLowerCase().replace("-", " "), vector.short_code],
    ["4f7k9q2m", "4F7K-9Q2M"],
    ["ilo0-0000", "1100-0000"],
    ["Ada Lovelace", null],
    ["4F7K-9Q2", null],
    ["4F7K-9Q2U", null],
  ])("%s is %s", (typed, expected) => {
    expect(shortCodeOf(typed)).toBe(expected);
  });
});

describe("a barcode number", () => {
  it("stands for the code that the server would sign", async () => {
    const nonce = nonceOfBarcode(vector.barcode_number);
    expect(await codeHash(nonce ?? new Uint8Array())).toBe(vector.code_hash);
    expect(identityOf(vector.barcode_number)).toBe(identityOf(vector.code));
  });

  it.each(["18446744073709551616", "0007177721429458969", "000717772142945896950", " 00071777214294589695", ""])(
    "is not %o",
    (text) => {
      expect(nonceOfBarcode(text)).toBeNull();
      expect(identityOf(text)).toBe(text);
    },
  );
});
