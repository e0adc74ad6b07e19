// How a control is described, and what that tells the primitive below it.
import type { ReactNode } from "react";

export interface Described {
  /** The id of the control itself: the error summary links to it. */
  readonly id?: string;
  readonly label: string;
  readonly hint?: ReactNode;
  /** What is wrong, already in the reader's language. */
  readonly error?: string | undefined;
  readonly required?: boolean;
  readonly disabled?: boolean;
}

interface Told extends Pick<Described, "error" | "required" | "disabled"> {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
}

/** The properties of an accessible control; errors are ours to show, never the browser's bubble. */
export function control({ id, name, error, required = false, disabled = false }: Told) {
  return {
    ...(id === undefined ? {} : { id }),
    ...(name === undefined ? {} : { name }),
    isRequired: required,
    isDisabled: disabled,
    isInvalid: error !== undefined,
    validationBehavior: "aria" as const,
  };
}
