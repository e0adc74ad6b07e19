// Finding oneself at a kiosk: a name, and what only its owner knows. No list is ever shown, and guesses are limited.
import { useRef, useState, type FormEvent, type ReactNode } from "react";
import type { Door } from "./door";
import { useDoorTexts, type DoorKey } from "./texts";

const MOST_TRIES = 3;

export interface KioskFindProps {
  readonly door: Door;
  readonly isOnline: boolean;
  readonly onFound: (ticketId: string, name: string) => Promise<void>;
  readonly onBack: () => void;
}

export function KioskFind({ door, isOnline, onFound, onBack }: KioskFindProps): ReactNode {
  const t = useDoorTexts();
  const [name, setName] = useState("");
  const [proof, setProof] = useState("");
  const [problem, setProblem] = useState<DoorKey | null>(null);
  const [isPending, setPending] = useState(false);
  const tries = useRef(0);
  const isOver = problem === "kiosk.find.limited";
  const find = async (): Promise<void> => {
    const found = await door.kiosk.find(name, proof, isOnline);
    if (found.kind === "found") return onFound(found.ticketId, found.name);
    tries.current += 1;
    const isLast = found.kind === "limited" || tries.current >= MOST_TRIES;
    setProblem(isLast ? "kiosk.find.limited" : `kiosk.find.${found.kind === "failed" ? "failed" : "nobody"}`);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isPending || isOver) return;
    setProblem(name.trim() === "" || proof.trim() === "" ? "kiosk.find.missing" : null);
    if (name.trim() === "" || proof.trim() === "") return;
    setPending(true);
    void find().finally(() => setPending(false));
  };
  return (
    <form className="kiosk__form" noValidate autoComplete="off" onSubmit={submit}>
      <h2>{t("kiosk.find.title")}</h2>
      <Line
        id="kiosk-name"
        label={t("kiosk.find.name")}
        hint={t("kiosk.find.nameHint")}
        value={name}
        onChange={setName}
      />
      <Line
        id="kiosk-proof"
        label={t("kiosk.find.proof")}
        hint={t(isOnline ? "kiosk.find.proofHint" : "kiosk.find.proofOffline")}
        value={proof}
        onChange={setProof}
      />
      <p role="alert" className="door-error">
        {problem !== null && t(problem)}
      </p>
      {!isOver && (
        <button type="submit" className="kiosk__button" aria-disabled={isPending}>
          {t(isPending ? "kiosk.find.pending" : "kiosk.find.submit")}
        </button>
      )}
      <button type="button" className="kiosk__button kiosk__button--quiet" onClick={onBack}>
        {t("kiosk.back")}
      </button>
    </form>
  );
}

interface LineProps {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Line({ id, label, hint, value, onChange }: LineProps): ReactNode {
  return (
    <div className="kiosk__field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        value={value}
        maxLength={120}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        aria-describedby={`${id}-hint`}
        onChange={(event) => onChange(event.target.value)}
      />
      <p id={`${id}-hint`}>{hint}</p>
    </div>
  );
}
