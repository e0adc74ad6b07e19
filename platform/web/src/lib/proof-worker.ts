// Solves challenges beside the page, so that it stays alive meanwhile.
import { solve } from "./proof-of-work";

addEventListener("message", ({ data }: MessageEvent<{ challenge: string; bits: number }>) => {
  postMessage(solve(data.challenge, data.bits));
});
