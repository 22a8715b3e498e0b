/** The shortest password the API takes. */
export const PASSWORD_MINIMUM = 8;

/** Catches typing mistakes only; the API decides. */
export function looksLikeEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(text.trim());
}
