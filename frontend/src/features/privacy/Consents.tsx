import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "wouter";

import { api, unwrap } from "../../api/client";
import type { components } from "../../api/schema";
import { Panel } from "../../components/Panel";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useFormats } from "../../i18n/format";
import { useMessages } from "../../i18n/messages";
import { privacyMessages } from "./messages";
import style from "./PrivacyPage.module.css";

type Consent = components["schemas"]["Consent"];

/** The pages of the long texts. */
const texts: Partial<Record<Consent["purpose"], string>> = { terms_of_use: "/terms", privacy_policy: "/privacy-policy" };

const consentsQuery = queryOptions({
  queryKey: ["consents"],
  queryFn: ({ signal }) => unwrap(api.GET("/users/consents", { signal })),
});

/** The consents of the person, with the date and the version of each. A change is saved immediately. */
export function Consents() {
  const t = useMessages(privacyMessages);
  const { data, error, isPending, refetch } = useQuery(consentsQuery);
  const record = useRecord();
  return (
    <Panel id="consents" title={t("consents")} busy={isPending}>
      <ProblemNotice error={error ?? record.error} onRetry={() => void refetch()} />
      {isPending ? <div className={`skeleton ${style.waiting ?? ""}`} /> : null}
      {data ? <List consents={data.consents} onAnswer={record.mutate} /> : null}
      <p role="status" className="small">
        {record.isSuccess ? t("saved") : null}
      </p>
      <p className="muted small">{t("withdraw")}</p>
    </Panel>
  );
}

interface ConsentAnswer {
  consent: Consent;
  granted: boolean;
}

function useRecord() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ consent, granted }: ConsentAnswer) => {
      const { purpose, current_version: version } = consent;
      return unwrap(api.PUT("/users/consents", { body: { consents: [{ purpose, granted, version }] } }));
    },
    onSuccess: (saved) => client.setQueryData(consentsQuery.queryKey, saved),
    onError: () => client.invalidateQueries({ queryKey: consentsQuery.queryKey }),
  });
}

interface ListProps {
  consents: readonly Consent[];
  onAnswer: (answer: ConsentAnswer) => void;
}

function List({ consents, onAnswer }: ListProps) {
  return (
    <ul className={style.consents}>
      {consents.map((consent) => (
        <li key={consent.purpose}>
          <Item consent={consent} onAnswer={(granted) => onAnswer({ consent, granted })} />
        </li>
      ))}
    </ul>
  );
}

function Item({ consent, onAnswer }: { consent: Consent; onAnswer: (granted: boolean) => void }) {
  const t = useMessages(privacyMessages);
  const outdated = consent.version !== null && consent.version !== consent.current_version;
  const text = texts[consent.purpose];
  return (
    <>
      <Checkbox consent={consent} granted={consent.granted === true && !outdated} onAnswer={onAnswer} />
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

interface CheckboxProps {
  consent: Consent;
  /** Whether the person agreed to the version of the text that is in force. */
  granted: boolean;
  onAnswer: (granted: boolean) => void;
}

/** A necessary consent cannot be withdrawn here: it ends with the account. */
function Checkbox({ consent, granted, onAnswer }: CheckboxProps) {
  const t = useMessages(privacyMessages);
  return (
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
  );
}

function Recorded({ consent }: { consent: Consent }) {
  const t = useMessages(privacyMessages);
  const { date } = useFormats();
  if (consent.recorded_at === null) return <>{t("unsaid")}</>;
  const values = { date: date(consent.recorded_at), version: consent.version ?? "" };
  return <>{consent.granted ? t("agreed", values) : t("refused", values)}</>;
}
