// Codes held in front of the camera are one scan each: one counts again once it has been away for a while.
import { identityOf } from "./code";

const AWAY_MILLISECONDS = 3000;

export class Repeats {
  private readonly seenAt = new Map<string, number>();

  /** A code that was a scan is still in sight, beside another one. */
  keep(text: string, now: number): void {
    const code = identityOf(text);
    if (this.seenAt.has(code)) this.seenAt.set(code, now);
  }

  /** Whether what the camera sees at this instant is a new scan; two tickets in turn are two, and no more. */
  isNew(text: string, now: number): boolean {
    for (const [each, at] of this.seenAt) if (now - at >= AWAY_MILLISECONDS) this.seenAt.delete(each);
    const code = identityOf(text);
    const isNew = !this.seenAt.has(code);
    this.seenAt.set(code, now);
    return isNew;
  }
}
