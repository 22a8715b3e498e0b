export type Strength = "weak" | "fair" | "strong";

const PRODUCT = "recoloca";
const SHORTEST_WORD = 4;
const FAIR = 8;
const STRONG = 14;
const ROWS = ["abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"];

/**
 * How hard a password is to guess, shown while the person types. The API decides with lists of common passwords that
 * are too long for a browser.
 *
 * `own` are the person's name and e-mail. They add no strength, and neither does the name of this product.
 */
export function strengthOf(password: string, own: readonly string[]): Strength {
  const worth = effort(without(fold(password), ownWords(own)));
  if (worth < FAIR) return "weak";
  return worth < STRONG ? "fair" : "strong";
}

/** The characters that a guesser must find one by one: no repetition and no neighbour on the keyboard counts. */
function effort(text: string): number {
  const letters = Array.from(text);
  const found = letters.filter((letter, at) => !follows(letters[at - 1], letter)).length;
  const onlyDigits = /^\d+$/.test(text);
  return onlyDigits ? Math.floor(found / 2) : Math.min(found, 2 * new Set(letters).size);
}

function follows(before: string | undefined, letter: string): boolean {
  if (before === undefined) return false;
  return before === letter || ROWS.some((row) => row.includes(before + letter) || row.includes(letter + before));
}

function without(text: string, words: readonly string[]): string {
  return words.reduce((left, word) => left.replaceAll(word, ""), text);
}

function ownWords(own: readonly string[]): string[] {
  const whole = own.map(fold);
  const parts = whole.flatMap((text) => [text, ...text.split(/[^a-z0-9]+/)]);
  return [...parts, PRODUCT].filter((word) => word.length >= SHORTEST_WORD).sort((a, b) => b.length - a.length);
}

function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase();
}
