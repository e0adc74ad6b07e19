// The camera of the device: its picture in a video, its light, and the codes that it sees.
import { useEffect, useRef, useState, type RefObject } from "react";
import { Aim } from "./aim";
import { makeReader, type ReadFrame } from "./decoder";
import { Repeats } from "./repeats";
import type { Facing } from "./settings";

export type CameraState = "starting" | "on" | "denied" | "missing" | "busy";

export interface Camera {
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly state: CameraState;
  /** Codes of several tickets are in its picture, and none is clearly meant. */
  readonly isCrowded: boolean;
  /** Null: this camera has no light. */
  readonly isLit: boolean | null;
  readonly light: (on: boolean) => void;
  readonly retry: () => void;
}

const BETWEEN_FRAMES_MILLISECONDS = 90;
/** A camera without a new frame for so long shows a picture that stands still: it is opened anew. */
const STILL_MILLISECONDS = 4000;
const PICTURE = { width: { ideal: 1280 }, height: { ideal: 720 } };
const STATES: Readonly<Record<string, CameraState>> = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "missing",
  OverconstrainedError: "missing",
};

let reader: Promise<ReadFrame> | undefined;

/** Shows a camera and says each code that comes into sight; sleeps while nobody looks at the page. */
export function useCamera(facing: Facing, onCode: (text: string) => void): Camera {
  const video = useRef<HTMLVideoElement>(null);
  const heard = useRef(onCode);
  const [state, setState] = useState<CameraState>("starting");
  const [isCrowded, setCrowded] = useState(false);
  const [isLit, setLit] = useState<boolean | null>(null);
  const [tries, setTries] = useState(0);
  const [isSeen, setSeen] = useState(() => document.visibilityState === "visible");

  useEffect(() => {
    heard.current = onCode;
  }, [onCode]);

  useEffect(() => {
    const look = (): void => setSeen(document.visibilityState === "visible");
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, []);

  useEffect(() => {
    const place = video.current;
    if (place === null || !isSeen) return;
    const end = new AbortController();
    setState("starting");
    setCrowded(false);
    setLit(null);
    void open(place, facing, end.signal).then(
      (hasLight) => {
        if (end.signal.aborted) return;
        setState("on");
        setLit(hasLight ? false : null);
        void untilLost(place, end.signal).then(() => {
          if (!end.signal.aborted) setTries((before) => before + 1);
        });
        void readCodes(place, end.signal, (text) => heard.current(text), setCrowded);
      },
      (error: unknown) => {
        if (!end.signal.aborted) setState(stateOf(error));
      },
    );
    return () => {
      end.abort();
      close(place);
    };
  }, [facing, tries, isSeen]);

  const light = (on: boolean): void => {
    const track = trackOf(video.current);
    void track?.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] }).then(
      () => setLit(on),
      () => setLit(null),
    );
  };
  return { video, state, isCrowded, isLit, light, retry: () => setTries((before) => before + 1) };
}

/** Starts the camera; says whether it has a light. */
async function open(place: HTMLVideoElement, facing: Facing, signal: AbortSignal): Promise<boolean> {
  if (!("mediaDevices" in navigator)) throw new DOMException("no camera", "NotFoundError");
  const stream = await navigator.mediaDevices.getUserMedia({ audio: false, video: { facingMode: facing, ...PICTURE } });
  if (signal.aborted) {
    for (const track of stream.getTracks()) track.stop();
    return false;
  }
  place.srcObject = stream;
  await place.play();
  const capabilities: unknown = trackOf(place)?.getCapabilities?.() ?? {};
  return typeof capabilities === "object" && capabilities !== null && "torch" in capabilities;
}

function close(place: HTMLVideoElement): void {
  for (const track of streamOf(place)?.getTracks() ?? []) track.stop();
  place.srcObject = null;
}

/** Resolves once the camera was taken away, by a call or with its cable, or its picture stands still. */
function untilLost(place: HTMLVideoElement, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    trackOf(place)?.addEventListener("ended", () => resolve(), { signal });
    if (!("requestVideoFrameCallback" in place)) return;
    let still: ReturnType<typeof setTimeout>;
    const wait = (): void => {
      clearTimeout(still);
      if (signal.aborted) return;
      still = setTimeout(resolve, STILL_MILLISECONDS);
      place.requestVideoFrameCallback(wait);
    };
    signal.addEventListener("abort", () => clearTimeout(still), { once: true });
    wait();
  });
}

async function readCodes(
  place: HTMLVideoElement,
  signal: AbortSignal,
  say: (text: string) => void,
  crowd: (isCrowded: boolean) => void,
): Promise<void> {
  reader ??= makeReader();
  reader.catch(() => (reader = undefined));
  const read = await reader;
  const [aim, repeats] = [new Aim(), new Repeats()];
  while (!signal.aborted) {
    const isReady = place.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA;
    const codes = isReady ? await read(place).catch(() => []) : [];
    if (signal.aborted) return;
    const now = performance.now();
    const { text, isCrowded } = aim.at(
      codes.filter((each) => each.text !== ""),
      now,
    );
    crowd(isCrowded);
    if (isCrowded) for (const each of codes) repeats.keep(each.text, now);
    if (text !== null && repeats.isNew(text, now)) say(text);
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_FRAMES_MILLISECONDS));
  }
}

function trackOf(place: HTMLVideoElement | null): MediaStreamTrack | undefined {
  return streamOf(place)?.getVideoTracks()[0];
}

/** Only streams are ever put into the video. */
function streamOf(place: HTMLVideoElement | null): MediaStream | null {
  return (place?.srcObject ?? null) as MediaStream | null;
}

function stateOf(error: unknown): CameraState {
  return error instanceof DOMException ? (STATES[error.name] ?? "busy") : "busy";
}
