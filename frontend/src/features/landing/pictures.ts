import type { Language } from "../../i18n/language";

/** How wide the picture is drawn; `plugins/boot-script.ts` tells the browser the same. */
export const SIZES = "(min-width: 64rem) 33rem, calc(100vw - 2rem)";

const WIDTHS = [480, 880, 1320] as const;

const files: Record<string, string> = import.meta.glob("./pictures/*.{avif,webp}", {
  eager: true,
  query: "?url",
  import: "default",
});

function file(language: Language, scheme: "light" | "dark", width: number, kind: "avif" | "webp"): string {
  return files[`./pictures/result-${language}-${scheme}-${width}.${kind}`] ?? "";
}

export function heroSources(language: Language, scheme: "light" | "dark") {
  const set = (kind: "avif" | "webp") =>
    WIDTHS.map((width) => `${file(language, scheme, width, kind)} ${width}w`).join(", ");
  return { avif: set("avif"), webp: set("webp"), fallback: file(language, scheme, WIDTHS[1], "webp") };
}
