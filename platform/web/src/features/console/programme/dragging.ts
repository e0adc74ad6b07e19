// A session that is dragged with the pointer: the room and the time under it, followed until it lets go.
import { useRef, type PointerEvent, type RefObject } from "react";
import type { Moving } from "./moving";
import { spotAt, spotOf, type Room, type Session, type Span } from "./schedule";

/** A press that moves less than this is a press. */
const SLACK_PIXELS = 4;
/** So near to the edge of the grid it is scrolled. */
const EDGE_PIXELS = 40;
const SCROLLED_PIXELS = 16;

export interface Dragged {
  readonly session: Session;
  readonly columns: readonly (Room | null)[];
  readonly span: Span;
  readonly grid: RefObject<HTMLElement | null>;
  readonly moving: Moving;
}

interface Grip {
  readonly pointer: number;
  readonly x: number;
  readonly y: number;
  /** How far below the upper edge of the session it is held. */
  readonly below: number;
  isMoving: boolean;
}

type Handler = (event: PointerEvent<HTMLElement>) => void;

export interface Dragging {
  readonly handlers: {
    readonly onPointerDownCapture: Handler;
    readonly onPointerMoveCapture: Handler;
    readonly onPointerUpCapture: Handler;
    readonly onPointerCancelCapture: Handler;
  };
  /** For presses: letting go of what was dragged is none. */
  readonly unlessDragged: (press: () => void) => void;
  readonly isUnderway: () => boolean;
}

export function useDragging({ session, columns, span, grid, moving }: Dragged): Dragging {
  const held = useRef<Grip | null>(null);
  const wasDragged = useRef(false);
  const onPointerDown: Handler = (event) => {
    wasDragged.current = false;
    const onHandle = (event.target as Element).closest(".session-card__grip") !== null;
    // A finger on the session itself scrolls.
    if (event.button !== 0 || (event.pointerType !== "mouse" && !onHandle)) return;
    const { top } = event.currentTarget.getBoundingClientRect();
    const { pointerId, clientX, clientY } = event;
    held.current = { pointer: pointerId, x: clientX, y: clientY, below: clientY - top, isMoving: false };
  };
  const onPointerMove: Handler = (event) => {
    const grip = held.current;
    if (grip === null || grip.pointer !== event.pointerId || grid.current === null) return;
    if (!grip.isMoving) {
      if (Math.hypot(event.clientX - grip.x, event.clientY - grip.y) < SLACK_PIXELS) return;
      grip.isMoving = true;
      wasDragged.current = true;
      event.currentTarget.setPointerCapture(event.pointerId);
      moving.begin(session);
      return;
    }
    scrollAtEdge(grid.current.parentElement, event);
    const measured = measure(grid.current);
    moving.to(
      spotAt(spotOf(moving.preview ?? session), { x: event.clientX, y: event.clientY - grip.below }, columns, {
        ...measured,
        span,
      }),
    );
  };
  const end = (finish: () => void): void => {
    const wasMoving = held.current?.isMoving === true;
    held.current = null;
    if (!wasMoving) return;
    finish();
    // The press that ends the drag comes right behind it; the next one is meant.
    setTimeout(() => (wasDragged.current = false));
  };
  return {
    // Buttons keep what is pressed on them to themselves: it is heard on its way down.
    handlers: {
      onPointerDownCapture: onPointerDown,
      onPointerMoveCapture: onPointerMove,
      onPointerUpCapture: () => end(moving.drop),
      onPointerCancelCapture: () => end(moving.cancel),
    },
    unlessDragged: (press) => {
      if (!wasDragged.current) press();
    },
    isUnderway: () => held.current?.isMoving === true,
  };
}

function measure(grid: HTMLElement): {
  readonly top: number;
  readonly step: number;
  readonly edges: readonly number[];
} {
  const heads = [...grid.querySelectorAll(".session-grid__room")].map((head) => head.getBoundingClientRect());
  const first = grid.querySelector(".session-grid__hour")?.getBoundingClientRect();
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  return {
    top: first?.top ?? 0,
    step: parseFloat(grid.style.getPropertyValue("--step")) * rem,
    edges: heads.flatMap(({ left, right }) => [left, right]),
  };
}

function scrollAtEdge(frame: HTMLElement | null, { clientX, clientY }: PointerEvent): void {
  if (frame === null) return;
  const { left, right, top, bottom } = frame.getBoundingClientRect();
  const toward = (at: number, start: number, end: number): number =>
    at < start + EDGE_PIXELS ? -SCROLLED_PIXELS : at > end - EDGE_PIXELS ? SCROLLED_PIXELS : 0;
  frame.scrollBy(toward(clientX, left, right), toward(clientY, top, bottom));
}
