import { describe, expect, it } from "vitest";
import { problemOf, readFields, settingOf } from "./setting-fields";

const SCHEMA = {
  required: ["host"],
  $defs: { Security: { enum: ["none", "tls"], type: "string" } },
  properties: {
    host: { title: "Server", type: "string" },
    port: { title: "Port", type: "integer", default: 587, minimum: 1, maximum: 65535 },
    security: { $ref: "#/$defs/Security", title: "Encryption", default: "tls" },
    password: { title: "Password", anyOf: [{ type: "string", format: "password", writeOnly: true }, { type: "null" }] },
    hosts: { title: "Others", type: "array", items: { type: "string" }, default: ["one", "two"] },
    loud: { title: "Loud", type: "boolean", default: true },
    seconds: { title: "Seconds", type: "number" },
  },
};

const named = (name: string) => readFields(SCHEMA, [name])[0]!;

describe("the settings of an adapter", () => {
  it("are read in the adapter's order, and left out where they may not be asked for", () => {
    expect(readFields(SCHEMA, ["port", "host", "gone"]).map(({ name, type }) => [name, type])).toEqual([
      ["port", "whole"],
      ["host", "text"],
    ]);
    expect(named("security").options).toEqual(["none", "tls"]);
    expect([named("password").type, named("password").nullable]).toEqual(["secret", true]);
    expect([named("hosts").initial, named("loud").initial]).toEqual(["one\ntwo", "yes"]);
  });

  it("are sent as the adapter takes them", () => {
    expect(settingOf(named("port"), " 25 ")).toBe(25);
    expect(settingOf(named("seconds"), "1,5")).toBe(1.5);
    expect(settingOf(named("hosts"), "a\n b")).toEqual(["a", "b"]);
    expect(settingOf(named("password"), "")).toBeNull();
    expect(settingOf(named("password"), "\u200bsecret\u200b ")).toBe("secret");
    expect(settingOf(named("loud"), "")).toBe(false);
  });

  it("are judged before they are sent", () => {
    const said = ["", "x", "2.5", "0", "70000", "25"].map((typed) => problemOf(named("port"), typed));
    expect(said).toEqual([null, "number", "whole", "least", "most", null]);
    expect(problemOf(named("host"), " ")).toBe("missing");
  });
});

describe("keys and certificates", () => {
  const PEM = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----";
  const long = { properties: { key: { type: "string", format: "password", writeOnly: true, "x-many-lines": true } } };

  it("keep their lines", () => {
    const [field] = readFields(long, ["key"]);
    expect(field?.isLong).toBe(true);
    expect(settingOf(field!, `${PEM}\n`)).toBe(PEM);
    expect(named("password").isLong).toBe(false);
  });
});
