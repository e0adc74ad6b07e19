// The badge to work on: the printed picture, and over it a box for each element, moved by hand or by keys.
import { useRef, type CSSProperties, type KeyboardEvent, type PointerEvent, type ReactNode } from "react";
import { FINE_MM, inside, moved, resized, STEP_MM, type Design, type Direction, type Element } from "./design";
import { usePicture, type Sample } from "./queries";
import { useNameOf } from "./naming";
import { useBadgeTexts } from "./texts";

export interface CanvasProps {
  readonly design: Design;
  readonly sample: Sample;
  /** Of the width that there is. */
  readonly zoom: number;
  /** The place of the element that is worked on; null for none. */
  readonly chosen: number | null;
  readonly editable: boolean;
  readonly onChoose: (place: number | null) => void;
  readonly onChange: (place: number, element: Element) => void;
  readonly onRemove: (place: number) => void;
}

const KEYS: Readonly<Record<string, Direction>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

interface Drag {
  readonly place: number;
  readonly from: Element;
  readonly x: number;
  readonly y: number;
  readonly isCorner: boolean;
}

export function Canvas(props: CanvasProps): ReactNode {
  const { design, sample, zoom, chosen, editable, onChoose, onChange, onRemove } = props;
  const t = useBadgeTexts();
  const nameOf = useNameOf();
  const picture = usePicture(design, sample);
  const current = chosen === null ? undefined : design.elements[chosen];
  const ground = useRef<HTMLDivElement>(null);
  const drag = useRef<Drag | null>(null);
  const percent = (value: number, of: number): string => `${(value / of) * 100}%`;
  const placeOf = (element: Element): CSSProperties => ({
    insetInlineStart: percent(element.x_mm, design.width_mm),
    insetBlockStart: percent(element.y_mm, design.height_mm),
    inlineSize: percent(element.width_mm, design.width_mm),
    blockSize: percent(element.height_mm, design.height_mm),
  });
  const start = (place: number, isCorner: boolean) => (pressed: PointerEvent<HTMLElement>) => {
    const from = design.elements[place];
    onChoose(place);
    if (!editable || from === undefined) return;
    pressed.stopPropagation();
    pressed.currentTarget.setPointerCapture(pressed.pointerId);
    drag.current = { place, from, x: pressed.clientX, y: pressed.clientY, isCorner };
  };
  const follow = (at: PointerEvent<HTMLElement>): void => {
    const width = ground.current?.clientWidth ?? 0;
    if (drag.current === null || width === 0) return;
    const { place, from, x, y, isCorner } = drag.current;
    const scale = design.width_mm / width;
    const [right, down] = [(at.clientX - x) * scale, (at.clientY - y) * scale];
    const to = isCorner
      ? resized(resized(from, "right", right, design), "down", down, design)
      : inside({ ...from, x_mm: from.x_mm + right, y_mm: from.y_mm + down }, design);
    onChange(place, to);
  };
  const press = (place: number) => (pressed: KeyboardEvent<HTMLElement>) => {
    const way = KEYS[pressed.key];
    const element = design.elements[place];
    if (!editable || element === undefined) return;
    if (pressed.key === "Delete" || pressed.key === "Backspace") {
      pressed.preventDefault();
      onRemove(place);
    }
    if (way === undefined) return;
    pressed.preventDefault();
    const by = pressed.altKey ? FINE_MM : STEP_MM;
    onChange(place, (pressed.shiftKey ? resized : moved)(element, way, by, design));
  };
  const end = (): void => {
    drag.current = null;
  };
  return (
    <div className="badge-stage">
      <div
        ref={ground}
        className="badge-canvas"
        dir="ltr"
        role="group"
        aria-label={t("canvas")}
        aria-busy={picture.isPending}
        style={{
          inlineSize: `calc(min(100%, 68vh * ${design.width_mm / design.height_mm}) * ${zoom})`,
          aspectRatio: `${design.width_mm} / ${design.height_mm}`,
        }}
        onPointerDown={() => onChoose(null)}
      >
        {picture.data !== undefined && <img className="badge-canvas__picture" src={picture.data} alt="" />}
        {current !== undefined && <span className="badge-outline" style={placeOf(current)} />}
        {design.elements.map((element, place) => (
          <button
            key={place}
            type="button"
            className={chosen === place ? "badge-box badge-box--chosen" : "badge-box"}
            aria-pressed={chosen === place}
            aria-label={`${nameOf(element)}: ${measuresOf(t, element)}`}
            style={placeOf(element)}
            onFocus={() => onChoose(place)}
            onKeyDown={press(place)}
            onPointerDown={start(place, false)}
            onPointerMove={follow}
            onPointerUp={end}
            onPointerCancel={end}
          >
            {chosen === place && editable && (
              <span
                className="badge-box__corner"
                onPointerDown={start(place, true)}
                onPointerMove={follow}
                onPointerUp={end}
                onPointerCancel={end}
              />
            )}
          </button>
        ))}
      </div>
      <p className="visually-hidden" role="status">
        {current !== undefined && measuresOf(t, current)}
      </p>
    </div>
  );
}

function measuresOf(t: ReturnType<typeof useBadgeTexts>, element: Element): string {
  return t("measures", {
    x: element.x_mm,
    y: element.y_mm,
    width: element.width_mm,
    height: element.height_mm,
  });
}
