// A country as the answer to a question; the list comes when one asks for it.
import type { ReactNode } from "react";
import { CountryField } from "../../../ui/Combobox";
import type { ControlProps, Shared } from "./Control";

export default function Country({ value, onChange, shared }: ControlProps & { readonly shared: Shared }): ReactNode {
  return <CountryField {...shared} value={typeof value === "string" ? value : ""} onChange={onChange} />;
}
