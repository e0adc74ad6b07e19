// Forms that a passkey fills in: the browser makes or uses one, and what came of it is sent with the form.

import { makePasskey, provePasskey, type StoredCredential } from "../../lib/passkeys";

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
    (options === undefined ? provePasskey() : makePasskey(options)).then(send, () => {
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
    return await provePasskey({ mediation: "conditional", signal });
  } catch {
    return null;
  }
}
