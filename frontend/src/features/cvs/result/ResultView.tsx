import { Content, List, Root, Trigger } from "@radix-ui/react-tabs";
import { useDeferredValue, useMemo, useRef, useState } from "react";
import type { ReactNode } from "react";
import { useSearchParams } from "wouter";

import { LazyPanel } from "../../../app/LazyPanel";
import { lazyPart } from "../../../components/lazyPart";
import { useMessages } from "../../../i18n/messages";
import type { Result } from "../types";
import { CvText } from "./CvText";
import { EvidenceContext } from "./evidence";
import { resultMessages } from "./messages";
import style from "./ResultView.module.css";
import { SuggestionsPanel } from "./SuggestionsPanel";

// One file for the tabs that are closed at first: the open tab does not wait for them.
const panels = () => import("./panels");
const ScorePanel = lazyPart(async () => ({ default: (await panels()).ScorePanel }));
const ProfilePanel = lazyPart(async () => ({ default: (await panels()).ProfilePanel }));
const AtsPanel = lazyPart(async () => ({ default: (await panels()).AtsPanel }));

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
              <Trigger key={id} ref={id === open ? centre : null} value={id} className={style.tab}>
                {t(id)}
              </Trigger>
            ))}
          </List>
          {tabs.map(({ id, panel }) => (
            <Content key={id} value={id} forceMount className={style.panel} data-panel={id}>
              <LazyPanel waiting={<div className={`skeleton ${style.waiting ?? ""}`} />}>
                {whole || id === open ? panel : null}
              </LazyPanel>
            </Content>
          ))}
        </Root>
        <CvText result={result} shown={shown} onBack={goBack} />
      </div>
    </EvidenceContext>
  );
}

/** A phone has no room for all the tabs: the open one comes to the middle of their row, and nothing else moves. */
function centre(tab: HTMLElement | null): void {
  const row = tab?.parentElement;
  if (row) row.scrollLeft = tab.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
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
