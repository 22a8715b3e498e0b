/** What this device remembers between visits. Nothing secret: tokens never go here. */
type Item = "theme" | "language" | "signed-in" | "export";

const key = (item: Item) => `recoloca.${item}`;

/** Storage may be forbidden (private windows, policy); the app then simply forgets. */
export function remember(item: Item, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key(item));
    else localStorage.setItem(key(item), value);
  } catch {
    // Nothing depends on it being remembered.
  }
}

export function recall(item: Item): string | null {
  try {
    return localStorage.getItem(key(item));
  } catch {
    return null;
  }
}
