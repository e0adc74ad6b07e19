// The description that all controls share (label, hint, error), as the library's accessibility properties.
import type { ReactNode } from "react";

export interface ControlDescription {
  /** The id of the control itself: the error summary links to it. */
  readonly id?: string;
  readonly label: string;
  readonly hint?: ReactNode;
  /** What is wrong, already in the reader's language. */
  readonly error?: string | undefined;
  readonly required?: boolean;
  readonly disabled?: boolean;
}

interface ControlState extends Pick<ControlDescription, "error" | "required" | "disabled"> {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
}

/** The properties of an accessible control; errors are ours to show, never the browser's bubble. */
export function controlProps({ id, name, error, required = false, disabled = false }: ControlState) {
  return {
    ...(id === undefined ? {} : { id }),
    ...(name === undefined ? {} : { name }),
    isRequired: required,
    isDisabled: disabled,
    isInvalid: error !== undefined,
    validationBehavior: "aria" as const,
  };
}
