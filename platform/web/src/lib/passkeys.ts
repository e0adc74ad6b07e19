// Passkeys in the browser: makes one, or proves with one, in the JSON of WebAuthn that the API takes.

type Answer = Record<string, string>;

export interface StoredCredential {
  readonly id: string;
  readonly rawId: string;
  readonly type: string;
  readonly response: Answer;
}

/** Asks the server for a challenge and has the browser sign it. */
export async function provePasskey(how: CredentialRequestOptions = {}): Promise<StoredCredential> {
  const answer = await fetch("/api/v1/auth/passkeys/options", {
    method: "POST",
    headers: { Accept: "application/json" },
  });
  if (!answer.ok) throw new Error(`${answer.status}`);
  const { public_key } = (await answer.json()) as { public_key: PublicKeyCredentialRequestOptionsJSON };
  return stored(await navigator.credentials.get({ ...how, publicKey: requestOf(public_key) }));
}

/** Makes a passkey by the options that the server wrote. */
export async function makePasskey(options: string): Promise<StoredCredential> {
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
