// What a stand member marks a lead with: how likely it is, tags of the sponsor, a note.
import { useState, type FormEvent, type ReactNode } from "react";
import { Refused } from "../../lib/api";
import { useLeadTexts } from "./texts";
import { RATINGS, type Marks } from "./types";

const CONFLICTS = new Set([409, 412]);
const LONGEST_NOTE = 2000;

export interface MarksFormProps {
  readonly tags: readonly string[];
  readonly marks: Marks;
  readonly submit: string;
  readonly onSave: (marks: Marks) => Promise<void>;
}

export function MarksForm({ tags, marks, submit, onSave }: MarksFormProps): ReactNode {
  const t = useLeadTexts();
  const [said, setSaid] = useState<Marks>({ rating: marks.rating, tags: marks.tags, note: marks.note });
  const [problem, setProblem] = useState<"conflict" | "failed" | null>(null);
  const [isPending, setPending] = useState(false);
  const change = (some: Partial<Marks>): void => setSaid((before) => ({ ...before, ...some }));
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (isPending) return;
    setPending(true);
    setProblem(null);
    onSave({ ...said, note: said.note.trim() }).catch((error: unknown) => {
      setPending(false);
      setProblem(error instanceof Refused && CONFLICTS.has(error.problem.status) ? "conflict" : "failed");
    });
  };
  const known = [...new Set([...tags, ...said.tags])];
  return (
    <form className="marks" onSubmit={send}>
      <fieldset>
        <legend>{t("rating")}</legend>
        <div className="marks__choices">
          {RATINGS.map((each) => (
            <label key={each} className={`marks__choice marks__choice--${each}`}>
              <input
                type="radio"
                name="rating"
                checked={said.rating === each}
                onChange={() => change({ rating: each })}
              />
              <span>{t(`rating.${each}`)}</span>
            </label>
          ))}
          <label className="marks__choice">
            <input
              type="radio"
              name="rating"
              checked={said.rating === null}
              onChange={() => change({ rating: null })}
            />
            <span>{t("rating.none")}</span>
          </label>
        </div>
      </fieldset>
      {known.length > 0 && (
        <fieldset>
          <legend>{t("tags")}</legend>
          <div className="marks__choices">
            {known.map((tag) => (
              <label key={tag} className="marks__choice">
                <input
                  type="checkbox"
                  checked={said.tags.includes(tag)}
                  onChange={(event) =>
                    change({
                      tags: event.target.checked ? [...said.tags, tag] : said.tags.filter((one) => one !== tag),
                    })
                  }
                />
                <bdi>{tag}</bdi>
              </label>
            ))}
          </div>
        </fieldset>
      )}
      <div className="door-field">
        <label htmlFor="lead-note">{t("note")}</label>
        <textarea
          id="lead-note"
          rows={3}
          maxLength={LONGEST_NOTE}
          value={said.note}
          aria-describedby="lead-note-hint"
          onChange={(event) => change({ note: event.target.value })}
        />
        <p id="lead-note-hint" className="door-soft">
          {t("noteHint")}
        </p>
      </div>
      {problem !== null && (
        <p className="door-error" role="alert">
          {t(problem === "conflict" ? "markConflict" : "markFailed")}
        </p>
      )}
      <button type="submit" className="door-button" aria-disabled={isPending}>
        {submit}
      </button>
    </form>
  );
}
