// Forms that a passkey fills in: the browser makes or uses one, and what came of it is sent with the form.

type Answer = Record<string, string>;

interface StoredCredential {
  readonly id: string;
  readonly rawId: string;
  readonly type: string;
  readonly response: Answer;
}

/** A form of a page: with options of its own it makes a passkey, without it uses one. */
export function startPasskey(form: HTMLFormElement): void {
  if (!("PublicKeyCredential" in window)) return;
  form.hidden = false;
  const failed = form.querySelector<HTMLElement>("[data-passkey-failed]");
  let early: AbortController | null = null;
  const send = (credential: StoredCredential): void => {
    const field = form.querySelector<HTMLInputElement>("input[name=credential]");
    if (field !== null) field.value = JSON.stringify(credential);
    form.submit();
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    early?.abort();
    if (failed !== null) failed.hidden = true;
    const options = form.dataset["options"];
    (options === undefined ? prove() : make(options)).then(send, () => {
      if (failed !== null) failed.hidden = false;
    });
  });
  if ("early" in form.dataset) {
    early = new AbortController();
    void offer(early.signal).then((credential) => credential && send(credential));
  }
}

/** Has the browser offer a passkey where the address is typed; null where it cannot, or nobody takes it. */
async function offer(signal: AbortSignal): Promise<StoredCredential | null> {
  try {
    if (!(await PublicKeyCredential.isConditionalMediationAvailable())) return null;
    return await prove({ mediation: "conditional", signal });
  } catch {
    return null;
  }
}

async function prove(how: CredentialRequestOptions = {}): Promise<StoredCredential> {
  const answer = await fetch("/api/v1/auth/passkeys/options", {
    method: "POST",
    headers: { Accept: "application/json" },
  });
  if (!answer.ok) throw new Error(`${answer.status}`);
  const { public_key } = (await answer.json()) as { public_key: PublicKeyCredentialRequestOptionsJSON };
  return stored(await navigator.credentials.get({ ...how, publicKey: requestOf(public_key) }));
}

async function make(options: string): Promise<StoredCredential> {
  const asked = JSON.parse(options) as PublicKeyCredentialCreationOptionsJSON;
  return stored(await navigator.credentials.create({ publicKey: creationOf(asked) }));
}

export function requestOf(asked: PublicKeyCredentialRequestOptionsJSON): PublicKeyCredentialRequestOptions {
  const { challenge, rpId, timeout } = asked;
  return { challenge: bytesOf(challenge), userVerification: "required", ...given({ rpId, timeout }) };
}

export function creationOf(asked: PublicKeyCredentialCreationOptionsJSON): PublicKeyCredentialCreationOptions {
  const { challenge, rp, user, pubKeyCredParams, timeout, excludeCredentials = [] } = asked;
  return {
    challenge: bytesOf(challenge),
    rp,
    user: { ...user, id: bytesOf(user.id) },
    pubKeyCredParams,
    excludeCredentials: excludeCredentials.map(({ id }) => ({ type: "public-key", id: bytesOf(id) })),
    authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
    ...given({ timeout }),
  };
}

function given<T extends object>(values: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

function stored(credential: Credential | null): StoredCredential {
  if (!(credential instanceof PublicKeyCredential)) throw new Error("no passkey");
  const { id, rawId, type, response } = credential;
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"] as const;
  const found = response as unknown as Record<string, ArrayBuffer | null | undefined>;
  const said = parts.flatMap((part) => {
    const value = found[part];
    return value instanceof ArrayBuffer ? [[part, textOf(value)] as const] : [];
  });
  return { id, rawId: textOf(rawId), type, response: Object.fromEntries(said) };
}

/** Bytes of base64url, as WebAuthn writes them in JSON. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

export function textOf(bytes: ArrayBuffer): string {
  const plain = btoa(String.fromCharCode(...new Uint8Array(bytes)));
  return plain.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
