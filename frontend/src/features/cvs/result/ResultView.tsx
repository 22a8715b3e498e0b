import { Content, List, Root, Trigger } from "@radix-ui/react-tabs";
import { useDeferredValue, useMemo, useRef, useState } from "react";
import type { ReactNode } from "react";
import { useSearchParams } from "wouter";

import { useMessages } from "../../../i18n/messages";
import type { Result } from "../types";
import { AtsPanel } from "./AtsPanel";
import { CvText } from "./CvText";
import { EvidenceContext } from "./evidence";
import { resultMessages } from "./messages";
import { ProfilePanel } from "./ProfilePanel";
import style from "./ResultView.module.css";
import { ScorePanel } from "./ScorePanel";
import { SuggestionsPanel } from "./SuggestionsPanel";

/** A tab beside those of the result itself. */
export interface ExtraTab {
  id: "match" | "versions";
  panel: ReactNode;
}

interface Props {
  result: Result;
  extra?: readonly ExtraTab[];
}

/** The result beside the CV's own text; every claim leads to the lines it comes from. */
export function ResultView({ result, extra = [] }: Props) {
  const t = useMessages(resultMessages);
  const [parameters, setParameters] = useSearchParams();
  const { evidence, shown, goBack } = useLines();
  const tabs = [
    { id: "suggestions", panel: <SuggestionsPanel result={result} /> },
    { id: "score", panel: <ScorePanel result={result} /> },
    { id: "profile", panel: <ProfilePanel result={result} /> },
    { id: "ats", panel: <AtsPanel result={result} /> },
    ...extra,
  ] as const;
  const whole = useDeferredValue(true, false); // first what is seen, then the closed tabs, without holding up a tap
  const open = tabs.find(({ id }) => id === parameters.get("tab"))?.id ?? "suggestions";
  return (
    <EvidenceContext value={evidence}>
      <div className={style.columns}>
        <Root value={open} onValueChange={(tab) => setParameters({ tab }, { replace: true })}>
          <List className={style.tabs} aria-label={t("parts")}>
            {tabs.map(({ id }) => (
              <Trigger key={id} value={id} className={style.tab}>
                {t(id)}
              </Trigger>
            ))}
          </List>
          {tabs.map(({ id, panel }) => (
            <Content key={id} value={id} forceMount className={style.panel} data-panel={id}>
              {whole || id === open ? panel : null}
            </Content>
          ))}
        </Root>
        <CvText result={result} shown={shown} onBack={goBack} />
      </div>
    </EvidenceContext>
  );
}

/** Which lines are shown now, and the way back to what asked for them. */
function useLines() {
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
  return { evidence, shown, goBack };
}
