// Reading a code off a frame: by the browser where it can, else by ZXing in WebAssembly, which is fetched for it.

export type ReadFrame = (frame: HTMLVideoElement) => Promise<string | null>;

interface Detector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
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

export async function makeReader(): Promise<ReadFrame> {
  return (await browserReader()) ?? (await zxingReader());
}

async function browserReader(): Promise<ReadFrame | null> {
  const known = (globalThis as { readonly BarcodeDetector?: DetectorClass }).BarcodeDetector;
  if (known === undefined) return null;
  const supported = await known.getSupportedFormats();
  if (!BROWSER_FORMATS.every((format) => supported.includes(format))) return null;
  const detector = new known({ formats: BROWSER_FORMATS });
  return async (frame) => (await detector.detect(frame))[0]?.rawValue ?? null;
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
    if (drawing === null || width === 0 || height === 0) return null;
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    drawing.drawImage(frame, 0, 0, width, height);
    const pixels = drawing.getImageData(0, 0, width, height);
    const found = await readBarcodes(pixels, { formats: [...ZXING_FORMATS], maxNumberOfSymbols: 1 });
    return found[0]?.isValid === true ? found[0].text : null;
  };
}
