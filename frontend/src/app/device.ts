/** What this device remembers between visits. Nothing secret: tokens never go here. */
type Item = "theme" | "language" | "signed-in" | "export" | "checkout" | "upload";

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

/** Calls back when another tab of this browser remembers something else. */
export function whenChangedElsewhere(item: Item, callback: (value: string | null) => void): void {
  window.addEventListener("storage", (event) => {
    if (event.key === key(item)) callback(event.newValue);
  });
}
