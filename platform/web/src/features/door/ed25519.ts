// Signatures of ticket codes: by the browser where it knows Ed25519, else by a library that is fetched for it.

type Bytes = Uint8Array<ArrayBuffer>;

let browserKnows: Promise<boolean> | undefined;

/** Whether the holder of this key signed the message. Never throws: bytes that are no key signed nothing. */
export async function isSignedBy(publicKey: Bytes, signature: Bytes, message: Bytes): Promise<boolean> {
  browserKnows ??= knowsEd25519();
  try {
    return (await browserKnows)
      ? await signedByBrowser(publicKey, signature, message)
      : await signedByLibrary(publicKey, signature, message);
  } catch {
    return false;
  }
}

export async function signedByBrowser(publicKey: Bytes, signature: Bytes, message: Bytes): Promise<boolean> {
  const key = await crypto.subtle.importKey("raw", publicKey, { name: "Ed25519" }, false, ["verify"]);
  return crypto.subtle.verify({ name: "Ed25519" }, key, signature, message);
}

export async function signedByLibrary(publicKey: Bytes, signature: Bytes, message: Bytes): Promise<boolean> {
  const { verifyAsync } = await import("@noble/ed25519");
  return verifyAsync(signature, message, publicKey, { zip215: false });
}

async function knowsEd25519(): Promise<boolean> {
  try {
    await crypto.subtle.generateKey({ name: "Ed25519" }, false, ["sign", "verify"]);
    return true;
  } catch {
    return false;
  }
}
