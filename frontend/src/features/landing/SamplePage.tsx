import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";

import { PageTitle } from "../../components/PageTitle";
import { ScoreRing } from "../../components/ScoreRing";
import { Skeleton } from "../../components/Skeleton";
import { useLanguage } from "../../i18n/language";
import type { Language } from "../../i18n/language";
import { useMessages } from "../../i18n/messages";
import { ResultView } from "../cvs/result/ResultView";
import type { Result } from "../cvs/types";
import { landingMessages } from "./messages";
import style from "./SamplePage.module.css";

const samples: Record<Language, () => Promise<unknown>> = {
  "pt-BR": () => import("./sample/pt-BR.json").then((file) => file.default),
  en: () => import("./sample/en.json").then((file) => file.default),
};

/** A whole result of the engine, for the CV of an invented person. */
export default function SamplePage() {
  const t = useMessages(landingMessages);
  const { language } = useLanguage();
  const { data } = useQuery({
    queryKey: ["sample", language],
    queryFn: async () => (await samples[language]()) as Result,
    staleTime: Infinity,
  });
  if (!data) return <Skeleton kind="comparison" />;
  return (
    <div className="page">
      <div className={`card ${style.header ?? ""}`}>
        <ScoreRing score={data.score.overall} />
        <div className="stack">
          <PageTitle>{t("sampleTitle")}</PageTitle>
          <p>{t("sampleText")}</p>
          <div>
            <Link className="button" href="/register?next=/onboarding">
              {t("start")}
            </Link>
          </div>
        </div>
      </div>
      <ResultView result={data} />
    </div>
  );
}
