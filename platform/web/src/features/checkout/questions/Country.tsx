// A country as the answer to a question; the list comes when one asks for it.
import type { ReactNode } from "react";
import { CountrySelect } from "../CountrySelect";
import type { ControlProps, FieldProps } from "./types";

export default function Country({
  value,
  onChange,
  shared,
}: ControlProps & { readonly shared: FieldProps }): ReactNode {
  return <CountrySelect {...shared} value={typeof value === "string" ? value : ""} onChange={onChange} />;
}
