// The gallery of components: one section for each component, named as in the code.
import type { ReactNode } from "react";
import { Choices, Fields } from "./Fields";
import { Buttons, Numbers, Messages } from "./Indicators";
import { Surfaces } from "./Surfaces";
import { Tokens } from "./Tokens";

/** `open` names a surface that stands open from the start, for a picture of it. */
export function Gallery({ open }: { readonly open: string | null }): ReactNode {
  return (
    <>
      <Tokens />
      <Buttons />
      <Fields />
      <Choices />
      <Messages />
      <Numbers />
      <Surfaces open={open} />
    </>
  );
}
