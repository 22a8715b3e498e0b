import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "wouter";

import { api, unwrap } from "../../api/client";
import type { components } from "../../api/schema";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useFormats } from "../../i18n/format";
import { useMessages } from "../../i18n/messages";
import { privacyMessages } from "./messages";
import style from "./PrivacyPage.module.css";

type Consent = components["schemas"]["Consent"];

/** Where the texts stand that are longer than a sentence. */
const texts: Partial<Record<Consent["purpose"], string>> = { terms_of_use: "/terms", privacy_policy: "/privacy-policy" };

const consentsQuery = queryOptions({
  queryKey: ["consents"],
  queryFn: ({ signal }) => unwrap(api.GET("/users/consents", { signal })),
});

/** What the person agreed to, when, and to which text; each answer is recorded at once. */
export function Consents() {
  const t = useMessages(privacyMessages);
  const client = useQueryClient();
  const { data, error, isPending, refetch } = useQuery(consentsQuery);
  const record = useMutation({
    mutationFn: ({ consent, granted }: { consent: Consent; granted: boolean }) => {
      const { purpose, current_version: version } = consent;
      return unwrap(api.PUT("/users/consents", { body: { consents: [{ purpose, granted, version }] } }));
    },
    onSuccess: (saved) => client.setQueryData(consentsQuery.queryKey, saved),
    onError: () => client.invalidateQueries({ queryKey: consentsQuery.queryKey }),
  });
  return (
    <section className="card stack" aria-labelledby="consents" aria-busy={isPending}>
      <h2 id="consents">{t("consents")}</h2>
      <ProblemNotice error={error ?? record.error} onRetry={() => void refetch()} />
      {isPending ? <div className={`skeleton ${style.waiting ?? ""}`} /> : null}
      {data ? (
        <ul className={style.consents}>
          {data.consents.map((consent) => (
            <li key={consent.purpose}>
              <Item consent={consent} onAnswer={(granted) => record.mutate({ consent, granted })} />
            </li>
          ))}
        </ul>
      ) : null}
      <p role="status" className="small">
        {record.isSuccess ? t("saved") : null}
      </p>
      <p className="muted small">{t("withdraw")}</p>
    </section>
  );
}

/** A necessary consent that was given to the text in force can only be withdrawn with the account. */
function Item({ consent, onAnswer }: { consent: Consent; onAnswer: (granted: boolean) => void }) {
  const t = useMessages(privacyMessages);
  const outdated = consent.version !== null && consent.version !== consent.current_version;
  const granted = consent.granted === true && !outdated;
  const text = texts[consent.purpose];
  return (
    <>
      <label className="choice">
        <input
          type="checkbox"
          checked={granted}
          disabled={consent.required && granted}
          onChange={(event) => onAnswer(event.target.checked)}
        />
        <span>
          <strong>{t(consent.purpose)}</strong>
          <span className="visually-hidden">: {t("agree")}</span>
        </span>
        {consent.required ? <span className="tag">{t("required")}</span> : null}
      </label>
      <div className={style.about}>
        <p>
          {t(`${consent.purpose}Text`)} {text ? <Link href={text}>{t("readText")}</Link> : null}
        </p>
        <p className="muted small">
          <Recorded consent={consent} /> {outdated ? t("textChanged") : null}
        </p>
      </div>
    </>
  );
}

function Recorded({ consent }: { consent: Consent }) {
  const t = useMessages(privacyMessages);
  const { date } = useFormats();
  if (consent.recorded_at === null) return <>{t("unsaid")}</>;
  const values = { date: date(consent.recorded_at), version: consent.version ?? "" };
  return <>{consent.granted ? t("agreed", values) : t("refused", values)}</>;
}
