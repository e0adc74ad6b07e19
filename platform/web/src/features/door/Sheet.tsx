// What lies over the camera: a search, the settings. Escape and its button close it; focus goes in and comes back.
import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from "react";
import { Tool } from "./Glyph";
import { useDoorTexts } from "./texts";

export interface SheetProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function Sheet({ title, onClose, children }: SheetProps): ReactNode {
  const t = useDoorTexts();
  const id = useId();
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    const place = box.current;
    const before = document.activeElement;
    (place?.querySelector<HTMLElement>("[data-first]") ?? place?.querySelector("h2"))?.focus();
    return () => {
      // What had the focus is inert until this sheet is gone.
      setTimeout(() => place?.isConnected === false && before instanceof HTMLElement && before.focus());
    };
  }, []);
  const press = (event: KeyboardEvent): void => {
    if (event.key === "Escape") onClose();
  };
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape closes, wherever the focus is
    <section ref={box} className="door-sheet" role="dialog" aria-modal="true" aria-labelledby={id} onKeyDown={press}>
      <header className="door-sheet__head">
        <h2 id={id} tabIndex={-1}>
          {title}
        </h2>
        <button type="button" className="door-icon" aria-label={t("sheet.close")} onClick={onClose}>
          <Tool name="close" />
        </button>
      </header>
      <div className="door-sheet__body">{children}</div>
    </section>
  );
}
