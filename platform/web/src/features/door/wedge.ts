// Hardware scanners that type: what comes quickly and ends with Enter, while no field has the focus, is a code.
import { useEffect, useRef } from "react";

const BETWEEN_KEYS_MILLISECONDS = 120;
const SHORTEST_CODE = 8;

/** Gathers keys into codes; gives back what is complete. */
export class Wedge {
  private text = "";
  private lastAt = Number.NEGATIVE_INFINITY;

  /** A code that ends with this key, or null. A person types more slowly, so that nothing is gathered. */
  press(key: string, now: number): string | null {
    if (now - this.lastAt > BETWEEN_KEYS_MILLISECONDS) this.text = "";
    this.lastAt = now;
    if (key === "Enter") {
      const code = this.text;
      this.text = "";
      return code.length >= SHORTEST_CODE ? code : null;
    }
    if ([...key].length === 1) this.text += key;
    return null;
  }
}

export function useWedge(onCode: (text: string) => void): void {
  const heard = useRef(onCode);
  useEffect(() => {
    heard.current = onCode;
  }, [onCode]);
  useEffect(() => {
    const wedge = new Wedge();
    const press = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isField(event.target)) return;
      const code = wedge.press(event.key, event.timeStamp);
      if (code === null) return;
      event.preventDefault(); // Enter would press the button that has the focus
      heard.current(code);
    };
    addEventListener("keydown", press, true);
    return () => removeEventListener("keydown", press, true);
  }, []);
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, select, textarea");
}
