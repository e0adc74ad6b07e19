// A form that calls an operation from the page: its parameters, its body, and what came back.

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly example?: unknown;
}
interface Told {
  readonly parameters?: readonly Parameter[];
  readonly security: readonly Readonly<Record<string, unknown>>[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly example?: unknown }>> };
}
interface OpenApi {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, Told>> & { readonly parameters?: readonly Parameter[] }>
  >;
}
type Controls = ReadonlyMap<string, HTMLInputElement | HTMLTextAreaElement>;

const JSON_TYPE = "application/json";
let told: Promise<OpenApi> | undefined;
/** The token stays while the page does, and nowhere else. */
let token = "";

/** Put the form in the place of its button. */
export async function openForm(button: HTMLButtonElement, address: string): Promise<void> {
  button.disabled = true;
  told ??= fetch(address).then((answer) => answer.json() as Promise<OpenApi>);
  const { method = "GET", path = "" } = button.dataset;
  const item = (await told).paths[path];
  const operation = item?.[method.toLowerCase()];
  if (item === undefined || operation === undefined) return;
  const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])];
  button.replaceWith(formOf(method, path, operation, parameters));
}

function formOf(method: string, path: string, operation: Told, parameters: readonly Parameter[]): HTMLFormElement {
  const form = document.createElement("form");
  form.className = "try stack";
  const controls = new Map<string, HTMLInputElement | HTMLTextAreaElement>();
  if (operation.security.some((way) => "bearer" in way)) {
    const field = labelled(form, "Access token", "input");
    field.value = token;
    field.autocomplete = "off";
    field.addEventListener("input", () => (token = field.value));
    controls.set("token", field);
  }
  for (const each of parameters) {
    const field = labelled(form, `${each.name} (${each.in})`, "input");
    field.required = each.required ?? each.in === "path";
    controls.set(`${each.in}:${each.name}`, field);
  }
  const body = operation.requestBody?.content[JSON_TYPE];
  if (body !== undefined) {
    const area = labelled(form, "Body", "textarea");
    area.rows = 8;
    area.value = JSON.stringify(body.example, null, 2);
    controls.set("body", area);
  }
  const send = document.createElement("button");
  send.className = "button";
  send.textContent = `Send ${method}`;
  const answer = document.createElement("pre");
  answer.setAttribute("role", "status");
  form.append(send, answer);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    answer.textContent = "…";
    void answerTo(method, path, parameters, controls).then((said) => (answer.textContent = said));
  });
  queueMicrotask(() => form.querySelector<HTMLElement>("input, textarea, button")?.focus());
  return form;
}

function labelled<K extends "input" | "textarea">(form: HTMLElement, text: string, kind: K): HTMLElementTagNameMap[K] {
  const label = document.createElement("label");
  label.className = "field";
  label.textContent = text;
  const control = document.createElement(kind);
  control.className = "input";
  label.append(control);
  form.append(label);
  return control;
}

/** Call the operation as the form says; the status and the body, or why there is none. */
export async function answerTo(
  method: string,
  path: string,
  parameters: readonly Parameter[],
  controls: Controls,
): Promise<string> {
  const value = (key: string): string => controls.get(key)?.value.trim() ?? "";
  const url = new URL(
    path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(value(`path:${name}`))),
    location.origin,
  );
  const headers = new Headers();
  for (const each of parameters) {
    const given = value(`${each.in}:${each.name}`);
    if (given !== "" && each.in === "query") url.searchParams.set(each.name, given);
    if (given !== "" && each.in === "header") headers.set(each.name, given);
  }
  if (value("token") !== "") headers.set("Authorization", `Bearer ${value("token")}`);
  const body = controls.has("body") ? value("body") : null;
  if (body !== null) headers.set("Content-Type", JSON_TYPE);
  try {
    const answer = await fetch(url, { method, headers, body });
    const type = answer.headers.get("Content-Type") ?? "";
    const text = type.includes("json") ? JSON.stringify(await answer.json(), null, 2) : await shown(answer, type);
    return `${answer.status} ${answer.statusText}\n\n${text}`.trim();
  } catch (error) {
    return String(error);
  }
}

async function shown(answer: Response, type: string): Promise<string> {
  return type.startsWith("text/") ? await answer.text() : `${(await answer.blob()).size} bytes of ${type || "nothing"}`;
}
