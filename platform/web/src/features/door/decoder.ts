// Reading the codes off a frame: by the browser where it can, else by ZXing in WebAssembly, which is fetched for it.
import { seenAt, type SeenCode } from "./aim";

export type ReadFrame = (frame: HTMLVideoElement) => Promise<readonly SeenCode[]>;

interface Detector {
  detect(source: HTMLVideoElement): Promise<readonly DetectedCode[]>;
}
interface DetectedCode {
  readonly rawValue: string;
  readonly boundingBox: DOMRectReadOnly;
}
interface DetectorClass {
  new (options: { readonly formats: readonly string[] }): Detector;
  getSupportedFormats(): Promise<readonly string[]>;
}

/** What tickets and badges have on them, as the browser and ZXing call it. */
const BROWSER_FORMATS = ["qr_code", "code_128", "pdf417"];
const ZXING_FORMATS = ["QRCode", "Code128", "PDF417"] as const;
/** Longer sides are scaled down to this: enough for a phone's screen at arm's length, and quick. */
const LONGEST_SIDE = 960;
/** A ticket has three symbols at most: so many show that there is another one beside it. */
const MOST_SYMBOLS = 4;

export async function makeReader(): Promise<ReadFrame> {
  return (await browserReader()) ?? (await zxingReader());
}

async function browserReader(): Promise<ReadFrame | null> {
  const known = (globalThis as { readonly BarcodeDetector?: DetectorClass }).BarcodeDetector;
  if (known === undefined) return null;
  const supported = await known.getSupportedFormats();
  if (!BROWSER_FORMATS.every((format) => supported.includes(format))) return null;
  const detector = new known({ formats: BROWSER_FORMATS });
  return async (frame) => {
    const found = await detector.detect(frame);
    return found.map(({ rawValue, boundingBox: { x, y, width, height } }) =>
      seenAt(rawValue, x + width / 2, y + height / 2, frame.videoWidth, frame.videoHeight),
    );
  };
}

async function zxingReader(): Promise<ReadFrame> {
  const [{ prepareZXingModule, readBarcodes }, { default: wasm }] = await Promise.all([
    import("zxing-wasm/reader"),
    import("zxing-wasm/reader/zxing_reader.wasm?url"),
  ]);
  await prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true });
  const canvas = document.createElement("canvas");
  const drawing = canvas.getContext("2d", { willReadFrequently: true });
  return async (frame) => {
    const scale = Math.min(1, LONGEST_SIDE / Math.max(frame.videoWidth, frame.videoHeight));
    const [width, height] = [Math.round(frame.videoWidth * scale), Math.round(frame.videoHeight * scale)];
    if (drawing === null || width === 0 || height === 0) return [];
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    drawing.drawImage(frame, 0, 0, width, height);
    const pixels = drawing.getImageData(0, 0, width, height);
    const found = await readBarcodes(pixels, { formats: [...ZXING_FORMATS], maxNumberOfSymbols: MOST_SYMBOLS });
    return found
      .filter((each) => each.isValid)
      .map(({ text, position: { topLeft, topRight, bottomLeft, bottomRight } }) => {
        const corners = [topLeft, topRight, bottomLeft, bottomRight];
        const middle = (axis: "x" | "y"): number => corners.reduce((sum, corner) => sum + corner[axis], 0) / 4;
        return seenAt(text, middle("x"), middle("y"), width, height);
      });
  };
}
