// The control for a question of type file: uploads at once, and can be removed again.
import { useQuery } from "@tanstack/react-query";
import { useRef, useState, type ReactNode } from "react";
import { Refused } from "../../../lib/api";
import { Button } from "../../../ui/Button";
import { useCheckoutTexts, usePurchase } from "../purchase";
import type { ControlProps } from "./types";

const MEGABYTE = 1_000_000;

interface Sending {
  readonly name: string;
  /** From 0 to 1. */
  readonly share: number;
}

export default function FileQuestion({ question, id, value, required, errorOf, onChange }: ControlProps): ReactNode {
  const t = useCheckoutTexts();
  const { files, state } = usePurchase();
  const input = useRef<HTMLInputElement>(null);
  const remove = useRef<HTMLButtonElement>(null);
  const [sending, setSending] = useState<Sending | null>(null);
  const [fault, setFault] = useState("");
  const [removed, setRemoved] = useState(false);
  const current = typeof value === "string" ? value : "";
  useQuery({
    queryKey: ["files", state.order?.id],
    queryFn: () => files.loadNames(),
    enabled: current !== "" && files.nameOf(current) === undefined,
    staleTime: Infinity,
  });
  const error = fault || errorOf(id);
  const describedBy = [question.help ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");

  const refusal = (problem: unknown): string => {
    if (!(problem instanceof Refused)) return t("files.failed");
    return (
      [problem.problem.title, problem.problem.detail]
        .filter((each, index, all) => each !== "" && all.indexOf(each) === index)
        .join(". ") || t("files.refused")
    );
  };
  const send = async (file: File): Promise<void> => {
    setRemoved(false);
    setFault(
      file.size === 0
        ? t("files.empty")
        : file.size > files.maxBytes
          ? t("files.large", { count: Math.floor(files.maxBytes / MEGABYTE) })
          : "",
    );
    if (file.size === 0 || file.size > files.maxBytes) return;
    setSending({ name: file.name, share: 0 });
    try {
      const sent = await files.upload(file, (share) => setSending({ name: file.name, share }));
      onChange(sent.id);
    } catch (problem) {
      setFault(refusal(problem));
    } finally {
      setSending(null);
    }
  };
  const takeBack = (): void => {
    setRemoved(true);
    onChange(null);
    // One that a saved answer still names is let go of with that answer, by the server.
    void files.remove(current).catch(() => undefined);
    requestAnimationFrame(() => input.current?.focus());
  };
  const status =
    sending !== null
      ? sending.share < 1
        ? t("files.sending", { name: sending.name, percent: Math.floor(sending.share * 100) })
        : t("files.checking", { name: sending.name })
      : current !== ""
        ? (files.nameOf(current) ?? t("files.sent"))
        : removed
          ? t("files.removed")
          : "";
  return (
    <div className="field">
      <label htmlFor={id} className="field__label">
        {question.label}
        {!required && <span className="muted"> ({t("optional")})</span>}
      </label>
      {question.help !== undefined && question.help !== "" && (
        <p id={`${id}-hint`} className="field__hint">
          {question.help}
        </p>
      )}
      {current === "" && sending === null && (
        <input
          ref={input}
          id={id}
          type="file"
          className="input"
          required={required}
          {...(error ? { "aria-invalid": true } : {})}
          {...(describedBy === "" ? {} : { "aria-describedby": describedBy })}
          onChange={(event) => {
            const [chosen] = event.target.files ?? [];
            event.target.value = "";
            if (chosen !== undefined) void send(chosen);
          }}
        />
      )}
      {sending !== null && <progress max={1} value={sending.share} aria-label={t("files.progress")} />}
      <div className="row">
        <span role="status" className="small file-name">
          {status}
        </span>
        {current !== "" && (
          <Button ref={remove} kind="quiet" size="small" onPress={takeBack}>
            {t("files.remove")}
          </Button>
        )}
      </div>
      {error && (
        <p id={`${id}-error`} className="field__error">
          {error}
        </p>
      )}
    </div>
  );
}
