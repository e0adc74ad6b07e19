// A speaker's photo in a circle, or a sign where there is none.
import type { ReactNode } from "react";
import { Icon } from "../../../ui/Icon";

export function Face({ address }: { readonly address: string | null }): ReactNode {
  return (
    <span className="speaker-face">
      {address === null ? <Icon name="person" /> : <img src={address} alt="" loading="lazy" />}
    </span>
  );
}
