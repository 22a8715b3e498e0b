import { useEffect, useMemo, useRef } from "react";

import { useLanguage } from "../../../i18n/language";
import { useMessages } from "../../../i18n/messages";
import type { Line, Result } from "../types";
import style from "./CvText.module.css";
import { byPage, pieces, quotesByLine } from "./evidence";
import { resultMessages } from "./messages";

interface Props {
  result: Result;
  /** The lines to show now. */
  shown: readonly number[];
  onBack: () => void;
}

/** The text of the CV, line by line, with the quoted passages marked. */
export function CvText({ result, shown, onBack }: Props) {
  const t = useMessages(resultMessages);
  const box = useShownInSight(shown);
  return (
    <section className={style.text} aria-labelledby="cv-text">
      <h2 id="cv-text">{t("text")}</h2>
      <p className="muted small">{t("textLead")}</p>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it */}
      <div ref={box} className={style.paper} role="group" aria-labelledby="cv-text" tabIndex={0} lang={result.language}>
        <Pages result={result} shown={shown} />
      </div>
      {shown.length > 0 ? (
        <button type="button" className={`button button-quiet ${style.back ?? ""}`} onClick={onBack}>
          {t("backToItem")}
        </button>
      ) : null}
    </section>
  );
}

/** Scrolls to the first of the shown lines and gives it the focus, each time the lines change. */
function useShownInSight(shown: readonly number[]) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const first = box.current?.querySelector<HTMLElement>(`[data-line="${shown[0] ?? ""}"]`);
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    first?.scrollIntoView({ block: "center", behavior: still ? "instant" : "smooth" });
    first?.focus({ preventScroll: true });
  }, [shown]);
  return box;
}

function Pages({ result, shown }: Omit<Props, "onBack">) {
  const t = useMessages(resultMessages);
  const { language } = useLanguage();
  const quotes = useMemo(() => quotesByLine(result.suggestions), [result.suggestions]);
  const pages = useMemo(() => byPage(result.lines), [result.lines]);
  return pages.map(([page, lines]) => (
    <div key={page} className={style.page}>
      {pages.length > 1 ? <p lang={language} className={style.number}>{t("page", { page })}</p> : null}
      <ol className={style.lines}>
        {lines.map((line) => (
          <TextLine key={line.n} line={line} quotes={quotes.get(line.n) ?? []} shown={shown.includes(line.n)} />
        ))}
      </ol>
    </div>
  ));
}

function TextLine({ line, quotes, shown }: { line: Line; quotes: readonly string[]; shown: boolean }) {
  return (
    <li data-line={line.n} data-shown={shown || undefined} tabIndex={-1} className={style.line}>
      <span className={style.lineNumber} aria-hidden="true">
        {line.n}
      </span>
      <span className={style.words}>
        {pieces(line.text, quotes).map((piece, index) =>
          piece.marked ? <mark key={index}>{piece.text}</mark> : <span key={index}>{piece.text}</span>,
        )}
      </span>
    </li>
  );
}
