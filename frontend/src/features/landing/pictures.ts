import type { Language } from "../../i18n/language";

/** The width of the picture on the page. It must equal `SIZES` in `plugins/boot-script.ts`. */
export const SIZES = "(min-width: 64rem) 33rem, calc(100vw - 2rem)";

/**
 * The sizes of the picture; `infra/landing_pictures.py` makes it. Phones get a narrow one, because the wide one would
 * be too small to read there.
 */
export const SHAPES = {
  narrow: { media: "(width < 40rem)", widths: [480, 880], width: 412, height: 500 },
  wide: { media: "(width >= 40rem)", widths: [880, 1320], width: 1080, height: 810 },
} as const;

const files: Record<string, string> = import.meta.glob("./pictures/*.{avif,webp}", {
  eager: true,
  query: "?url",
  import: "default",
});

type Shape = keyof typeof SHAPES;
type Kind = "avif" | "webp";

function file(language: Language, scheme: "light" | "dark", shape: Shape, width: number, kind: Kind): string {
  return files[`./pictures/result-${language}-${scheme}-${shape}-${width}.${kind}`] ?? "";
}

export function heroSource(language: Language, scheme: "light" | "dark", shape: Shape, kind: Kind): string {
  return SHAPES[shape].widths.map((width) => `${file(language, scheme, shape, width, kind)} ${width}w`).join(", ");
}

export function heroFallback(language: Language, scheme: "light" | "dark"): string {
  return file(language, scheme, "wide", 880, "webp");
}
