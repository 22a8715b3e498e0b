import { useColourScheme } from "../../app/theme";
import { useLanguage } from "../../i18n/language";
import { useMessages } from "../../i18n/messages";
import style from "./HeroPicture.module.css";
import { landingMessages } from "./messages";
import { heroFallback, heroSource, SHAPES, SIZES } from "./pictures";

const sources = (["narrow", "wide"] as const).flatMap((shape) =>
  (["avif", "webp"] as const).map((kind) => ({ shape, kind })),
);

/** A picture of the sample result. `boot.js` has already started to load this file. */
export function HeroPicture() {
  const t = useMessages(landingMessages);
  const { language } = useLanguage();
  const scheme = useColourScheme();
  const { width, height } = SHAPES.wide;
  return (
    <picture className={style.picture}>
      {sources.map(({ shape, kind }) => (
        <source
          key={shape + kind}
          type={`image/${kind}`}
          media={SHAPES[shape].media}
          srcSet={heroSource(language, scheme, shape, kind)}
          sizes={SIZES}
          width={SHAPES[shape].width}
          height={SHAPES[shape].height}
        />
      ))}
      <img
        src={heroFallback(language, scheme)}
        alt={t("pictureText")}
        width={width}
        height={height}
        fetchPriority="high"
        decoding="async"
      />
    </picture>
  );
}
