/** The items that this device stores between visits. Secrets are not among them: tokens are never stored. */
type Item = "theme" | "language" | "signed-in" | "export" | "checkout" | "upload";

const key = (item: Item) => `recoloca.${item}`;

/** Stores an item; null deletes it. Where storage is forbidden (private windows, policy), nothing is stored. */
export function remember(item: Item, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key(item));
    else localStorage.setItem(key(item), value);
  } catch {
    // The app works without the item.
  }
}

export function recall(item: Item): string | null {
  try {
    return localStorage.getItem(key(item));
  } catch {
    return null;
  }
}

/** Calls back when another tab of this browser changes the item. */
export function whenChangedElsewhere(item: Item, callback: (value: string | null) => void): void {
  window.addEventListener("storage", (event) => {
    if (event.key === key(item)) callback(event.newValue);
  });
}
