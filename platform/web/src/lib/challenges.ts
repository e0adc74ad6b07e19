// Challenges, solved by a worker of the browser.

/** The answer to a challenge; rejected where the browser has no workers. */
export function answerTo(challenge: string, bits: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./proof-worker.ts", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data }: MessageEvent<string>) => {
      worker.terminate();
      resolve(data);
    });
    worker.addEventListener("error", () => {
      worker.terminate();
      reject(new Error("the worker did not start"));
    });
    worker.postMessage({ challenge, bits });
  });
}
