export function entries(folder?: string): Record<string, string>;
