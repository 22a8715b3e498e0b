import { Content, List, Root, Trigger } from "@radix-ui/react-tabs";
import { useMemo, useRef, useState } from "react";
import { useSearchParams } from "wouter";

import { useMessages } from "../../../i18n/messages";
import type { Analysis, Result } from "../types";
import { AtsPanel } from "./AtsPanel";
import { CvText } from "./CvText";
import { EvidenceContext } from "./evidence";
import { resultMessages } from "./messages";
import { ProfilePanel } from "./ProfilePanel";
import { ResultHeader } from "./ResultHeader";
import style from "./ResultView.module.css";
import { ScorePanel } from "./ScorePanel";
import { SuggestionsPanel } from "./SuggestionsPanel";

const tabs = [
  { id: "suggestions", Panel: SuggestionsPanel },
  { id: "score", Panel: ScorePanel },
  { id: "profile", Panel: ProfilePanel },
  { id: "ats", Panel: AtsPanel },
] as const;

/** The result beside the CV's own text; every claim leads to the lines it comes from. */
export default function ResultView({ analysis, result }: { analysis: Analysis; result: Result }) {
  const t = useMessages(resultMessages);
  const [parameters, setParameters] = useSearchParams();
  const [shown, setShown] = useState<readonly number[]>([]);
  const origin = useRef<HTMLElement>(null);
  const evidence = useMemo(
    () => ({
      show: (lines: readonly number[]) => {
        origin.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
        setShown([...lines]);
      },
    }),
    [],
  );
  const goBack = () => {
    origin.current?.scrollIntoView({ block: "center" });
    origin.current?.focus();
  };
  const open = tabs.find(({ id }) => id === parameters.get("tab"))?.id ?? "suggestions";
  return (
    <EvidenceContext value={evidence}>
      <div className="page">
        <ResultHeader analysis={analysis} result={result} />
        <div className={style.columns}>
          <Root value={open} onValueChange={(tab) => setParameters({ tab }, { replace: true })}>
            <List className={style.tabs} aria-label={t("parts")}>
              {tabs.map(({ id }) => (
                <Trigger key={id} value={id} className={style.tab}>
                  {t(id)}
                </Trigger>
              ))}
            </List>
            {tabs.map(({ id, Panel }) => (
              <Content key={id} value={id} forceMount className={style.panel}>
                <Panel result={result} />
              </Content>
            ))}
          </Root>
          <CvText result={result} shown={shown} onBack={goBack} />
        </div>
      </div>
    </EvidenceContext>
  );
}
