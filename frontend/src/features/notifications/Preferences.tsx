import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, unwrap } from "../../api/client";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useMessages } from "../../i18n/messages";
import { notificationMessages } from "./messages";
import style from "./NotificationsPage.module.css";
import { preferencesQuery } from "./queries";
import type { Preference } from "./queries";

const channels = [
  { id: "in_app", label: "inApp" },
  { id: "email", label: "email" },
] as const;

function useSave() {
  const client = useQueryClient();
  const { queryKey } = preferencesQuery;
  return useMutation({
    mutationFn: (preference: Preference) =>
      unwrap(api.PUT("/notifications/preferences", { body: { preferences: [preference] } })),
    onMutate: (changed) => {
      client.setQueryData(queryKey, (current) =>
        current && { preferences: current.preferences.map((one) => (one.kind === changed.kind ? changed : one)) },
      );
    },
    onError: () => client.invalidateQueries({ queryKey }),
    onSuccess: (saved) => client.setQueryData(queryKey, saved),
  });
}

/** Each kind of event and the channels it is told on; every change is saved at once. */
export function Preferences() {
  const t = useMessages(notificationMessages);
  const { data, error, isPending, refetch } = useQuery(preferencesQuery);
  const save = useSave();
  return (
    <section className="card stack" aria-labelledby="preferences" aria-busy={isPending}>
      <h2 id="preferences">{t("preferences")}</h2>
      <p className="muted">{t("preferencesText")}</p>
      <ProblemNotice error={error ?? save.error} onRetry={() => void refetch()} />
      {isPending ? <div className={`skeleton ${style.preferencesWaiting ?? ""}`} /> : null}
      {data ? (
        <table className={style.table} aria-labelledby="preferences">
          <thead>
            <tr>
              <th scope="col">{t("event")}</th>
              {channels.map(({ id, label }) => (
                <th key={id} scope="col">
                  {t(label)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.preferences.map((preference) => (
              <Row key={preference.kind} preference={preference} onChange={(changed) => save.mutate(changed)} />
            ))}
          </tbody>
        </table>
      ) : null}
      <p role="status" className="small">
        {save.isSuccess ? t("saved") : null}
      </p>
    </section>
  );
}

function Row({ preference, onChange }: { preference: Preference; onChange: (changed: Preference) => void }) {
  const t = useMessages(notificationMessages);
  return (
    <tr>
      <th scope="row">{t(preference.kind)}</th>
      {channels.map(({ id, label }) => (
        <td key={id}>
          <label className={style.box}>
            <span className="visually-hidden">{`${t(preference.kind)}: ${t(label)}`}</span>
            <input
              type="checkbox"
              checked={preference[id]}
              onChange={(event) => onChange({ ...preference, [id]: event.target.checked })}
            />
          </label>
        </td>
      ))}
    </tr>
  );
}
