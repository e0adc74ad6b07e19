// Joining: the code comes by the link that was scanned, by the camera here, or is pasted; the device gets a name.
import { useState, type FormEvent, type ReactNode } from "react";
import { Refused, Unreachable } from "../../lib/api";
import { useCamera } from "./camera";
import type { Door } from "./door";
import { Finder } from "./Finder";
import { invitationIn, type Invitation } from "./joining";
import { useDoorTexts, type DoorKey } from "./texts";

const CONFLICT = 409;
const GONE = 410;
const UNKNOWN = new Set([401, 404, 422]);
const NUMBERS = 90;

export interface JoinProps {
  readonly door: Door;
  readonly invited: Invitation | null;
}

export function Join({ door, invited }: JoinProps): ReactNode {
  const t = useDoorTexts();
  const [name, setName] = useState(() => t("join.suggested", { number: 10 + Math.floor(Math.random() * NUMBERS) }));
  const [text, setText] = useState("");
  const [scanned, setScanned] = useState(invited);
  const [isScanning, setScanning] = useState(false);
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<{ readonly key: DoorKey; readonly field: "name" | "code" | null } | null>(
    null,
  );
  const fail = (key: DoorKey, field: "name" | "code" | null): void => {
    setProblem({ key, field });
    if (field === "code") setScanned(null);
    if (field !== null) document.getElementById(`door-${field}`)?.focus();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const invitation = scanned ?? invitationIn(text);
    if (isPending) return;
    if (invitation === null) return fail("join.noCode", "code");
    if (name.trim() === "") return fail("join.noName", "name");
    setPending(true);
    setProblem(null);
    void door
      .join(invitation, name.trim())
      .catch((error: unknown) => fail(...whyOf(error)))
      .finally(() => setPending(false));
  };
  const errorAt = (field: "name" | "code"): string | undefined =>
    problem?.field === field ? `door-${field}-error` : undefined;
  return (
    <form className="door-card" noValidate onSubmit={submit}>
      <h1>{t("join.title")}</h1>
      <p className="door-soft">{t(scanned === null ? "join.lead" : "join.found")}</p>
      {scanned === null && (
        <div className="door-field">
          <label htmlFor="door-code">{t("join.code")}</label>
          <input
            id="door-code"
            value={text}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            aria-invalid={problem?.field === "code"}
            aria-describedby={errorAt("code") ?? "door-code-hint"}
            onChange={(event) => setText(event.target.value)}
          />
          {problem?.field === "code" ? (
            <p id="door-code-error" className="door-error" role="alert">
              {t(problem.key)}
            </p>
          ) : (
            <p id="door-code-hint" className="door-soft">
              {t("join.codeHint")}
            </p>
          )}
          {isScanning ? (
            <JoinCamera
              onFound={(found) => {
                setScanned(found);
                setScanning(false);
              }}
            />
          ) : (
            <button type="button" className="door-button door-button--quiet" onClick={() => setScanning(true)}>
              {t("join.scan")}
            </button>
          )}
        </div>
      )}
      <div className="door-field">
        <label htmlFor="door-name">{t("join.name")}</label>
        <input
          id="door-name"
          value={name}
          maxLength={60}
          autoComplete="off"
          aria-invalid={problem?.field === "name"}
          aria-describedby={errorAt("name") ?? "door-name-hint"}
          onChange={(event) => setName(event.target.value)}
        />
        {problem?.field === "name" ? (
          <p id="door-name-error" className="door-error" role="alert">
            {t(problem.key)}
          </p>
        ) : (
          <p id="door-name-hint" className="door-soft">
            {t("join.nameHint")}
          </p>
        )}
      </div>
      {problem?.field === null && (
        <p className="door-error" role="alert">
          {t(problem.key)}
        </p>
      )}
      <button type="submit" className="door-button" aria-disabled={isPending}>
        {t(isPending ? "join.pending" : "join.submit")}
      </button>
    </form>
  );
}

function JoinCamera({ onFound }: { readonly onFound: (found: Invitation) => void }): ReactNode {
  const camera = useCamera("environment", (seen) => {
    const found = invitationIn(seen);
    if (found !== null) onFound(found);
  });
  return <Finder camera={camera} isSmall={false} />;
}

function whyOf(error: unknown): [DoorKey, "name" | "code" | null] {
  if (error instanceof Unreachable) return ["join.offline", null];
  if (!(error instanceof Refused)) return ["join.failed", null];
  const { status } = error.problem;
  if (status === CONFLICT) return ["join.taken", "name"];
  if (status === GONE) return ["join.over", "code"];
  return UNKNOWN.has(status) ? ["join.wrong", "code"] : ["join.failed", null];
}
