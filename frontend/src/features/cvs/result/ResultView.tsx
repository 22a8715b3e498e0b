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

// The tabs that are closed at first are in one file. The open tab does not wait for this file.
const panels = () => import("./panels");
const ScorePanel = lazyPart(async () => ({ default: (await panels()).ScorePanel }));
const ProfilePanel = lazyPart(async () => ({ default: (await panels()).ProfilePanel }));
const AtsPanel = lazyPart(async () => ({ default: (await panels()).AtsPanel }));

/** A tab besides those of every result. */
export interface ExtraTab {
  id: "match" | "versions";
  panel: ReactNode;
}

interface Props {
  result: Result;
  extra?: readonly ExtraTab[];
}

/** The result beside the text of the CV; every statement links to the lines that support it. */
export function ResultView({ result, extra = [] }: Props) {
  const { evidence, shown, goBack } = useLines();
  return (
    <EvidenceContext value={evidence}>
      <div className={style.columns}>
        <Tabs result={result} extra={extra} />
        <CvText result={result} shown={shown} onBack={goBack} />
      </div>
    </EvidenceContext>
  );
}

function Tabs({ result, extra }: Required<Props>) {
  const t = useMessages(resultMessages);
  const [parameters, setParameters] = useSearchParams();
  const tabs = [...ownTabs(result), ...extra];
  const whole = useDeferredValue(true, false); // the closed tabs are rendered after the open one, so that it shows sooner
  const open = tabs.find(({ id }) => id === parameters.get("tab"))?.id ?? "suggestions";
  return (
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
  );
}

function ownTabs(result: Result) {
  return [
    { id: "suggestions", panel: <SuggestionsPanel result={result} /> },
    { id: "score", panel: <ScorePanel result={result} /> },
    { id: "profile", panel: <ProfilePanel result={result} /> },
    { id: "ats", panel: <AtsPanel result={result} /> },
  ] as const;
}

/** Scrolls the row of tabs, which is wider than a phone, until `tab` is in its middle. The page itself does not scroll. */
function centre(tab: HTMLElement | null): void {
  const row = tab?.parentElement;
  if (row) row.scrollLeft = tab.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
}

/** The lines of the CV that are shown now, and the way back to the button that asked for them. */
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
