import { useMessages } from "../../../i18n/messages";
import { useEvidence } from "../result/evidence";
import type { Match } from "../types";
import style from "./MatchView.module.css";
import { matchMessages } from "./messages";

type Keyword = Match["present"][number];

export function Keywords({ present, missing }: Pick<Match, "present" | "missing">) {
  const t = useMessages(matchMessages);
  return (
    <>
      {present.length > 0 ? (
        <section className="card stack">
          <h3>{t("present")}</h3>
          <ul className="row">
            {present.map((keyword) => (
              <li key={keyword.id}>
                <PresentKeyword keyword={keyword} />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {missing.length > 0 ? (
        <section className="card stack">
          <h3>{t("absent")}</h3>
          <ul className="row">
            {missing.map(({ id, keyword, required }) => (
              <li key={id} className={`tag ${required ? "tag-warm" : ""}`}>
                {keyword}
                {required ? ` (${t("required")})` : ""}
              </li>
            ))}
          </ul>
          <p className="muted small">{t("absentAdvice")}</p>
        </section>
      ) : null}
    </>
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
