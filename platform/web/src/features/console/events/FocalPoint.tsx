// Where the eye of a picture is: pressed on it, dragged, or moved by the arrow keys.
import { useId, useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from "react";
import type { Focus } from "./event-details";
import { useEventTexts } from "./texts";

export interface FocalPointProps {
  readonly address: string;
  readonly focus: Focus;
  readonly onChange: (focus: Focus) => void;
}

const WHOLE = 100;
const STEP = 1;
const STRIDE = 10;
/** Places on the picture do not turn with the direction of the page. */
const WAYS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

const percent = (value: number): number => Math.min(WHOLE, Math.max(0, Math.round(value)));

export function FocalPoint({ address, focus, onChange }: FocalPointProps): ReactNode {
  const t = useEventTexts();
  const name = useId();
  const picture = useRef<HTMLDivElement>(null);
  const across = useRef<HTMLInputElement>(null);
  const point = (event: PointerEvent): void => {
    const box = picture.current?.getBoundingClientRect();
    if (box === undefined || box.width === 0 || box.height === 0) return;
    onChange({
      x: percent(((event.clientX - box.left) / box.width) * WHOLE),
      y: percent(((event.clientY - box.top) / box.height) * WHOLE),
    });
  };
  const move = (event: KeyboardEvent): void => {
    const way = WAYS[event.key];
    if (way === undefined) return;
    event.preventDefault();
    const step = event.shiftKey ? STRIDE : STEP;
    onChange({ x: percent(focus.x + way[0] * step), y: percent(focus.y + way[1] * step) });
  };
  const side = (which: "x" | "y") => ({
    type: "range",
    min: 0,
    max: WHOLE,
    value: focus[which],
    "aria-label": t(`focus.${which}`),
    "aria-valuetext": `${focus[which]} %`,
    onKeyDown: move,
    onChange: (event: { readonly target: HTMLInputElement }) =>
      onChange({ ...focus, [which]: percent(Number(event.target.value)) }),
  });
  return (
    <div className="field" role="group" aria-labelledby={name}>
      <span id={name} className="field__label">
        {t("field.focus")}
      </span>
      <span className="field__hint">{t("focus.hint")}</span>
      <div
        ref={picture}
        className="focal-point"
        onPointerDown={(event) => {
          event.preventDefault();
          event.currentTarget.setPointerCapture?.(event.pointerId);
          across.current?.focus();
          point(event);
        }}
        onPointerMove={(event) => event.buttons === 1 && point(event)}
      >
        <img src={address} alt="" draggable={false} />
        <span className="focal-point__mark" style={{ left: `${focus.x}%`, top: `${focus.y}%` }}>
          <input ref={across} {...side("x")} />
          <input {...side("y")} />
        </span>
      </div>
    </div>
  );
}
