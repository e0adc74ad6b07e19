// Remembers where one prints badges.

const DEVICE = "turnout-badge-device";

export function rememberedDevice(): string {
  return localStorage.getItem(DEVICE) ?? "";
}

export function rememberDevice(name: string): void {
  try {
    localStorage.setItem(DEVICE, name);
  } catch {
    // A browser that keeps nothing asks each time.
  }
}
