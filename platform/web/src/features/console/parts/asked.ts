// An address with `?new` opens what makes a new one at once; closing it leaves the plain address.
import { useSearchParams } from "react-router";

const NEW = "new";

export const AS_NEW = `?${NEW}`;

/** Whether a new one was asked for, and what forgets it. */
export function useAskedNew(): [boolean, () => void] {
  const [asked, setAsked] = useSearchParams();
  const isAsked = asked.has(NEW);
  const forget = (): void => {
    if (!isAsked) return;
    const others = new URLSearchParams(asked);
    others.delete(NEW);
    setAsked(others, { replace: true });
  };
  return [isAsked, forget];
}
