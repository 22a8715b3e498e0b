import { rounded } from "../../../i18n/format";
import { useMessages } from "../../../i18n/messages";
import type { Result, Suggestion } from "../types";
import { useEvidence, withoutBullet } from "./evidence";
import { resultMessages } from "./messages";
import { sectionLabel } from "./sections";
import style from "./SuggestionsPanel.module.css";

const priorities = {
  high: { label: "priorityHigh", tag: "tag-warm" },
  medium: { label: "priorityMedium", tag: "tag-amber" },
  low: { label: "priorityLow", tag: "" },
} as const;

export function SuggestionsPanel({ result }: { result: Result }) {
  const t = useMessages(resultMessages);
  if (result.suggestions.length === 0) return <p className="notice">{t("noSuggestions")}</p>;
  return (
    <>
      <h2 className="visually-hidden">{t("suggestions")}</h2>
      <ol className="stack">
        {result.suggestions.map((suggestion, index) => (
          <li key={`${suggestion.id}-${index}`}>
            <SuggestionCard suggestion={suggestion} language={result.language} />
          </li>
        ))}
      </ol>
    </>
  );
}

interface CardProps {
  suggestion: Suggestion;
  /** The language of the CV, and therefore of its quotes and examples. */
  language: Result["language"];
}

function SuggestionCard({ suggestion, language }: CardProps) {
  const t = useMessages(resultMessages);
  const { show } = useEvidence();
  const { priority, gain, section, message, line } = suggestion;
  const label = sectionLabel(section);
  return (
    <article className={`card ${style.card ?? ""}`}>
      <div className="row">
        <span className={`tag ${priorities[priority].tag}`}>{t(priorities[priority].label)}</span>
        {label ? <span className="muted small">{t(label)}</span> : null}
        {gain > 0 ? <strong className={style.gain}>{t("gain", { count: rounded(gain) })}</strong> : null}
      </div>
      <h3 className={style.message}>{message}</h3>
      <BeforeAfter suggestion={suggestion} language={language} />
      {line === null ? null : (
        <button type="button" className={`button-link ${style.show ?? ""}`} onClick={() => show([line])}>
          {t("showLine", { line })}
        </button>
      )}
    </article>
  );
}

function BeforeAfter({ suggestion: { quote, example }, language }: CardProps) {
  const t = useMessages(resultMessages);
  if (!quote && !example) return null;
  return (
    <dl className={style.change}>
      {quote ? (
        <div className={style.before}>
          <dt>{t("before")}</dt>
          <dd lang={language}>
            <q>{withoutBullet(quote)}</q>
          </dd>
        </div>
      ) : null}
      {example ? (
        <div className={style.after}>
          <dt>{quote ? t("after") : t("example")}</dt>
          <dd lang={language}>{example}</dd>
        </div>
      ) : null}
    </dl>
  );
}
