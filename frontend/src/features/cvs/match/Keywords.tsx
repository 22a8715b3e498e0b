import { useMessages } from "../../../i18n/messages";
import { useEvidence } from "../result/evidence";
import type { Match } from "../types";
import style from "./MatchView.module.css";
import { matchMessages } from "./messages";

type Keyword = Match["present"][number];

/** The keywords of the advertisement that the CV has, and those that it lacks. */
export function Keywords({ present, missing }: Pick<Match, "present" | "missing">) {
  return (
    <>
      <Present keywords={present} />
      <Missing keywords={missing} />
    </>
  );
}

function Present({ keywords }: { keywords: Match["present"] }) {
  const t = useMessages(matchMessages);
  if (keywords.length === 0) return null;
  return (
    <section className="card stack">
      <h3>{t("present")}</h3>
      <ul className="row">
        {keywords.map((keyword) => (
          <li key={keyword.id}>
            <PresentKeyword keyword={keyword} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Missing({ keywords }: { keywords: Match["missing"] }) {
  const t = useMessages(matchMessages);
  if (keywords.length === 0) return null;
  return (
    <section className="card stack">
      <h3>{t("absent")}</h3>
      <ul className="row">
        {keywords.map(({ id, keyword, required }) => (
          <li key={id} className={`tag ${required ? "tag-warm" : ""}`}>
            {keyword}
            {required ? ` (${t("required")})` : ""}
          </li>
        ))}
      </ul>
      <p className="muted small">{t("absentAdvice")}</p>
    </section>
  );
}

function PresentKeyword({ keyword: { keyword, line } }: { keyword: Keyword }) {
  const t = useMessages(matchMessages);
  const { show } = useEvidence();
  if (line === null) return <span className="tag tag-good">{keyword}</span>;
  return (
    <button type="button" className={`tag tag-good ${style.keyword ?? ""}`} onClick={() => show([line])}>
      {keyword}
      <span className="visually-hidden">, {t("line", { line })}</span>
    </button>
  );
}
