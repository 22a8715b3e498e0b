import type { ReactNode } from "react";

import { useFormats } from "../../../i18n/format";
import { useMessages } from "../../../i18n/messages";
import type { Match } from "../types";
import style from "./MatchView.module.css";
import { matchMessages } from "./messages";

/** The years, languages and education that the advertisement asks for. */
export function Conditions({ match: { years, languages, degree } }: { match: Match }) {
  const t = useMessages(matchMessages);
  const { languageName, points } = useFormats();
  if (!years && !degree && languages.length === 0) return null;
  return (
    <section className="card stack">
      <h3>{t("conditions")}</h3>
      <ul className="stack">
        {years ? (
          <Condition met={years.met}>
            {Number.isInteger(years.required)
              ? t("years", { count: years.required, found: points(years.found) })
              : t("months", { count: Math.round(years.required * 12), found: points(years.found) })}
          </Condition>
        ) : null}
        {languages.map(({ name, required, found, met }) => (
          <Condition key={name} met={met}>
            {t("language", {
              name: languageName(name),
              required: required ?? t("anyLevel"),
              found: found ?? t("nothing"),
            })}
          </Condition>
        ))}
        {degree ? (
          <Condition met={degree.met}>
            {t("degree", { required: degree.required, found: degree.found ?? t("nothing") })}
          </Condition>
        ) : null}
      </ul>
    </section>
  );
}

function Condition({ met, children }: { met: boolean; children: ReactNode }) {
  const t = useMessages(matchMessages);
  return (
    <li className={style.condition}>
      <span>{children}</span>
      <span className={`tag ${met ? "tag-good" : "tag-warm"} ${style.tag ?? ""}`}>{t(met ? "met" : "unmet")}</span>
    </li>
  );
}
