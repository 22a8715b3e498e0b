import { AlertIcon, CheckIcon } from "../../../components/icons";
import { Meter, tone } from "../../../components/Meter";
import { useMessages } from "../../../i18n/messages";
import type { Result } from "../types";
import { LineLinks } from "./LineLinks";
import { panelMessages } from "./panelMessages";

export function AtsPanel({ result: { ats } }: { result: Result }) {
  const t = useMessages(panelMessages);
  return (
    <div className="stack">
      <h2>{t("atsScore", { score: ats.score })}</h2>
      <Meter value={ats.score} tone={tone(ats.score)} />
      <p className="muted">{t("atsLead")}</p>
      {ats.warnings.length === 0 ? (
        <p className="notice">
          <CheckIcon />
          {t("atsFine")}
        </p>
      ) : null}
      <ul className="stack">
        {ats.warnings.map((warning) => (
          <li key={warning.id} className="notice notice-warm">
            <AlertIcon />
            <div>
              <p>{warning.message}</p>
              <LineLinks lines={warning.lines} />
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
