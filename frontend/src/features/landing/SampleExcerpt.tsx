import { Link } from "wouter";

import { ArrowIcon } from "../../components/icons";
import { Meter, tone } from "../../components/Meter";
import { ScoreRing } from "../../components/ScoreRing";
import { useFormats } from "../../i18n/format";
import { useLanguage } from "../../i18n/language";
import { useMessages } from "../../i18n/messages";
import { withoutBullet } from "../cvs/result/evidence";
import { landingMessages } from "./messages";
import excerpts from "./sample/excerpt.json";
import style from "./SampleExcerpt.module.css";

type Excerpt = (typeof excerpts)["en"];

/** A part of a real result of the engine, for the CV of an invented person. */
export function SampleExcerpt() {
  const t = useMessages(landingMessages);
  const { language } = useLanguage();
  const sample: Excerpt = excerpts[language];
  return (
    <section className="stack" aria-labelledby="sample">
      <h2 id="sample">{t("sample")}</h2>
      <p className="muted">{t("sampleText")}</p>
      <div className={style.columns}>
        <Parts sample={sample} />
        <ul className="stack">
          {sample.suggestions.map((suggestion) => (
            <li key={suggestion.line} className={`card ${style.suggestion ?? ""}`}>
              <h3>{suggestion.message}</h3>
              <Change word={t("before")} text={withoutBullet(suggestion.quote)} />
              <Change word={t("after")} text={suggestion.example} better />
            </li>
          ))}
        </ul>
      </div>
      <Link href="/sample" className="row">
        {t("wholeSample")}
        <ArrowIcon />
      </Link>
    </section>
  );
}

function Parts({ sample }: { sample: Excerpt }) {
  const t = useMessages(landingMessages);
  const { points } = useFormats();
  return (
    <div className={`card ${style.score ?? ""}`}>
      <div className={style.overall}>
        <ScoreRing score={sample.overall} />
        <p>{t("sampleScore", { score: sample.overall })}</p>
      </div>
      <ul className={style.parts}>
        {sample.parts.map((part) => {
          const share = (part.points / part.max) * 100;
          return (
            <li key={part.id}>
              <div className="row row-between small">
                <span>{part.label}</span>
                <span className="muted">{t("pointsOf", { points: points(part.points), max: points(part.max) })}</span>
              </div>
              <Meter value={share} tone={tone(share)} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function Change({ word, text, better }: { word: string; text: string; better?: boolean }) {
  return (
    <div className={`${style.change ?? ""} ${better ? (style.better ?? "") : ""}`}>
      <p className="muted small">{word}</p>
      <p>{text}</p>
    </div>
  );
}
