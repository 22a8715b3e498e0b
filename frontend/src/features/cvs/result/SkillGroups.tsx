import { useMessages } from "../../../i18n/messages";
import type { Result } from "../types";
import { useEvidence } from "./evidence";
import { panelMessages } from "./panelMessages";
import style from "./SkillGroups.module.css";

const groups = [
  ["technical", "skillTechnical"],
  ["tool", "skillTool"],
  ["domain", "skillDomain"],
  ["soft", "skillSoft"],
  ["language", "skillLanguage"],
] as const;

/** The skills by kind. Each one leads to the line of the CV that shows it. */
export function SkillGroups({ skills }: { skills: Result["skills"] }) {
  const t = useMessages(panelMessages);
  const { show } = useEvidence();
  if (skills.length === 0) return <p className="muted">{t("noneFound")}</p>;
  return groups.map(([kind, label]) => {
    const members = skills.filter((skill) => skill.kind === kind);
    if (members.length === 0) return null;
    return (
      <div key={kind}>
        <h3 className={style.kind}>{t(label)}</h3>
        <ul className="row">
          {members.map((skill) => (
            <li key={skill.id}>
              <button type="button" className={`tag ${style.skill ?? ""}`} onClick={() => show([skill.line])}>
                {skill.label}
                <span className="visually-hidden">, {t("line", { line: skill.line })}</span>
              </button>
            </li>
          ))}
        </ul>
      </div>
    );
  });
}
