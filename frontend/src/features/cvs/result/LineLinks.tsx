import { useMessages } from "../../../i18n/messages";
import { useEvidence } from "./evidence";
import { panelMessages } from "./panelMessages";

const MOST_SHOWN = 4;

/** Buttons that lead to the lines of the CV that support a statement. */
export function LineLinks({ lines }: { lines: readonly number[] }) {
  const t = useMessages(panelMessages);
  const { show } = useEvidence();
  if (lines.length === 0) return null;
  return (
    <span className="row small">
      <span className="muted">{t("evidence")}</span>
      {lines.slice(0, MOST_SHOWN).map((line) => (
        <button key={line} type="button" className="button-link" onClick={() => show([line])}>
          {t("line", { line })}
        </button>
      ))}
    </span>
  );
}
