/** Between half of a delay and all of it, by chance: a crowd that was cut off together comes back one by one. */
export function spread(delay: number): number {
  return delay * (0.5 + Math.random() / 2);
}
