// The same code held in front of the camera is one scan: it counts again once it has been away for a while.

const AWAY_MILLISECONDS = 3000;

export class Repeats {
  private text = "";
  private seenAt = Number.NEGATIVE_INFINITY;

  /** Whether what the camera sees at this instant is a new scan. */
  isNew(text: string, now: number): boolean {
    const isSame = text === this.text && now - this.seenAt < AWAY_MILLISECONDS;
    this.text = text;
    this.seenAt = now;
    return !isSame;
  }
}
