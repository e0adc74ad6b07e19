// The control for a question of type country, loaded on demand.
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
