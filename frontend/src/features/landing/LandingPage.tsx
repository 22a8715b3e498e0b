import { useDeferredValue } from "react";
import { Link } from "wouter";

import { useSession } from "../../app/session";
import { ArrowIcon, CrossIcon, LockIcon } from "../../components/icons";
import { PageTitle } from "../../components/PageTitle";
import { useMessages } from "../../i18n/messages";
import { HeroPicture } from "./HeroPicture";
import style from "./LandingPage.module.css";
import { landingMessages } from "./messages";
import { PlanTable } from "./PlanTable";
import { SampleExcerpt } from "./SampleExcerpt";

const steps = [
  ["step1", "step1Text"],
  ["step2", "step2Text"],
  ["step3", "step3Text"],
] as const;

const refusals = ["honest1", "honest2", "honest3"] as const;

export default function LandingPage() {
  // The build draws only the visible part; React renders the rest in the browser.
  const whole = useDeferredValue(true, false);
  return (
    <div className="page" aria-busy={!whole}>
      <Hero />
      {whole ? (
        <>
          <Steps />
          <SampleExcerpt />
          <PlanTable />
          <Promises />
        </>
      ) : null}
    </div>
  );
}

function Steps() {
  const t = useMessages(landingMessages);
  return (
    <section className={style.block} aria-labelledby="how">
      <h2 id="how">{t("how")}</h2>
      <ol className={style.steps}>
        {steps.map(([title, text], index) => (
          <li key={title} className="card">
            <span className={style.step} aria-hidden="true">
              {index + 1}
            </span>
            <h3>{t(title)}</h3>
            <p className="muted">{t(text)}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Hero() {
  const t = useMessages(landingMessages);
  const session = useSession();
  const inside = session.status === "signed-in";
  return (
    <section className={style.hero}>
      <div className={style.pitch}>
        <PageTitle>{t("title")}</PageTitle>
        <p className={style.lead}>{t("lead")}</p>
        <div className="row">
          <Link className="button" href={inside ? "/cv-analysis/new" : "/register?next=/onboarding"}>
            {t("start")}
            <ArrowIcon />
          </Link>
          <Link className="button button-quiet" href="/sample">
            {t("seeSample")}
          </Link>
        </div>
        <p className="muted">{t("free")}</p>
      </div>
      <HeroPicture />
    </section>
  );
}

function Promises() {
  const t = useMessages(landingMessages);
  return (
    <div className={style.pair}>
      <section aria-labelledby="honest">
        <h2 id="honest">{t("honest")}</h2>
        <ul className={style.refusals}>
          {refusals.map((refusal) => (
            <li key={refusal}>
              <CrossIcon />
              {t(refusal)}
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="privacy">
        <h2 id="privacy">{t("privacy")}</h2>
        <p className="notice">
          <LockIcon />
          {t("privacyText")}
        </p>
      </section>
    </div>
  );
}
