import { useColourScheme } from "../../app/theme";
import { useLanguage } from "../../i18n/language";
import { useMessages } from "../../i18n/messages";
import style from "./HeroPicture.module.css";
import { landingMessages } from "./messages";
import { heroSources, SIZES } from "./pictures";
import excerpts from "./sample/excerpt.json";

/** The sample result as it looks; `boot.js` has asked for the same file before React was there. */
export function HeroPicture() {
  const t = useMessages(landingMessages);
  const { language } = useLanguage();
  const scheme = useColourScheme();
  const { avif, webp, fallback } = heroSources(language, scheme);
  return (
    <picture className={style.picture}>
      <source type="image/avif" srcSet={avif} sizes={SIZES} />
      <source type="image/webp" srcSet={webp} sizes={SIZES} />
      <img
        src={fallback}
        alt={t("pictureText", { score: excerpts[language].overall })}
        width={960}
        height={720}
        fetchPriority="high"
        decoding="async"
      />
    </picture>
  );
}
