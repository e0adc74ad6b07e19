// The page itself: one section for each component, named as in the code.
import type { ReactNode } from "react";
import { Choices, Fields } from "./Fields";
import { Buttons, Counting, Telling } from "./Signs";
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
      <Telling />
      <Counting />
      <Surfaces open={open} />
    </>
  );
}
