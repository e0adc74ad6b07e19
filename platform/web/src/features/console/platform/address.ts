// What is asked for stands in the address, so that a list can be sent to a colleague.
import { useSearchParams } from "react-router";

/** One part of the address after the question mark; empty for none. */
export function useAsked(name: string): readonly [string, (value: string) => void] {
  const [params, setParams] = useSearchParams();
  const ask = (value: string): void =>
    setParams(
      (now) => {
        const next = new URLSearchParams(now);
        if (value.trim() === "") next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  return [params.get(name) ?? "", ask];
}
