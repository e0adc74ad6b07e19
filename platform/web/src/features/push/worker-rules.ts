// What a notification shows and where it leads. Pure, for the worker and its tests.

export interface Shown {
  readonly title: string;
  readonly options: NotificationOptions & { readonly data: { readonly url: string } };
}

/** Made of what the server sealed for this browser; of anything else at least where it came from. */
export function notificationOf(said: string, origin: string): Shown {
  const note = fieldsOf(said);
  const tag = textOf(note["tag"]);
  return {
    title: textOf(note["title"]) || new URL(origin).host,
    options: {
      body: textOf(note["body"]),
      dir: "auto",
      data: { url: targetOf(note["url"], origin) },
      ...(tag === "" ? {} : { tag }),
    },
  };
}

/** Only pages of our own are opened, whoever wrote the address. */
export function targetOf(url: unknown, origin: string): string {
  const found = URL.parse(textOf(url), origin);
  return found?.origin === origin ? found.href : `${origin}/`;
}

function fieldsOf(said: string): Record<string, unknown> {
  try {
    const found: unknown = JSON.parse(said);
    return typeof found === "object" && found !== null ? { ...found } : {};
  } catch {
    return {};
  }
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
