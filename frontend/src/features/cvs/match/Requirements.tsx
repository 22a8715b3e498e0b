import { useMessages } from "../../../i18n/messages";
import { LineLinks } from "../result/LineLinks";
import type { Match } from "../types";
import style from "./MatchView.module.css";
import { matchMessages } from "./messages";

const tags = { covered: "tag-good", partial: "tag-amber", missing: "tag-warm" } as const;

/** Each line of the advertisement, with the lines of the CV that meet it. */
export function Requirements({ requirements }: { requirements: Match["requirements"] }) {
  const t = useMessages(matchMessages);
  if (requirements.length === 0) return null;
  return (
    <section className="card stack">
      <h3>{t("requirements")}</h3>
      <ul className={style.requirements}>
        {requirements.map((requirement, index) => (
          <li key={index} className={style.requirement}>
            <p>{requirement.text}</p>
            <div className="row">
              <span className={`tag ${tags[requirement.status]}`}>{t(requirement.status)}</span>
              <span className="muted small">{t(requirement.kind)}</span>
            </div>
            {requirement.missing.length > 0 ? (
              <p className="muted small">{t("missingHere", { items: requirement.missing.join(", ") })}</p>
            ) : null}
            <LineLinks lines={linesOf(requirement)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function linesOf({ present }: Match["requirements"][number]): number[] {
  return [...new Set(present.flatMap(({ line }) => (line === null ? [] : [line])))];
}
