// @vitest-environment jsdom
import { afterEach, describe, expect, test, vi } from "vitest";
import { openForm } from "./try";

const PATH = "/api/v1/organizations/{organization_id}/venues";
const DOCUMENT = {
  paths: {
    [PATH]: {
      parameters: [{ name: "organization_id", in: "path", required: true }],
      post: {
        parameters: [{ name: "Idempotency-Key", in: "header" }],
        security: [{ bearer: [] }],
        requestBody: { content: { "application/json": { example: { name: "Deck" } } } },
      },
    },
  },
};

const json = (body: unknown, status = 200): Response =>
  new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });

afterEach(() => vi.unstubAllGlobals());

async function opened(answer: () => Promise<Response>) {
  document.body.innerHTML = `<button data-method="POST" data-path="${PATH}">Try it</button>`;
  const calls: [string, RequestInit | undefined][] = [];
  vi.stubGlobal("fetch", (url: URL | string, init?: RequestInit) => {
    if (String(url) === "/openapi.json") return Promise.resolve(json(DOCUMENT));
    calls.push([String(url), init]);
    return answer();
  });
  await openForm(document.querySelector("button")!, "/openapi.json");
  const form = document.querySelector("form")!;
  const fill = (label: string, value: string): void => {
    const found = [...form.querySelectorAll("label")].find((each) => each.textContent?.startsWith(label));
    const field = found!.querySelector<HTMLInputElement>("input, textarea")!;
    field.value = value;
    field.dispatchEvent(new Event("input"));
  };
  const said = async (text: string): Promise<void> => {
    form.requestSubmit();
    await vi.waitFor(() => expect(form.querySelector("pre")!.textContent).toContain(text));
  };
  return { form, fill, said, calls };
}

describe("the form that tries an operation", () => {
  test("sends what it was given and shows what came back", async () => {
    const { fill, said, calls } = await opened(() => Promise.resolve(json({ id: 7 }, 201)));
    fill("Access token", "secret");
    fill("organization_id", "a/b");
    fill("Idempotency-Key", "once");
    await said('201 \n\n{\n  "id": 7\n}');
    const [url, init] = calls[0]!;
    expect(new URL(url).pathname).toBe("/api/v1/organizations/a%2Fb/venues");
    expect(init).toMatchObject({ method: "POST", body: JSON.stringify({ name: "Deck" }, null, 2) });
    expect(Object.fromEntries(init!.headers as Headers)).toEqual({
      authorization: "Bearer secret",
      "content-type": "application/json",
      "idempotency-key": "once",
    });
  });

  test("says why there is no answer", async () => {
    const { fill, said } = await opened(() => Promise.reject(new TypeError("no network")));
    fill("organization_id", "a");
    await said("no network");
  });

  test("names the size of a file instead of showing it", async () => {
    const file = new Response("%PDF", { headers: { "Content-Type": "application/pdf" } });
    const { fill, said } = await opened(() => Promise.resolve(file));
    fill("organization_id", "a");
    await said("4 bytes of application/pdf");
  });
});
