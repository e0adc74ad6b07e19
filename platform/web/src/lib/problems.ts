// Problem documents of the API (RFC 9457), and their errors at the fields of a form.

export interface FieldProblem {
  /** JSON Pointer into the request, such as `/buyer/email`. */
  readonly pointer: string;
  readonly detail: string;
}

export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly requestId: string;
  readonly retryAfterSeconds: number | null;
  /** The version of an organization's terms that is in force, where the refusal is about them. */
  readonly terms: number | null;
  readonly errors: readonly FieldProblem[];
  /** All that the document says, for what only some refusals have. */
  readonly given: Readonly<Record<string, unknown>>;
}

/** Reads any body that an unsuccessful answer may have, also one that no server of ours wrote. */
export function readProblem(status: number, body: unknown, retryAfter: string | null = null): Problem {
  const given: Record<string, unknown> = typeof body === "object" && body !== null ? { ...body } : {};
  const text = (name: string): string => (typeof given[name] === "string" ? given[name] : "");
  const seconds = Number(retryAfter ?? given["retry_after_seconds"]);
  return {
    status,
    code: text("code"),
    title: text("title"),
    detail: text("detail"),
    requestId: text("request_id"),
    retryAfterSeconds:
      retryAfter === null && given["retry_after_seconds"] === undefined
        ? null
        : Number.isFinite(seconds)
          ? seconds
          : null,
    terms: typeof given["terms"] === "number" ? given["terms"] : null,
    errors: Array.isArray(given["errors"]) ? given["errors"].filter(isFieldProblem) : [],
    given,
  };
}

function isFieldProblem(value: unknown): value is FieldProblem {
  return (
    typeof value === "object" &&
    value !== null &&
    "pointer" in value &&
    "detail" in value &&
    typeof value.pointer === "string" &&
    typeof value.detail === "string"
  );
}

export interface PlacedErrors {
  /** Field id → what is wrong with it. */
  readonly fields: ReadonlyMap<string, string>;
  /** What belongs to no field on screen. */
  readonly others: readonly string[];
}

/** Puts each error at the field that `idOf` names for its pointer; the rest is for the summary only. */
export function placeErrors(problem: Problem, idOf: (pointer: string) => string | null): PlacedErrors {
  const fields = new Map<string, string>();
  const others: string[] = [];
  for (const error of problem.errors) {
    const id = idOf(error.pointer);
    if (id === null) others.push(error.detail);
    else if (!fields.has(id)) fields.set(id, error.detail);
  }
  if (problem.errors.length === 0) others.push(problem.detail || problem.title);
  return { fields, others };
}
