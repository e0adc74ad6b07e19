// What a verdict sounds and feels like, so that nobody has to look: made here, no file is fetched.
import type { Tone } from "./tones";

interface Beep {
  readonly hertz: number;
  readonly from: number;
  readonly seconds: number;
  readonly shape: OscillatorType;
}

const SOUNDS: Readonly<Record<Tone, readonly Beep[]>> = {
  good: [
    { hertz: 880, from: 0, seconds: 0.09, shape: "sine" },
    { hertz: 1318, from: 0.1, seconds: 0.16, shape: "sine" },
  ],
  care: [
    { hertz: 494, from: 0, seconds: 0.14, shape: "triangle" },
    { hertz: 494, from: 0.2, seconds: 0.14, shape: "triangle" },
  ],
  stop: [
    { hertz: 196, from: 0, seconds: 0.18, shape: "square" },
    { hertz: 147, from: 0.2, seconds: 0.34, shape: "square" },
  ],
};
const TREMORS: Readonly<Record<Tone, number[]>> = { good: [60], care: [80, 80, 80], stop: [300, 100, 300] };
const LOUDNESS = 0.25;

let sounds: AudioContext | undefined;

/** Browsers play nothing before somebody has touched the page: called whenever somebody does. */
export function wakeSounds(): void {
  if (!("AudioContext" in window)) return;
  sounds ??= new AudioContext();
  if (sounds.state === "suspended") void sounds.resume().catch(() => undefined);
}

/** Whatever fails is left out: the verdict is seen in any case, and the next scan must not wait for it. */
export function playSound(tone: Tone): void {
  if (sounds?.state !== "running") return;
  try {
    for (const beep of SOUNDS[tone]) play(sounds, beep);
  } catch {
    sounds = undefined; // the next touch makes another one
  }
}

function play(context: AudioContext, { hertz, from, seconds, shape }: Beep): void {
  const { currentTime } = context;
  const voice = new OscillatorNode(context, { frequency: hertz, type: shape });
  const volume = new GainNode(context, { gain: LOUDNESS });
  volume.gain.setTargetAtTime(0, currentTime + from + seconds, 0.02);
  voice.connect(volume).connect(context.destination);
  voice.start(currentTime + from);
  voice.stop(currentTime + from + seconds + 0.15);
}

export function vibrate(tone: Tone): void {
  if ("vibrate" in navigator) navigator.vibrate(TREMORS[tone]);
}
